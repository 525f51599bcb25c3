import { describe, expect, test } from 'vitest';
import type { Schema } from '../../../checks/schema/schema.js';
import { judge, lines } from './widget.js';

type Case = readonly [
  title: string,
  schema: Schema,
  right: readonly unknown[],
  wrong: readonly (readonly [unknown, string])[],
];

const text: Schema = { type: 'string' };
const object = (properties: { [name: string]: Schema }, more: Schema = {}): Schema => ({
  type: 'object',
  properties,
  ...more,
});

/** Schema of the spec; what passes; what does not, with what is said. */
const cases: readonly Case[] = [
  [
    'type: string',
    text,
    ['', 'x'],
    [
      [5, 'MSH102 spec: The number 5 stands here, but a string is wanted. Put it in quotes: "5".'],
      [true, 'MSH102 spec: The value true stands here, but a string is wanted. Put it in quotes: "true".'],
      [{}, 'MSH102 spec: An object stands here, but a string is wanted.'],
      [['a'], 'MSH102 spec: A list of 1 item stands here, but a string is wanted.'],
    ],
  ],
  [
    'type: integer',
    { type: 'integer' },
    [0, -5, 5.0, 2 ** 53],
    [
      ['5', 'MSH102 spec: The string "5" stands here, but a whole number is wanted. Write 5 without quotes.'],
      [1.5, 'MSH102 spec: The number 1.5 stands here, but a whole number is wanted.'],
      [1e19, 'MSH106 spec: 10000000000000000000 does not fit in 64 bits.'],
    ],
  ],
  [
    'format: int32',
    { type: 'integer', format: 'int32' },
    [2147483647, -2147483648],
    [[2147483648, 'MSH106 spec: 2147483648 does not fit in 32 bits: from -2147483648 to 2147483647 is allowed.']],
  ],
  [
    'type: number',
    { type: 'number' },
    [1, 1.5, 1e300],
    [['1.5', 'MSH102 spec: The string "1.5" stands here, but a number is wanted. Write 1.5 without quotes.']],
  ],
  [
    'format: float',
    { type: 'number', format: 'float' },
    [1.5, 3e38],
    [[1e39, 'MSH106 spec: 1e+39 does not fit in 32 bits (format float).']],
  ],
  [
    'type: boolean',
    { type: 'boolean' },
    [true, false],
    [
      ['true', 'MSH102 spec: The string "true" stands here, but true or false is wanted. Write true without quotes.'],
      ['yes', 'MSH102 spec: The string "yes" stands here, but true or false is wanted.'],
    ],
  ],
  [
    'type: array',
    { type: 'array', items: text },
    [[], ['a']],
    [
      [
        'a',
        'MSH102 spec: The string "a" stands here, but a list is wanted. Put it in a list, even if it is the only one.',
      ],
      [['a', 1], 'MSH102 spec[1]: The number 1 stands here, but a string is wanted. Put it in quotes: "1".'],
      [[null], 'MSH102 spec[0]: The value null stands here, but a string is wanted. Leave it out, or give it a value.'],
    ],
  ],
  [
    'type: object',
    object({ a: text }),
    [{}, { a: 'x' }, { a: null }, { a: undefined }],
    [
      ['a', 'MSH102 spec: The string "a" stands here, but an object is wanted.'],
      [[], 'MSH102 spec: An empty list stands here, but an object is wanted.'],
    ],
  ],
  [
    'unknown fields',
    object({ timeout: text, retries: { type: 'integer' } }),
    [{ timeout: '1s' }],
    [
      [
        { timeuot: '1s' },
        'MSH101 spec.timeuot: There is no field `timeuot` here. Did you mean `timeout`? An API server refuses it in strict mode and silently drops it otherwise.',
      ],
      [
        { TimeOut: '1s' },
        'MSH101 spec.TimeOut: There is no field `TimeOut` here. Did you mean `timeout`? An API server refuses it in strict mode and silently drops it otherwise.',
      ],
      [
        { 'x/y': null },
        "MSH101 spec['x/y']: There is no field `x/y` here. An API server refuses it in strict mode and silently drops it otherwise.",
      ],
    ],
  ],
  [
    'an object that knows no fields',
    { type: 'object' },
    [{}],
    [
      [
        { a: 1 },
        'MSH101 spec.a: There is no field `a` here. An API server refuses it in strict mode and silently drops it otherwise.',
      ],
    ],
  ],
  [
    'x-kubernetes-preserve-unknown-fields',
    object({ a: text }, { 'x-kubernetes-preserve-unknown-fields': true }),
    [{ b: { c: null } }, { a: 'x', b: 1 }],
    [[{ a: 1 }, 'MSH102 spec.a: The number 1 stands here, but a string is wanted. Put it in quotes: "1".']],
  ],
  [
    'additionalProperties',
    { type: 'object', additionalProperties: { type: 'integer' } },
    [{}, { a: 1 }, { a: null }],
    [[{ a: 1, 'b.c': 'x' }, 'MSH102 spec[\'b.c\']: The string "x" stands here, but a whole number is wanted.']],
  ],
  [
    'additionalProperties: true',
    { type: 'object', additionalProperties: true },
    [{ a: 1, b: [1] }],
    [
      [
        { a: { b: 1 } },
        'MSH101 spec.a.b: There is no field `b` here. An API server refuses it in strict mode and silently drops it otherwise.',
      ],
    ],
  ],
  [
    'required',
    object({ a: text, b: text }, { required: ['a', 'b'] }),
    [{ a: '', b: '' }],
    [
      [{ a: 'x' }, 'MSH103 spec.b: The field `b` is missing; it is required (`a` and `b` are).'],
      [{ a: 'x', b: null }, 'MSH103 spec.b: The field `b` is missing; it is required (`a` and `b` are).'],
    ],
  ],
  [
    'required with a default',
    object({ a: { type: 'string', default: 'x' } }, { required: ['a'] }),
    [{}, { a: null }, { a: 'y' }],
    [],
  ],
  [
    'defaults inside defaults',
    object(
      { a: object({ b: { type: 'integer', default: 3 } }, { default: {}, required: ['b'] } as Schema) },
      { required: ['a'] },
    ),
    [{}, { a: {} }, { a: null }, { a: { b: null } }],
    [[{ a: { b: 'x' } }, 'MSH102 spec.a.b: The string "x" stands here, but a whole number is wanted.']],
  ],
  [
    'a default in a list',
    { type: 'array', items: object({ a: { type: 'string', default: 'x' } }, { required: ['a'] }) },
    [[{}], [{ a: null }]],
    [],
  ],
  [
    'nullable',
    object({ a: { type: 'string', nullable: true } }, { required: ['a'] }),
    [{ a: null }, { a: 'x' }],
    [[{}, 'MSH103 spec.a: The field `a` is missing; it is required.']],
  ],
  [
    'nullable with an enum',
    object({ a: { type: 'string', nullable: true, enum: ['x', null] } }),
    [{ a: 'x' }, {}],
    [[{ a: null }, 'MSH104 spec.a: null is not allowed; use "x" or null.']],
  ],
  [
    'enum',
    { type: 'string', enum: ['ALLOW', 'DENY'] },
    ['DENY'],
    [
      ['allow', 'MSH104 spec: "allow" is not allowed; use "ALLOW" or "DENY". Did you mean "ALLOW"?'],
      ['ALOW', 'MSH104 spec: "ALOW" is not allowed; use "ALLOW" or "DENY". Did you mean "ALLOW"?'],
      ['', 'MSH104 spec: "" is not allowed; use "ALLOW" or "DENY".'],
    ],
  ],
  ['enum of one', { type: 'integer', enum: [3] }, [3], [[4, 'MSH104 spec: 4 is not allowed; only 3 is.']]],
  [
    'enum of objects',
    { type: 'object', 'x-kubernetes-preserve-unknown-fields': true, enum: [{ a: 1, b: 2 }] },
    [{ b: 2, a: 1 }],
    [[{ a: 1 }, 'MSH104 spec: an object is not allowed; only an object is.']],
  ],
  [
    'pattern',
    { type: 'string', pattern: '^a+$' },
    ['aa'],
    [['b', 'MSH105 spec: "b" does not match the pattern `^a+$`.']],
  ],
  [
    'pattern anywhere',
    { type: 'string', pattern: 'a' },
    ['bab'],
    [['b', 'MSH105 spec: "b" does not match the pattern `a`.']],
  ],
  [
    'pattern in words',
    { type: 'string', pattern: '^oci://.*$' },
    ['oci://x'],
    [['x', 'MSH105 spec: "x" has the wrong form: it has to be a URL that begins with "oci://".']],
  ],
  [
    'pattern of RE2',
    { type: 'string', pattern: '^(?i)abc\\z' },
    ['ABC'],
    [['ABCD', 'MSH105 spec: "ABCD" does not match the pattern `^(?i)abc\\z`.']],
  ],
  [
    'pattern that Go cannot read',
    { type: 'string', pattern: '(?=a)' },
    [],
    [['a', 'MSH105 spec: "a" does not match the pattern `(?=a)`.']],
  ],
  [
    'minLength, maxLength',
    { type: 'string', minLength: 1, maxLength: 3 },
    ['a', '🚀🚀🚀'],
    [
      ['', 'MSH105 spec: The text is empty; at least 1 character is wanted.'],
      ['🚀🚀🚀🚀', 'MSH105 spec: "🚀🚀🚀🚀" is 4 characters long; 3 is the most.'],
    ],
  ],
  [
    'minimum, maximum',
    { type: 'integer', minimum: 1, maximum: 65535 },
    [1, 65535],
    [
      [0, 'MSH106 spec: 0 is too small: at least 1 is wanted.'],
      [65536, 'MSH106 spec: 65536 is too large: at most 65535 is allowed.'],
    ],
  ],
  [
    'exclusive bounds',
    { type: 'number', minimum: 0, exclusiveMinimum: true, maximum: 1, exclusiveMaximum: true },
    [0.5],
    [
      [0, 'MSH106 spec: 0 is too small: more than 0 is wanted.'],
      [1, 'MSH106 spec: 1 is too large: less than 1 is allowed.'],
    ],
  ],
  [
    'a fraction as bound of a whole number',
    { type: 'number', minimum: 0.5 },
    [0, 0.6],
    [[0.4, 'MSH106 spec: 0.4 is too small: at least 0.5 is wanted.']],
  ],
  ['multipleOf', { type: 'number', multipleOf: 0.1 }, [0.3, 2], [[0.25, 'MSH106 spec: 0.25 is no multiple of 0.1.']]],
  [
    'minItems, maxItems',
    { type: 'array', items: text, minItems: 1, maxItems: 2 },
    [['a']],
    [
      [[], 'MSH106 spec: No item is here: at least 1 has to be.'],
      [['a', 'b', 'c'], 'MSH106 spec: 3 items are too many: at most 2 may be here.'],
    ],
  ],
  [
    'minProperties, maxProperties',
    { type: 'object', additionalProperties: text, minProperties: 2, maxProperties: 2 },
    [{ a: '', b: '' }],
    [
      [{ a: '' }, 'MSH106 spec: 1 key is too few: at least 2 have to be.'],
      [{ a: '', b: '', c: '' }, 'MSH106 spec: 3 keys are too many: at most 2 may be here.'],
      [{ a: '', b: null }, 'MSH106 spec: 1 key is too few: at least 2 have to be.'],
    ],
  ],
  [
    'x-kubernetes-int-or-string',
    { 'x-kubernetes-int-or-string': true, anyOf: [{ type: 'integer' }, { type: 'string' }] },
    [1, '50%'],
    [
      [1.5, 'MSH102 spec: The number 1.5 stands here, but a whole number or a string is wanted.'],
      [true, 'MSH102 spec: The value true stands here, but a whole number or a string is wanted.'],
    ],
  ],
  [
    'x-kubernetes-int-or-string alone, which takes what is nearly whole',
    { 'x-kubernetes-int-or-string': true },
    [8080.000000001],
    [[8080.1, 'MSH102 spec: The number 8080.1 stands here, but a whole number or a string is wanted.']],
  ],
  [
    'list type set',
    { type: 'array', items: text, 'x-kubernetes-list-type': 'set' },
    [['a', 'b']],
    [[['a', 'b', 'a'], 'MSH107 spec[2]: "a" stands at [0] already; every item has to differ.']],
  ],
  [
    'list type set of objects',
    {
      type: 'array',
      items: { type: 'object', additionalProperties: { type: 'integer' } },
      'x-kubernetes-list-type': 'set',
    },
    [[{ a: 1 }, { a: 2 }]],
    [
      [
        [
          { a: 1, b: 2 },
          { b: 2, a: 1 },
        ],
        'MSH107 spec[1]: an object stands at [0] already; every item has to differ.',
      ],
    ],
  ],
  [
    'list type map',
    {
      type: 'array',
      items: object({ name: text, protocol: { type: 'string', default: 'TCP' } }),
      'x-kubernetes-list-type': 'map',
      'x-kubernetes-list-map-keys': ['name', 'protocol'],
    },
    [[{ name: 'a' }, { name: 'a', protocol: 'UDP' }]],
    [
      [
        [{ name: 'a' }, { name: 'a', protocol: 'TCP' }],
        'MSH107 spec[1]: name "a", protocol "TCP" stands at [0] already; every item has to differ.',
      ],
      [[{}, {}], 'MSH107 spec[1]: name (not set), protocol "TCP" stands at [0] already; every item has to differ.'],
    ],
  ],
  [
    'oneOf fields',
    object({ a: text, b: text }, { oneOf: [{ required: ['a'] }, { required: ['b'] }] }),
    [{ a: '' }, { b: '' }],
    [
      [{}, 'MSH108 spec: One of `a` and `b` has to be set; none is.'],
      [{ a: '', b: '' }, 'MSH108 spec: Only one of `a` and `b` may be set, but `a` and `b` are. Keep one.'],
      [{ a: null }, 'MSH108 spec: One of `a` and `b` has to be set; none is.'],
    ],
  ],
  [
    'one field or none, as Istio writes it',
    object(
      { a: text, b: text },
      {
        oneOf: [
          { not: { anyOf: [{ required: ['a'] }, { required: ['b'] }] } },
          { required: ['a'] },
          { required: ['b'] },
        ],
      },
    ),
    [{}, { a: '' }, { b: '' }],
    [[{ a: '', b: '' }, 'MSH108 spec: Only one of `a` and `b` may be set, but `a` and `b` are. Keep one.']],
  ],
  [
    'alternatives with a field in common, as Flagger writes them',
    object({ t: text, a: text, b: text }, { oneOf: [{ required: ['t', 'a'] }, { required: ['t', 'b'] }] }),
    [{ t: '', a: '' }],
    [
      [{ a: '' }, 'MSH103 spec.t: The field `t` is missing; it is required.'],
      [{ t: '' }, 'MSH108 spec: One of `a` and `b` has to be set; none is.'],
    ],
  ],
  [
    'an alternative that asks more',
    object(
      { a: text, b: object({ c: text, d: text }) },
      {
        oneOf: [
          { required: ['a'] },
          { required: ['b'], properties: { b: { oneOf: [{ required: ['c'] }, { required: ['d'] }] } } },
        ],
      },
    ),
    [{ a: '' }, { b: { c: '' } }],
    [[{ b: {} }, 'MSH108 spec.b: One of `c` and `d` has to be set; none is.']],
  ],
  [
    'oneOf values',
    { type: 'integer', oneOf: [{ minimum: 5 }, { maximum: 5 }] },
    [4, 6],
    [[5, 'MSH108 spec: 5 fits 2 of 2 alternatives; exactly one has to.']],
  ],
  [
    'anyOf formats',
    { type: 'string', anyOf: [{ format: 'ipv4' }, { format: 'ipv6' }] },
    ['10.0.0.1', '::1'],
    [
      [
        'x',
        'MSH105 spec: "x" fits none of the allowed forms: it has to be an IPv4 address, such as "10.0.0.1" or it has to be an IPv6 address, such as "2001:db8::1".',
      ],
    ],
  ],
  [
    'anyOf of objects',
    object(
      { type: text, value: text },
      {
        anyOf: [
          { properties: { type: { enum: ['IP'] }, value: { format: 'ipv4' } } },
          { properties: { type: { not: { enum: ['IP'] } } } },
        ],
      },
    ),
    [{ type: 'IP', value: '10.0.0.1' }, { type: 'Name', value: 'x' }, {}],
    [
      [
        { type: 'IP', value: 'x' },
        'MSH108 spec: The fields fit none of 2 alternatives; the nearest fails at `value`: "x" has the wrong form: it has to be an IPv4 address, such as "10.0.0.1".',
      ],
    ],
  ],
  [
    'allOf',
    object({ a: text, b: text }, { allOf: [{ required: ['a'] }, { required: ['b'] }] }),
    [{ a: '', b: '' }],
    [[{ a: '' }, 'MSH103 spec.b: The field `b` is missing; it is required.']],
  ],
  [
    'not',
    object({ a: text, b: text }, { not: { required: ['a'] } }),
    [{ b: '' }],
    [[{ a: '' }, 'MSH108 spec: `a` may not be set here.']],
  ],
  [
    'not, of a value',
    { type: 'string', not: { enum: ['x'] } },
    ['y'],
    [['x', 'MSH108 spec: "x" is what the schema excludes here.']],
  ],
  ['a format lets lists pass', { type: 'string', format: 'byte' }, ['aGk=', []], []],
  [
    'a format that is no format',
    { type: 'string', format: 'nonsense' },
    ['x'],
    [[1, 'MSH102 spec: The number 1 stands here, but a string is wanted. Put it in quotes: "1".']],
  ],
];

