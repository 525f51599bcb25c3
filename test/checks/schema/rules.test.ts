import { describe, expect, test } from 'vitest';
import { type CrdDocument, SchemaChecker } from '../../../checks/schema/index.js';
import type { Rule, Schema } from '../../../checks/schema/schema.js';
import { judge, lines, widget, widgetCrd } from './widget.js';

const object = (properties: { [name: string]: Schema }, ...rules: (string | Rule)[]): Schema => ({
  type: 'object',
  properties,
  'x-kubernetes-validations': rules.map((rule) => (typeof rule === 'string' ? { rule } : rule)),
});
const integer: Schema = { type: 'integer' };
const text: Schema = { type: 'string' };
const holds = (schema: Schema, spec: unknown) => judge(schema, spec).length === 0;

describe('rules are judged', () => {
  test.each<[string, Schema, unknown, unknown]>([
    ['on objects', object({ a: integer, b: integer }, 'self.a < self.b'), { a: 1, b: 2 }, { a: 2, b: 1 }],
    [
      'on fields inside',
      object({ a: { ...integer, 'x-kubernetes-validations': [{ rule: 'self > 0' }] } }),
      { a: 1 },
      { a: 0 },
    ],
    [
      'on items',
      { type: 'array', items: { ...text, 'x-kubernetes-validations': [{ rule: "self != 'x'" }] } },
      ['a'],
      ['a', 'x'],
    ],
    [
      'on the values of maps',
      { type: 'object', additionalProperties: { ...integer, 'x-kubernetes-validations': [{ rule: 'self > 0' }] } },
      { a: 1 },
      { a: 0 },
    ],
    [
      'in allOf',
      { type: 'object', properties: { a: integer }, allOf: [{ 'x-kubernetes-validations': [{ rule: 'self.a > 0' }] }] },
      { a: 1 },
      { a: 0 },
    ],
    ['with whole numbers as integers', object({ a: integer }, 'self.a / 2 == 2'), { a: 5 }, { a: 6 }],
    ['with numbers as doubles', object({ a: { type: 'number' } }, 'self.a / 2.0 == 2.5'), { a: 5 }, { a: 6 }],
    [
      'with numbers or texts as they are',
      object({ a: { 'x-kubernetes-int-or-string': true } }, "type(self.a) == int ? self.a > 0 : self.a.endsWith('%')"),
      { a: '5%' },
      { a: 0 },
    ],
    ['with fields left out', object({ a: integer }, '!has(self.a)'), {}, { a: 1 }],
    ['with a null as left out', object({ a: { ...integer, nullable: true } }, '!has(self.a)'), { a: null }, { a: 1 }],
    ['with defaults', object({ a: { ...integer, default: 5 } }, 'self.a == 5'), {}, { a: 6 }],
    [
      'with a null in a map',
      {
        type: 'object',
        additionalProperties: { ...text, nullable: true },
        'x-kubernetes-validations': [{ rule: "'a' in self && self.a == null" }],
      },
      { a: null },
      {},
    ],
    [
      'with durations',
      object({ a: { ...text, format: 'duration' } }, "self.a > duration('1m')"),
      { a: '2m' },
      { a: '30s' },
    ],
    [
      'with times',
      object({ a: { ...text, format: 'date-time' } }, 'self.a.getFullYear() == 2024'),
      { a: '2024-01-01T00:00:00Z' },
      { a: '2023-01-01T00:00:00Z' },
    ],
    [
      'with dates',
      object({ a: { ...text, format: 'date' } }, 'self.a.getMonth() == 0'),
      { a: '2024-01-31' },
      { a: '2024-02-01' },
    ],
    ['with bytes', object({ a: { ...text, format: 'byte' } }, "self.a == b'hi!'"), { a: 'aGkh' }, { a: 'aGk/' }],
    [
      'with fields called like words of CEL',
      object({ namespace: text, 'a-b': text }, 'self.__namespace__ == self.a__dash__b'),
      { namespace: 'x', 'a-b': 'x' },
      { namespace: 'x', 'a-b': 'y' },
    ],
    [
      'with fields of any name in maps',
      {
        type: 'object',
        additionalProperties: text,
        'x-kubernetes-validations': [{ rule: "!('__proto__' in self) && self['constructor'] == 'x'" }],
      },
      { constructor: 'x' },
      { constructor: 'y' },
    ],
    [
      'with lists without order',
      object(
        {
          a: { type: 'array', items: text, 'x-kubernetes-list-type': 'set' },
          b: { type: 'array', items: text, 'x-kubernetes-list-type': 'set' },
        },
        'self.a == self.b',
      ),
      { a: ['x', 'y'], b: ['y', 'x'] },
      { a: ['x'], b: ['y'] },
    ],
    [
      'with lists whose items have keys',
      object(
        Object.fromEntries(
          ['a', 'b'].map((name) => [
            name,
            {
              type: 'array',
              items: { type: 'object', properties: { k: text, v: integer } },
              'x-kubernetes-list-type': 'map',
              'x-kubernetes-list-map-keys': ['k'],
            } satisfies Schema,
          ]),
        ),
        'self.a == self.b',
      ),
      { a: [{ k: 'x', v: 1 }, { k: 'y' }], b: [{ k: 'y' }, { k: 'x', v: 1 }] },
      { a: [{ k: 'x', v: 1 }], b: [{ k: 'x', v: 2 }] },
    ],
    [
      'on create, without a former value',
      object({ a: integer }, { rule: 'oldSelf.hasValue() || self.a > 0', optionalOldSelf: true }),
      { a: 1 },
      { a: 0 },
    ],
  ])('%s', (_, schema, right, wrong) => {
    expect(lines(judge(schema, right))).toEqual([]);
    expect(holds(schema, wrong)).toBe(false);
  });

  test('at the root, where the name can be read', () => {
    const crd = widgetCrd(object({ a: text }), {
      'x-kubernetes-validations': [{ rule: 'self.metadata.name == self.spec.a' }],
    });
    const checker = new SchemaChecker({ crds: [crd] });
    expect(checker.check(widget({ a: 'w' }))).toEqual([]);
    expect(checker.check(widget({ a: 'x' }))).toHaveLength(1);
  });
});

