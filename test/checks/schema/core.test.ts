import { describe, expect, test } from 'vitest';
import { SchemaChecker } from '../../../checks/schema/index.js';
import { lines } from './widget.js';

const checker = new SchemaChecker();

function deployment(container: object, template: object = {}): object {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'a' },
    spec: {
      selector: { matchLabels: { app: 'a' } },
      template: {
        metadata: { labels: { app: 'a' } },
        ...template,
        spec: { containers: [{ name: 'a', ...container }] },
      },
    },
  };
}

const at = 'spec.template.spec.containers[0]';

describe("Kubernetes' own kinds", () => {
  test.each([
    {},
    { image: null, env: null, ports: [{ containerPort: 80, protocol: '' }] },
    { imagePullPolicy: '', resources: { limits: { cpu: 1, memory: '1.5Gi' }, requests: { cpu: ' 100m\u00a0' } } },
    { env: [{ name: 'A', value: '', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } }] },
    { livenessProbe: { httpGet: { path: '/', port: 'http' } }, lifecycle: { preStop: { sleep: {} } } },
    { ports: [{ containerPort: 80 }, { containerPort: 80 }] },
  ])('takes %j', (container) => {
    expect(lines(checker.check(deployment(container)))).toEqual([]);
  });

  test.each<[object, string]>([
    [
      { nmae: 'b' },
      `MSH101 ${at}.nmae: There is no field \`nmae\` here. Did you mean \`name\`? An API server refuses it in strict mode and silently drops it otherwise.`,
    ],
    [{ image: 5 }, `MSH102 ${at}.image: The number 5 stands here, but a string is wanted. Put it in quotes: "5".`],
    [
      { ports: {} },
      `MSH102 ${at}.ports: An object stands here, but a list is wanted. Put it in a list, even if it is the only one.`,
    ],
    [
      { ports: [{ containerPort: '80' }] },
      `MSH102 ${at}.ports[0].containerPort: The string "80" stands here, but a whole number is wanted. Write 80 without quotes.`,
    ],
    [
      { ports: [{ containerPort: 2 ** 31 }] },
      `MSH106 ${at}.ports[0].containerPort: 2147483648 does not fit in 32 bits.`,
    ],
    [{ ports: [{}] }, `MSH103 ${at}.ports[0].containerPort: The field \`containerPort\` is missing; it is required.`],
    [
      { imagePullPolicy: 'always' },
      `MSH104 ${at}.imagePullPolicy: "always" is not allowed; use "Always", "IfNotPresent" or "Never". Did you mean "Always"?`,
    ],
    [
      { env: [{ name: 'A', value: 'b', valueFrom: { fieldRef: { fieldPath: 'x' } } }] },
      `MSH108 ${at}.env[0]: Only one of \`value\` and \`valueFrom\` may be set, but \`value\` and \`valueFrom\` are. Keep one.`,
    ],
    [
      { livenessProbe: { periodSeconds: 1 } },
      `MSH108 ${at}.livenessProbe: One of \`exec\`, \`grpc\`, \`httpGet\` and \`tcpSocket\` has to be set; none is.`,
    ],
    [
      { livenessProbe: { httpGet: { port: 1.5 } } },
      `MSH102 ${at}.livenessProbe.httpGet.port: The number 1.5 stands here, but a whole number or a string is wanted.`,
    ],
    [
      { resources: { limits: { cpu: '100x' } } },
      `MSH105 ${at}.resources.limits.cpu: "100x" is no quantity: a number with a suffix, such as "100m", "1.5" or "256Mi".`,
    ],
    [
      { resources: { limits: { cpu: true } } },
      `MSH102 ${at}.resources.limits.cpu: The value true stands here, but a string is wanted. Put it in quotes: "true".`,
    ],
    [{ stdin: 'yes' }, `MSH102 ${at}.stdin: The string "yes" stands here, but true or false is wanted.`],
  ])('refuses %j', (container, message) => {
    expect(lines(checker.check(deployment(container)))).toEqual([message]);
  });

  test('judges the labels of pods', () => {
    expect(lines(checker.check(deployment({}, { metadata: { labels: { app: 'a b' } } })))).toEqual([
      'MSH109 spec.template.metadata.labels.app: "a b" cannot be the value of a label: it may hold only letters, digits, `-`, `_` and `.`, and has to begin and end with a letter or digit. An annotation can hold it.',
    ]);
    expect(lines(checker.check(deployment({}, { metadata: null })))).toEqual([]);
  });

  test('takes any schema in a CustomResourceDefinition', () => {
    const openAPIV3Schema = {
      type: 'object',
      properties: { a: { items: { type: 'string' }, additionalProperties: true, default: [1] } },
    };
    const crd = {
      apiVersion: 'apiextensions.k8s.io/v1',
      kind: 'CustomResourceDefinition',
      metadata: { name: 'widgets.example.com' },
      spec: {
        group: 'example.com',
        scope: 'Namespaced',
        names: { plural: 'widgets', kind: 'Widget' },
        versions: [{ name: 'v1', served: true, storage: true, schema: { openAPIV3Schema } }],
      },
    };
    expect(lines(checker.check(crd))).toEqual([]);
  });
});

describe('a Secret', () => {
  const secret = (more: object) =>
    checker.check({ apiVersion: 'v1', kind: 'Secret', metadata: { name: 'a' }, ...more });

  test.each<[object, string]>([
    [
      { data: { a: 'hunter2!' } },
      'MSH105 data.a: The value is no base64: encode it, or write it as it is under `stringData`.',
    ],
    [{ data: 'hunter2' }, 'MSH102 data: The value has the wrong type: an object is wanted.'],
    [{ data: { a: ['hunter2'] } }, 'MSH102 data.a: The value has the wrong type: a string is wanted.'],
    [{ stringData: { pin: 1234 } }, 'MSH102 stringData.pin: The value has the wrong type: a string is wanted.'],
    [{ stringData: { on: true } }, 'MSH102 stringData.on: The value has the wrong type: a string is wanted.'],
  ])('has no value in what is said of it: %j', (more, message) => {
    expect(lines(secret(more))).toEqual([message]);
  });

  test('may have line breaks in its base64', () => {
    expect(secret({ data: { a: 'aGVs\nbG8=\n', b: '' }, stringData: { c: 'x' } })).toEqual([]);
  });
});
