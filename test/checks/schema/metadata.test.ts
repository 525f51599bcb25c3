import { describe, expect, test } from 'vitest';
import { SchemaChecker } from '../../../checks/schema/index.js';
import { lines, widgetCrd } from './widget.js';

const checker = new SchemaChecker({ crds: [widgetCrd({ type: 'object' })] });

function of(metadata: unknown, kind = 'Widget', apiVersion = 'example.com/v1'): string[] {
  return lines(checker.check({ apiVersion, kind, ...(metadata !== undefined && { metadata }) }));
}

const LONG = 'a'.repeat(64);
const allowed = 'may hold only letters, digits, `-`, `_` and `.`, and has to begin and end with a letter or digit';

describe('metadata that passes', () => {
  test.each([
    { name: 'a.b-c' },
    { generateName: 'a-' },
    { name: 'a', labels: { 'example.com/a_b.C': '', x: null }, annotations: { 'Example.com/A': 'any text\n' } },
    { name: 'a', namespace: 'b', labels: null, annotations: null, creationTimestamp: null },
    { name: 'a', finalizers: ['example.com/x', 'orphan'], ownerReferences: [] },
    { name: 'a', creationTimestamp: '2030-01-01T00:00:00Z', generation: 1, uid: 'x' },
  ])('%j', (metadata) => {
    expect(of(metadata)).toEqual([]);
  });
});