describe.each(cases)('%s', (_, schema, right, wrong) => {
  test.each(right.map((spec) => [spec]))('passes: %j', (spec) => {
    expect(lines(judge(schema, spec))).toEqual([]);
  });
  test.each(wrong)('%j', (spec, message) => {
    expect(lines(judge(schema, spec))).toEqual([message]);
  });
});

test('all mistakes are told, in the order of the fields', () => {
  const schema = object({ a: text, b: { type: 'integer' }, c: object({}, { required: ['d'] }) });
  expect(judge(schema, { x: 1, a: 1, b: 'x', c: {} }).map(({ code, path }) => `${code} ${path}`)).toEqual([
    'MSH101 spec.x',
    'MSH102 spec.a',
    'MSH102 spec.b',
    'MSH103 spec.c.d',
  ]);
});

describe('formats', () => {
  const formats: readonly (readonly [string, readonly string[], readonly string[]])[] = [
    ['bsonobjectid', ['507f1f77bcf86cd799439011'], ['507f1f77']],
    ['uri', ['https://a.b/c?d#e', '/path', 'mailto:x@y'], ['a.b', '', 'http://a b/']],
    ['email', ['a@b.c', 'A <a@b.c>'], ['a', 'a@']],
    ['hostname', ['example.com', 'a'], ['a_b', '-', 'a..b']],
    ['ipv4', ['10.0.0.1', '010.0.0.1'], ['10.0.0', '::1', '256.0.0.1']],
    ['ipv6', ['::1', '2001:db8::1'], ['10.0.0.1', ':::', '::1%eth0']],
    ['cidr', ['10.0.0.0/8', '::/0'], ['10.0.0.0', '10.0.0.0/33']],
    ['mac', ['00:00:5e:00:53:01', '0000.5e00.5301'], ['00:00:5e', '00:00-5e:00:53:01']],
    ['uuid', ['123e4567-e89b-12d3-a456-426614174000', '123E4567E89B12D3A456426614174000'], ['x']],
    ['uuid3', ['123e4567-e89b-32d3-a456-426614174000'], ['123e4567-e89b-12d3-a456-426614174000']],
    ['uuid4', ['123e4567-e89b-42d3-a456-426614174000'], ['123e4567-e89b-42d3-c456-426614174000']],
    ['uuid5', ['123e4567-e89b-52d3-a456-426614174000'], ['123e4567-e89b-42d3-a456-426614174000']],
    ['isbn', ['0321751043', '978-0321751041'], ['0321751044']],
    ['isbn10', ['0-321-75104-3', '080442957X'], ['978-0321751041']],
    ['isbn13', ['9780321751041'], ['9780321751042', '0321751043']],
    ['creditcard', ['4111 1111 1111 1111'], ['4111 1111 1111 1112', '1']],
    ['ssn', ['111-22-3333'], ['111223333', '111-22-333']],
    ['hexcolor', ['#fff', 'AABBCC'], ['#ff', 'red']],
    ['rgbcolor', ['rgb(0, 127,255)'], ['rgb(256,0,0)', 'rgb(01,0,0)']],
    ['byte', ['aGk=', 'aGkh'], ['aGk', '', '?']],
    ['password', ['', 'x'], []],
    ['date', ['2024-02-29'], ['2023-02-29', '2024-13-01', '24-1-1']],
    ['duration', ['1h30m', '22 ns', '2 days', '0'], ['', 'x', '5']],
    ['date-time', ['2024-02-29T23:59:59Z', '2024-01-01t00:00:00.5+02:00'], ['2024-01-01', '2024-01-01T24:00:00Z']],
    ['k8s-short-name', ['a-b'], ['A', 'a.b']],
    ['k8s-long-name', ['a.b'], ['a..b', 'A']],
  ];
  test.each(formats)('%s', (format, right, wrong) => {
    for (const value of right) expect(lines(judge({ type: 'string', format }, value)), value).toEqual([]);
    for (const value of wrong)
      expect(
        judge({ type: 'string', format }, value).map(({ code }) => code),
        value,
      ).toEqual(['MSH105']);
  });
});
