import { type Edit, isObject, type Json, pointerTo } from './edits.js';
import { type Place, schemaPathOf } from './places.js';
import type { Random } from './random.js';
import { sample } from './sample.js';
import { resolved, type Schema } from './schemas.js';
import { disturbed, texts, textsLike } from './texts.js';

/** A rule in CEL (`x-kubernetes-validations`) and a place where it holds. */
export interface RuleAt {
  readonly place: Place;
  readonly rule: string;
}

/** Each rule once for each place in the schema. */
export function rulesAt(places: readonly Place[]): RuleAt[] {
  const all = places.flatMap((place) =>
    (place.schema['x-kubernetes-validations'] ?? []).map(
      ({ rule }) => [`${schemaPathOf(place)} ${rule}`, { place, rule }] as const,
    ),
  );
  return [...new Map(all).values()];
}

/** Changes something that the rule names, to a text or number that it names among others. Often this breaks it. */
export function breakRule({ place, rule }: RuleAt, random: Random): readonly Edit[] | undefined {
  const names = new Set([...rule.matchAll(/\w+/g)].map(([word]) => word.replace(/^__(\w+)__$/, '$1')));
  const targets = targetsIn(place.value, place.schema, place.pointer, names);
  const target = random.pick(targets);
  const { pointer, schema, value } = target;
  const options: Edit[] = [
    ['set', pointer, sample(schema, random)],
    ...(pointer !== place.pointer && value !== undefined ? [['remove', pointer] as const] : []),
    ...textsOf(rule).flatMap((literal) => withText(target, literal, random)),
    ...numbersOf(rule).flatMap((literal) => withNumber(target, literal)),
  ];
  if (typeof value === 'string') {
    options.push(['set', pointer, disturbed(value, random)], ['set', pointer, random.pick(textsLike(value))]);
    options.push(['set', pointer, random.pick(texts)]);
  }
  if (typeof value === 'boolean') options.push(['set', pointer, !value]);
  if (Array.isArray(value) && value.length > 0) {
    const item = random.pick(value);
    options.push(
      ['set', pointerTo(pointer, '-'), item],
      ['set', pointerTo(pointer, '-'), variant(item, schema, random)],
    );
  }
  if (isObject(value) && schema.additionalProperties) {
    const key = random.pick(['', '*', 'a b', `${'a'.repeat(253)}/a`, 'a'.repeat(64)]);
    options.push(['set', pointerTo(pointer, key), Object.values(value)[0] ?? 'x']);
  }
  // A field of one item as it is in another.
  const others = targets.filter((each) => each.name === target.name && each.value !== undefined && each !== target);
  if (others.length > 0) options.push(['set', pointer, random.pick(others).value]);
  const edit = random.pick(options);
  return JSON.stringify(edit).length < 800 ? [edit] : undefined;
}

interface Target {
  readonly pointer: string;
  readonly name: string;
  readonly schema: Schema;
  readonly value: Json | undefined;
}

/** The value itself, what is in it if it is a list, and the fields below that the rule names. */
function targetsIn(value: Json | undefined, schema: Schema, pointer: string, names: ReadonlySet<string>): Target[] {
  const self: Target = { pointer, name: pointer.split('/').at(-1) as string, schema, value };
  if (Array.isArray(value)) {
    const items = resolved(schema.items ?? {});
    return [self, ...value.flatMap((item, i) => targetsIn(item, items, pointerTo(pointer, i), names))];
  }
  if (!isObject(value)) return [self];
  const fields = Object.entries(schema.properties ?? {}).filter(([field]) => names.has(field));
  const inner = fields.flatMap(([field, each]) =>
    targetsIn(value[field], resolved(each), pointerTo(pointer, field), names),
  );
  return inner.length > 0 ? inner : [self];
}

function textsOf(rule: string): string[] {
  return [...rule.matchAll(/'([^']*)'|"([^"]*)"/g)].map(([, single, double]) => single ?? double ?? '');
}

function numbersOf(rule: string): number[] {
  return [...rule.matchAll(/\b\d+\b/g)].map(([digits]) => Number(digits));
}

function withText({ pointer, schema, value }: Target, literal: string, random: Random): Edit[] {
  if (schema.type === 'string') {
    const now = typeof value === 'string' ? value : '';
    const at = random.below(now.length + 1);
    const changed = [literal, now + literal, literal + now, now.slice(0, at) + literal + now.slice(at)];
    return literal.length < 40 ? [['set', pointer, random.pick(changed)]] : [];
  }
  if (isObject(value) && schema.additionalProperties)
    return [['set', pointerTo(pointer, literal), Object.values(value)[0] ?? 'x']];
  if (schema.type !== 'array' || resolved(schema.items ?? {}).type !== 'string') return [];
  return [Array.isArray(value) ? ['set', pointerTo(pointer, '-'), literal] : ['set', pointer, [literal]]];
}

function withNumber({ pointer, schema, value }: Target, literal: number): Edit[] {
  const near = [literal - 1, literal, literal + 1];
  if (schema.type === 'integer' || schema.type === 'number') return near.map((number) => ['set', pointer, number]);
  if (typeof value === 'string' && literal > 3 && literal < 300) {
    return near.map((length) => ['text', pointer, /^\w/.test(value) ? 'a' : (value[0] ?? 'a'), length]);
  }
  return [];
}

/** The item with one of its fields left out or made anew. */
function variant(item: Json, list: Schema, random: Random): Json {
  const schema = resolved(list.items ?? {});
  if (!isObject(item)) return sample(schema, random);
  const name = random.pick(Object.keys(item));
  const { [name]: before, ...rest } = item;
  const field = schema.properties?.[name];
  return field && random.chance(0.5) ? { ...rest, [name]: sample(field, random) } : rest;
}
