import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { compileCel } from '../../../../checks/schema/cel/compile.js';
import { nameInRules } from '../../../../checks/schema/cel/convert.js';
import { timestampText } from '../../../../checks/schema/cel/library/time.js';
import { CelSyntaxError, parse } from '../../../../checks/schema/cel/parse.js';
import {
  CelError,
  Duration,
  isObject,
  Optional,
  Timestamp,
  typeName,
  Uint,
  type Value,
} from '../../../../checks/schema/cel/values.js';

interface Expected {
  readonly expression: string;
  readonly value?: unknown;
  /** The evaluation has no value. */
  readonly error?: true;
  /** The server does not even take the rule, mostly because of its types, which we do not check. */
  readonly refused?: true;
}

/** What an API server's own CEL says (expected.go). */
const expected = readFileSync(join(import.meta.dirname, 'expected.jsonl'), 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as Expected);

/** Where we are known to differ: Go reads more forms of doubles, and rounds to even. */
const known = ['double("0x1p-2")', 'double("1_000")', '"%.1f".format([2.25])'];

const self = map({
  a: { b: 1n, s: 'text', list: [1n, 2n] },
  port: 80n,
  ratio: 0.5,
  name: 'x-y',
  nothing: null,
  flag: true,
});

function map(value: unknown): Value {
  if (Array.isArray(value)) return value.map(map);
  return isObject(value) ? new Map(Object.entries(value).map(([key, item]) => [key, map(item)])) : value;
}

function shown(value: Value): unknown {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'bigint') return { int: `${value}` };
  if (typeof value === 'number') return { double: doubleText(value) };
  if (value instanceof Uint) return { uint: `${value.value}` };
  if (value instanceof Uint8Array) return { bytes: Buffer.from(value).toString('hex') };
  if (value instanceof Duration) return { duration: `${value.nanoseconds}` };
  if (value instanceof Timestamp) return { timestamp: timestampText(new Timestamp(value.nanoseconds)) };
  if (value instanceof Optional) return { optional: value.hasValue ? [shown(value.value)] : null };
  if (Array.isArray(value)) return value.map(shown);
  if (value instanceof Map) return { map: sorted([...value].map(([key, item]) => [shown(key), shown(item)])) };
  return { other: typeName(value) };
}

function doubleText(value: number): string {
  return Object.is(value, -0) ? '-0' : `${value}`.replace('Infinity', 'Inf');
}

function sorted(entries: readonly unknown[]): unknown[] {
  return [...entries].sort((left, right) => (JSON.stringify(left) < JSON.stringify(right) ? -1 : 1));
}

/** The Go program writes doubles as Go does and maps in another order. */
function normalized(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(normalized);
  if (!isObject(value)) return value;
  if ('double' in value)
    return { double: doubleText(Number(`${value.double}`.replace('+', '').replace('Inf', 'Infinity'))) };
  if (Array.isArray(value.map)) return { map: sorted(value.map.map(normalized)) };
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, normalized(item)]));
}

function evaluate(expression: string): unknown {
  try {
    return { value: shown(compileCel(parse(expression), ['self'])(self)) };
  } catch (error) {
    if (error instanceof CelError || error instanceof CelSyntaxError) return { error: true };
    throw error;
  }
}

const evaluated = expected.filter(({ refused }) => !refused);

test('there is something of every function', () => {
  expect(evaluated.length).toBeGreaterThan(650);
});

test.each(evaluated)('$expression', ({ expression, value = null, error }) => {
  const wanted = error ? { error: true } : { value: normalized(value) };
  if (known.includes(expression)) expect(evaluate(expression)).not.toEqual(wanted);
  else expect(evaluate(expression)).toEqual(wanted);
});

test('what the server refuses has a value or an error, never a crash', () => {
  for (const { expression } of expected.filter(({ refused }) => refused))
    expect(() => evaluate(expression)).not.toThrow();
});

describe('names of fields in rules', () => {
  test.each([
    ['namespace', '__namespace__'],
    ['in', '__in__'],
    ['a-b', 'a__dash__b'],
    ['a.b/c', 'a__dot__b__slash__c'],
    ['a__b', 'a__underscores__b'],
    ['plain_1', 'plain_1'],
    ['1st', undefined],
    ['a b', undefined],
    ['', undefined],
  ])('%s', (field, name) => {
    expect(nameInRules(field)).toBe(name);
  });
});

test.each([
  '1 +',
  'a b',
  '"open',
  "'\n'",
  '"\\q"',
  '9223372036854775808',
  'f(1,)',
  '[1 2]',
  '#',
  'if',
  `${'('.repeat(300)}1`,
])('a rule that is no CEL: %s', (source) => {
  expect(() => parse(source)).toThrow(CelSyntaxError);
});