describe('metadata that does not', () => {
  test.each<[unknown, string]>([
    [undefined, 'MSH109 metadata.name: The object has no name; give it one.'],
    [{}, 'MSH109 metadata.name: The object has no name; give it one.'],
    [
      { name: 'A' },
      'MSH109 metadata.name: "A" cannot be a name: it may hold only small letters, digits, `-` and `.`, and each part has to begin and end with a letter or digit.',
    ],
    [
      { name: 'a'.repeat(254) },
      `MSH109 metadata.name: "${'a'.repeat(59)}…" cannot be a name: it is 254 characters long; 253 is the most.`,
    ],
    [
      { generateName: 'A-' },
      'MSH109 metadata.generateName: "A-" cannot be a generateName: it may hold only small letters, digits, `-` and `.`, and each part has to begin and end with a letter or digit.',
    ],
    [
      { name: 'a', namespace: 'b.c' },
      'MSH109 metadata.namespace: "b.c" cannot be a namespace: it may hold only small letters, digits and `-`, and has to begin and end with a letter or digit.',
    ],
    [{ name: 5 }, 'MSH102 metadata.name: The number 5 stands here, but a string is wanted. Put it in quotes: "5".'],
    ['a', 'MSH102 metadata: The string "a" stands here, but an object is wanted.'],
    [
      { name: 'a', lables: {} },
      'MSH101 metadata.lables: There is no field `lables` here. Did you mean `labels`? An API server refuses it in strict mode and silently drops it otherwise.',
    ],
    [
      { name: 'a', labels: { x: true } },
      'MSH102 metadata.labels.x: The value true stands here, but a string is wanted. Put it in quotes: "true".',
    ],
    [
      { name: 'a', labels: { x: 'a b' } },
      `MSH109 metadata.labels.x: "a b" cannot be the value of a label: it ${allowed}. An annotation can hold it.`,
    ],
    [
      { name: 'a', labels: { x: LONG } },
      `MSH109 metadata.labels.x: "${'a'.repeat(59)}…" cannot be the value of a label: it is 64 characters long; 63 is the most. An annotation can hold it.`,
    ],
    [{ name: 'a', labels: { 'a b': '' } }, `MSH109 metadata.labels['a b']: The key of a label ${allowed}.`],
    [
      { name: 'a', labels: { 'a/b/c': '' } },
      "MSH109 metadata.labels['a/b/c']: The key of a label may hold one `/` only.",
    ],
    [
      { name: 'a', labels: { '/a': '' } },
      "MSH109 metadata.labels['/a']: The key of a label has nothing before its `/`.",
    ],
    [
      { name: 'a', labels: { 'a/': '' } },
      "MSH109 metadata.labels['a/']: The key of a label has nothing after its `/`.",
    ],
    [{ name: 'a', annotations: { '': '' } }, "MSH109 metadata.annotations['']: The key of an annotation is empty."],
    [
      { name: 'a', labels: { 'A.b/c': '' } },
      "MSH109 metadata.labels['A.b/c']: The key of a label has a prefix that may hold only small letters, digits, `-` and `.`, and each part has to begin and end with a letter or digit.",
    ],
    [
      { name: 'a', annotations: { x: 'é'.repeat(131072) } },
      'MSH109 metadata.annotations: The annotations take 262145 bytes together; 262144 (256 KiB) is the most.',
    ],
    [{ name: 'a', finalizers: ['a b'] }, `MSH109 metadata.finalizers[0]: "a b" cannot be a finalizer: it ${allowed}.`],
    [{ name: 'a', finalizers: [null] }, 'MSH109 metadata.finalizers[0]: null cannot be a finalizer: it is empty.'],
    [{ name: 'a', ownerReferences: [null] }, 'MSH109 metadata.ownerReferences[0]: An owner has to be an object.'],
    [
      { name: 'a', finalizers: ['orphan', 'foregroundDeletion'] },
      'MSH109 metadata.finalizers: The finalizers "orphan" and "foregroundDeletion" exclude each other. Keep one.',
    ],
    [
      { name: 'a', ownerReferences: [{ apiVersion: 'v1', kind: 'Pod', name: 'p' }] },
      'MSH103 metadata.ownerReferences[0].uid: The field `uid` is missing; it is required (`apiVersion`, `kind`, `name` and `uid` are).',
    ],
    [
      { name: 'a', ownerReferences: [{ apiVersion: 'a/b/c', kind: 'Pod', name: 'p', uid: 'u' }] },
      'MSH109 metadata.ownerReferences[0].apiVersion: "a/b/c" is no apiVersion: it has to be "group/version" or, of the core group, "version".',
    ],
    [
      { name: 'a', ownerReferences: [{ apiVersion: 'v1', kind: 'Event', name: 'p', uid: 'u' }] },
      'MSH109 metadata.ownerReferences[0]: An Event cannot own an object.',
    ],
    [
      {
        name: 'a',
        ownerReferences: [1, 2].map((n) => ({
          apiVersion: 'v1',
          kind: 'Pod',
          name: 'p',
          uid: `${n}`,
          controller: true,
        })),
      },
      'MSH109 metadata.ownerReferences: Only one owner may be the controller; 2 are.',
    ],
    [
      { name: 'a', creationTimestamp: 'yesterday' },
      'MSH105 metadata.creationTimestamp: "yesterday" has the wrong form: it has to be a date and time such as "2030-01-31T12:00:00Z".',
    ],
  ])('%j', (metadata, message) => {
    expect(of(metadata)).toEqual([message]);
  });
});

describe('names by kind', () => {
  test.each([
    ['v1', 'Service', '1-a', 'a.b'],
    ['v1', 'Namespace', 'a', 'a.b'],
    ['v1', 'ConfigMap', 'a.b', 'A'],
    ['apps/v1', 'StatefulSet', 'a', 'a.b'],
    ['rbac.authorization.k8s.io/v1', 'ClusterRole', 'system:a b', 'a/b'],
    ['rbac.authorization.k8s.io/v1', 'Role', '🚀', '..'],
  ])('%s %s', (apiVersion, kind, right, wrong) => {
    expect(of({ name: right }, kind, apiVersion)).toEqual([]);
    expect(of({ name: wrong }, kind, apiVersion).map((line) => line.slice(0, 20))).toEqual(['MSH109 metadata.name']);
  });

  test('a CronJob leaves room for its Jobs', () => {
    const job = { spec: { template: { spec: { containers: [{ name: 'a' }] } } } };
    const cronJob = (length: number) => ({
      apiVersion: 'batch/v1',
      kind: 'CronJob',
      metadata: { name: 'a'.repeat(length) },
      spec: { schedule: '* * * * *', jobTemplate: job },
    });
    expect(lines(checker.check(cronJob(52)))).toEqual([]);
    expect(lines(checker.check(cronJob(53)))).toEqual([
      `MSH109 metadata.name: "${'a'.repeat(53)}" cannot be a name: it is 53 characters long; 52 is the most.`,
    ]);
  });

  test('the server makes up the name of a LimitRange', () => {
    expect(of({}, 'LimitRange', 'v1')).toEqual([]);
  });
});