describe('rules are not judged', () => {
  test('where they are about a change', () => {
    expect(judge(object({ a: integer }, 'self.a == oldSelf.a'), { a: 1 })).toEqual([]);
  });

  test('on null', () => {
    expect(
      judge(object({ a: { ...text, nullable: true, 'x-kubernetes-validations': [{ rule: 'false' }] } }), { a: null }),
    ).toEqual([]);
  });

  test('where the types are wrong already', () => {
    expect(judge(object({ a: integer }, 'self.a > 0'), { a: 'x' })).toHaveLength(1);
  });
});

describe('what is said', () => {
  test.each<[string, Schema, unknown, string]>([
    [
      'the rule’s own message',
      object({ a: integer }, { rule: 'false', message: 'No way.' }),
      {},
      'MSH108 spec: No way.',
    ],
    [
      'the message it makes',
      object({ a: integer }, { rule: 'self.a > 0', message: 'no', messageExpression: "'a is ' + string(self.a)" }),
      { a: 0 },
      'MSH108 spec: a is 0.',
    ],
    [
      'its message where the expression fails',
      object({ a: integer }, { rule: 'false', message: 'no', messageExpression: 'string(1/0)' }),
      { a: 0 },
      'MSH108 spec: no.',
    ],
    [
      'the rule, where it has no message',
      object({ a: integer }, 'self.a > 0'),
      { a: 0 },
      'MSH108 spec: The rule self.a > 0 does not hold.',
    ],
    [
      'the value, where it is short',
      object({
        a: { ...integer, 'x-kubernetes-validations': [{ rule: 'self > 0', message: 'It has to be positive.' }] },
      }),
      { a: 0 },
      'MSH108 spec.a: It has to be positive; 0 is set.',
    ],
    [
      'the field that the rule names',
      object({ a: object({ 'b.c': integer }) }, { rule: 'false', message: 'no', fieldPath: ".a['b.c']" }),
      { a: {} },
      "MSH108 spec.a['b.c']: no.",
    ],
    [
      'why there is no answer',
      object({ a: integer }, { rule: 'self.a > 0', message: 'no' }),
      {},
      'MSH108 spec: no (no such key: a).',
    ],
    [
      'that a rule cannot be read',
      object({}, 'self.'),
      {},
      'MSH108 spec: A rule of the CustomResourceDefinition cannot be read: unexpected the end at 5 in the rule self..',
    ],
    [
      'that a rule calls what there is not',
      object({}, 'nothing(self)'),
      {},
      "MSH108 spec: A rule of the CustomResourceDefinition cannot be read: undeclared reference to 'nothing'.",
    ],
  ])('%s', (_, schema, spec, message) => {
    expect(lines(judge(schema, spec))).toEqual([message]);
  });

  test('our messages for the rules of imports/, not for the same rule of somebody else', () => {
    const rule = 'self.size() == 0';
    expect(lines(judge({ ...text, 'x-kubernetes-validations': [{ rule }] }, 'x'))).toEqual([
      `MSH108 spec: The rule ${rule} does not hold; "x" is set.`,
    ]);
    const policy = {
      apiVersion: 'security.istio.io/v1',
      kind: 'AuthorizationPolicy',
      metadata: { name: 'a' },
      spec: { targetRefs: [{ kind: 'Service', name: 'a', namespace: 'x' }] },
    };
    expect(lines(new SchemaChecker().check(policy))).toEqual([
      'MSH108 spec.targetRefs[0].namespace: A target in another namespace is not supported: leave the namespace out; "x" is set.',
    ]);
  });
});

