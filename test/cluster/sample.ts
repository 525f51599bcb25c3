import type { Json } from './edits.js';
import type { Random } from './random.js';
import { resolved, type Schema } from './schemas.js';
import { texts } from './texts.js';

/** A small value of the schema's type that keeps its bounds, enum and, where some text of ours does, its pattern. */
export function sample(given: Schema, random: Random, depth = 0): Json {
  const schema = resolved(given);
  if (takesTextOrNumber(schema)) return random.pick<Json>([1, 'http', '50%']);
  if (schema.enum) return random.pick(schema.enum) as Json;
  switch (schema.type) {
    case 'boolean':
      return random.chance(0.5);
    case 'integer':
    case 'number':
      return Math.min(schema.maximum ?? Infinity, Math.max(schema.minimum ?? 0, random.pick([0, 1, 1, 5, 80, 8080])));
    case 'string':
      return text(schema, random);
    case 'array': {
      const length = Math.max(schema.minItems ?? 0, random.pick([0, 1, 1, 2]));
      if (depth > 6 || !schema.items) return [];
      return Array.from({ length }, () => sample(schema.items as Schema, random, depth + 1));
    }
  }
  if (schema.properties) return fields(schema, random, depth);
  const values = schema.additionalProperties;
  return { key: typeof values === 'object' ? sample(values, random, depth + 1) : 1 };
}

/** What is required, one of what excludes each other, and a few more. */
function fields(schema: Schema, random: Random, depth: number): Json {
  const alternatives = alternativesOf(schema);
  const names = new Set(schema.required);
  for (const group of alternatives) {
    if (!group.some((name) => names.has(name))) names.add(random.pick(group));
  }
  for (const name of Object.keys(schema.properties ?? {})) {
    const excluded = alternatives.some((group) => group.includes(name));
    if (!excluded && depth < 3 && random.chance(0.15)) names.add(name);
  }
  const known = [...names].filter((name) => schema.properties?.[name]);
  return Object.fromEntries(
    known.map((name) => [name, sample(schema.properties?.[name] as Schema, random, depth + 1)]),
  );
}

/** Sets of fields of which the schema, in one way or another, wants one. */
export function alternativesOf(schema: Schema): string[][] {
  const branches = [schema.oneOf, schema.anyOf, ...(schema.allOf ?? []).flatMap(({ oneOf, anyOf }) => [oneOf, anyOf])];
  const groups = branches.map((list = []) => [
    ...list.flatMap(({ required = [] }) => required),
    ...list.flatMap(({ not }) => not?.anyOf?.flatMap(({ required = [] }) => required) ?? []),
  ]);
  const inRules = (schema['x-kubernetes-validations'] ?? []).map(({ rule }) =>
    [...rule.matchAll(/has\(self\.(\w+)\)/g)].map(([, name]) => name as string),
  );
  return [...groups, ...inRules]
    .map((group) => [...new Set(group)].filter((name) => schema.properties?.[name]))
    .filter((group) => group.length > 1);
}

function text({ pattern, minLength = 0, maxLength = 60 }: Schema, random: Random): string {
  const takes = (value: string): boolean =>
    value.length >= minLength && value.length <= maxLength && (!pattern || matches(pattern, value));
  const plain = random.chance(0.5) ? ['x', 'example'] : [];
  return plain.find(takes) ?? random.shuffled(texts).find(takes) ?? 'x'.repeat(Math.max(1, minLength));
}

function matches(pattern: string, value: string): boolean {
  try {
    return new RegExp(pattern, 'u').test(value);
  } catch {
    return false;
  }
}

export function takesTextOrNumber(schema: Schema): boolean {
  if (schema['x-kubernetes-int-or-string'] || schema.format === 'int-or-string') return true;
  return [...(schema.anyOf ?? []), ...(schema.oneOf ?? [])].some(({ type }) => type === 'string' || type === 'integer');
}