describe('warnings', () => {
  test('a namespace on an object that is in none', () => {
    const found = checker.check({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'a', namespace: 'b' } });
    expect(found).toEqual([
      {
        code: 'MSH109',
        severity: 'warning',
        path: 'metadata.namespace',
        message: 'Objects of this kind are in no namespace; "b" is ignored. Leave it out.',
      },
    ]);
  });

  test('an object that was read from a cluster', () => {
    const [found] = checker.check({
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'a', resourceVersion: '5' },
    });
    expect(found).toMatchObject({ severity: 'warning', path: 'metadata.resourceVersion' });
  });
});

describe('apiVersion and kind', () => {
  test.each<[unknown, string[]]>([
    [{}, ['MSH103 apiVersion', 'MSH103 kind']],
    [{ apiVersion: 'v1', kind: '' }, ['MSH103 kind']],
    [{ apiVersion: 1, kind: 'Pod' }, ['MSH102 apiVersion']],
    [[], ['MSH102 ']],
    [null, ['MSH102 ']],
    ['a: b', ['MSH102 ']],
  ])('%j', (object, wanted) => {
    expect(checker.check(object).map(({ code, path }) => `${code} ${path}`)).toEqual(wanted);
  });
});

describe('a resource inside another', () => {
  const embedding = new SchemaChecker({
    crds: [
      widgetCrd({
        type: 'object',
        properties: {
          template: {
            type: 'object',
            'x-kubernetes-embedded-resource': true,
            'x-kubernetes-preserve-unknown-fields': true,
          },
        },
      }),
    ],
  });
  const template = (value: unknown) =>
    lines(
      embedding.check({
        apiVersion: 'example.com/v1',
        kind: 'Widget',
        metadata: { name: 'w' },
        spec: { template: value },
      }),
    );

  test('passes without a name, with fields nobody knows', () => {
    expect(template({ apiVersion: 'v1', kind: 'Pod', metadata: { labels: { a: 'b' } }, spec: { any: 1 } })).toEqual([]);
  });

  test.each<[unknown, string]>([
    [
      { kind: 'Pod' },
      'MSH103 spec.template.apiVersion: The field `apiVersion` is missing; a resource inside another needs it.',
    ],
    [{ apiVersion: 'v1', kind: '' }, 'MSH105 spec.template.kind: The `kind` is empty.'],
    [
      { apiVersion: 'v1', kind: 'a b' },
      'MSH105 spec.template.kind: "a b" cannot be a kind: letters, digits and `-` only.',
    ],
    [
      { apiVersion: 'a/b/c', kind: 'Pod' },
      'MSH105 spec.template.apiVersion: "a/b/c" is no apiVersion: it has to be "group/version" or, of the core group, "version".',
    ],
    [
      { apiVersion: 'v1', kind: 'Pod', metadata: { lables: {} } },
      'MSH101 spec.template.metadata.lables: There is no field `lables` here. Did you mean `labels`? An API server refuses it in strict mode and silently drops it otherwise.',
    ],
    [
      { apiVersion: 'v1', kind: 'Pod', metadata: { labels: { a: 'b c' } } },
      `MSH109 spec.template.metadata.labels.a: "b c" cannot be the value of a label: it ${allowed}. An annotation can hold it.`,
    ],
  ])('%j', (value, message) => {
    expect(template(value)).toEqual([message]);
  });
});