describe('CRDs of your own', () => {
  test('win over the kinds of imports/, all served versions count', () => {
    const crd: CrdDocument = {
      kind: 'CustomResourceDefinition',
      spec: {
        group: 'networking.istio.io',
        names: { kind: 'VirtualService' },
        scope: 'Cluster',
        versions: [
          { name: 'v1', served: true, schema: { openAPIV3Schema: { type: 'object', properties: { mine: text } } } },
          { name: 'v2', served: true },
          { name: 'v0', served: false },
        ],
      },
    };
    const checker = new SchemaChecker({ crds: [crd] });
    const of = (version: string) => ({
      apiVersion: `networking.istio.io/${version}`,
      kind: 'VirtualService',
      metadata: { name: 'a' },
      mine: 'x',
    });
    expect(['v1', 'v2', 'v0'].map((version) => checker.check(of(version)).map(({ code }) => code))).toEqual([
      [],
      [],
      ['MSH110'],
    ]);
  });

  test.each([
    [{}],
    [{ kind: 'CustomResourceDefinition' }],
    [{ kind: 'CustomResourceDefinition', spec: { group: 'a', names: {}, versions: [] } }],
  ])('%j is none', (crd) => {
    expect(() => new SchemaChecker({ crds: [widgetCrd({}), crd] })).toThrow(
      'crds[1] is no CustomResourceDefinition of apiextensions.k8s.io/v1.',
    );
  });

  test('drop the status they have a subresource for, once its fields are known', () => {
    const schema: Schema = {
      type: 'object',
      properties: { status: { type: 'object', properties: { ready: { type: 'boolean' } } } },
    };
    const crd = (subresources?: object): CrdDocument => ({
      kind: 'CustomResourceDefinition',
      spec: {
        group: 'example.com',
        names: { kind: 'Widget' },
        scope: 'Namespaced',
        versions: [{ name: 'v1', served: true, subresources, schema: { openAPIV3Schema: schema } }],
      },
    });
    const check = (subresources: object | undefined, status: unknown) =>
      new SchemaChecker({ crds: [crd(subresources)] })
        .check({ apiVersion: 'example.com/v1', kind: 'Widget', metadata: { name: 'w' }, status })
        .map(({ code, path }) => `${code} ${path}`);
    expect(check({ status: {} }, { ready: 'yes' })).toEqual([]);
    expect(check({ status: {} }, { raedy: true })).toEqual(['MSH101 status.raedy']);
    expect(check(undefined, { ready: 'yes' })).toEqual(['MSH102 status.ready']);
  });
});

test('a kind without a schema is told once', () => {
  const checker = new SchemaChecker();
  const found = ['a', 'b'].map((name) =>
    checker.check({ apiVersion: 'example.com/v1', kind: 'Widget', metadata: { name } }),
  );
  expect(found).toEqual([
    [
      {
        code: 'MSH110',
        severity: 'warning',
        path: '',
        message:
          'There is no schema of example.com/v1 Widget, so objects of this kind are not checked. Give its CustomResourceDefinition, or check the spelling.',
      },
    ],
    [],
  ]);
  expect(checker.unknownKinds).toEqual(['example.com/v1 Widget']);
});
