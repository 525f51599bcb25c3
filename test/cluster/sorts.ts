import { type Edit, isObject, type Json, type JsonObject, pointerTo } from './edits.js';
import { metadataMistakes } from './metadata.js';
import type { Place } from './places.js';
import type { Random } from './random.js';
import { alternativesOf, sample, takesTextOrNumber } from './sample.js';
import { resolved, type Schema } from './schemas.js';
import { disturbed, foreign, hosts, numbers, texts, textsLike, words } from './texts.js';

/** A sort of mutation: the edits of it at a place, or nothing where it does not apply. */
export interface Sort {
  readonly name: string;
  /** How often it gets its turn. */
  readonly weight: number;
  edit(place: Place, random: Random): readonly Edit[] | undefined;
}

const sort = (name: string, weight: number, edit: Sort['edit']): Sort => ({ name, weight, edit });

export const sorts: readonly Sort[] = [
  sort('required field removed', 3, ({ required, role, pointer }) =>
    required && role === 'field' ? [['remove', pointer]] : undefined,
  ),
  sort('optional field removed', 2, ({ required, role, pointer }) =>
    !required && role === 'field' ? [['remove', pointer]] : undefined,
  ),
  sort('item removed', 1, ({ role, pointer }) => (role === 'item' ? [['remove', pointer]] : undefined)),
  sort('field misspelled', 2, ({ role, name, pointer }, random) =>
    role === 'field' ? [['rename', pointer, misspelled(name, random)]] : undefined,
  ),
  sort('field in another case', 1, ({ role, name, pointer }, random) =>
    role === 'field' ? [['rename', pointer, random.pick(otherCases(name))]] : undefined,
  ),
  sort('field at the wrong depth', 1, ({ role, name, pointer, value, parent }) => {
    const above = parent?.parent?.role === 'item' ? parent.parent.parent : parent?.parent;
    if (role !== 'field' || !above || Array.isArray(above.value) || above.role === 'root') return undefined;
    return [
      ['remove', pointer],
      ['set', pointerTo(above.pointer, name), value],
    ];
  }),
  sort('wrong type', 5, (place, random) =>
    place.role === 'root' ? undefined : [['set', place.pointer, random.pick(ofOtherTypes(place))]],
  ),
  sort('null', 2, ({ role, pointer }) => (role === 'root' ? undefined : [['set', pointer, null]])),
  sort('number at or over a bound', 4, ({ value, schema: { minimum, maximum }, pointer }, random) => {
    const bounds = [minimum, maximum].filter((bound) => bound !== undefined);
    if (typeof value !== 'number' || bounds.length === 0) return undefined;
    return [['set', pointer, random.pick(bounds) + random.pick([-1, 0, 1])]];
  }),
  sort('huge or negative number', 2, ({ value, pointer }, random) => {
    const odd = [
      -1, 0, 32768, 65536, 2147483647, 2147483648, -2147483649, 4294967296, 9007199254740991, 1e19, -1e19, 1e21, 1e308,
    ];
    return typeof value === 'number' ? [['set', pointer, random.pick(odd)]] : undefined;
  }),
  sort('fraction', 1, ({ value, pointer }, random) =>
    typeof value === 'number' ? [['set', pointer, value + random.pick([0.5, 0.1, -0.25, 1e-9])]] : undefined,
  ),
  sort('length of a text', 3, ({ value, schema: { minLength, maxLength }, pointer }, random) => {
    if (typeof value !== 'string') return undefined;
    const length = random.pick([minLength, maxLength].filter((bound) => bound !== undefined).concat(64, 254));
    const piece = /^[a-z]/.test(value) ? 'a' : (value[0] ?? 'a');
    return [['text', pointer, piece, Math.max(0, length + random.pick([-1, 0, 1]))]];
  }),
  sort('number of items', 3, ({ value, schema: { minItems, maxItems, items }, pointer }, random) => {
    if (!Array.isArray(value)) return undefined;
    if (minItems === 1 && random.chance(0.3)) return [['set', pointer, []]];
    if (maxItems === undefined || value.length === 0) return undefined;
    const length = maxItems + random.pick([0, 1, 1]);
    const key = typeof value[0] === 'object' ? keyToNumber(value[0] as JsonObject, items) : '';
    return length > 300 || length < value.length
      ? undefined
      : [key === undefined ? ['repeat', pointer, length] : ['repeat', pointer, length, key]];
  }),
  sort('number of entries', 1, ({ value, schema, pointer }, random) => {
    if (!isObject(value) || (schema.maxProperties === undefined && schema.minProperties === undefined))
      return undefined;
    const count =
      random.pick([schema.minProperties, schema.maxProperties].filter((bound) => bound !== undefined)) +
      random.pick([-1, 0, 1]);
    if (count < 0 || count > 70) return undefined;
    const entry = Object.values(value)[0] ?? 'x';
    return [['set', pointer, Object.fromEntries(Array.from({ length: count }, (_, i) => [`key-${i}`, entry]))]];
  }),
  sort('not in the enum', 4, ({ value, schema, pointer }, random) => {
    if (!schema.enum || typeof value !== 'string') return undefined;
    const near = [
      value.toLowerCase(),
      value.toUpperCase(),
      capitalised(value),
      `${value} `,
      value.slice(0, -1),
      '',
      'NONE',
      `${value}S`,
    ];
    return [['set', pointer, random.pick(near)]];
  }),
  sort('another of the enum', 2, ({ value, schema, pointer }, random) => {
    const others = (schema.enum ?? []).filter((each) => each !== value);
    return others.length > 0 ? [['set', pointer, random.pick(others)]] : undefined;
  }),
  sort('against the pattern', 4, ({ value, schema, pointer }, random) => {
    if (typeof value !== 'string' || !schema.pattern) return undefined;
    return [['set', pointer, random.chance(0.7) ? disturbed(value, random) : random.pick(texts)]];
  }),
  sort('odd text', 4, ({ value, pointer }, random) =>
    typeof value === 'string'
      ? [['set', pointer, random.pick(random.chance(0.8) ? textsLike(value) : texts)]]
      : undefined,
  ),
  sort('unicode', 1, ({ value, pointer }, random) =>
    typeof value === 'string'
      ? [['set', pointer, random.chance(0.5) ? random.pick(foreign) : value + random.pick(foreign)]]
      : undefined,
  ),
  sort('duplicate item', 3, ({ role, value, parent }) =>
    role === 'item' ? [['set', pointerTo((parent as Place).pointer, '-'), value]] : undefined,
  ),
  sort('nearly duplicate item', 2, ({ role, value, parent, schema }, random) => {
    if (role !== 'item' || !isObject(value)) return undefined;
    const name = random.pick(Object.keys(value));
    const other = schema.properties?.[name];
    if (!other) return undefined;
    return [['set', pointerTo((parent as Place).pointer, '-'), { ...value, [name]: sample(other, random) }]];
  }),
  sort('second alternative', 4, ({ value, schema, pointer }, random) => {
    if (!isObject(value)) return undefined;
    const absent = alternativesOf(schema)
      .flat()
      .filter((name) => !(name in value));
    if (absent.length === 0) return undefined;
    const name = random.pick(absent);
    return [['set', pointerTo(pointer, name), sample(schema.properties?.[name] as Schema, random)]];
  }),
  sort('other alternative', 2, ({ value, schema, pointer }, random) => {
    if (!isObject(value)) return undefined;
    const swaps = alternativesOf(schema).flatMap((group) => {
      const present = group.filter((name) => name in value);
      return present.flatMap((from) => group.filter((name) => !(name in value)).map((to) => [from, to] as const));
    });
    if (swaps.length === 0) return undefined;
    const [from, to] = random.pick(swaps);
    return [
      ['remove', pointerTo(pointer, from)],
      ['set', pointerTo(pointer, to), sample(schema.properties?.[to] as Schema, random)],
    ];
  }),
  sort('no alternative', 2, ({ value, schema, pointer }, random) => {
    if (!isObject(value)) return undefined;
    const present = alternativesOf(schema)
      .map((group) => group.filter((name) => name in value))
      .filter((group) => group.length > 0);
    if (present.length === 0) return undefined;
    return random.pick(present).map((name): Edit => ['remove', pointerTo(pointer, name)]);
  }),
  sort('unknown field', 4, ({ value, schema, pointer }, random) => {
    if (!isObject(value) || !schema.properties) return undefined;
    const names = ['unknown', 'x-extra', 'spec', 'name2', 'enabled', 'annotation', 'Name', 'value', 'labels'];
    const unknown = names.filter((name) => !(name in (schema.properties ?? {})));
    const values: Json[] = ['x', 1, true, null, {}, [], { nested: { deeper: 1 } }, [{ a: 1 }]];
    return [['set', pointerTo(pointer, random.pick(unknown)), random.pick(values)]];
  }),
  sort('optional field added', 7, ({ value, schema, pointer }, random) => {
    if (!isObject(value)) return undefined;
    const absent = Object.keys(schema.properties ?? {}).filter((name) => !(name in value));
    if (absent.length === 0) return undefined;
    const name = random.pick(absent);
    return [['set', pointerTo(pointer, name), sample(schema.properties?.[name] as Schema, random)]];
  }),
  sort('emptied', 2, ({ value, role, pointer }) => {
    if (role === 'root' || typeof value === 'number' || typeof value === 'boolean' || value === null) return undefined;
    return [['set', pointer, typeof value === 'string' ? '' : Array.isArray(value) ? [] : {}]];
  }),
  sort('opposite', 2, ({ value, pointer }) => (typeof value === 'boolean' ? [['set', pointer, !value]] : undefined)),
  sort('number or text', 2, ({ schema, pointer }, random) => {
    if (!takesTextOrNumber(schema)) return undefined;
    return [
      [
        'set',
        pointer,
        random.pick<Json>([
          ...numbers,
          0,
          -1,
          1.5,
          65536,
          1e19,
          true,
          'http',
          'HTTP',
          '',
          null,
          {},
          'a'.repeat(16),
          'é',
        ]),
      ],
    ];
  }),
  sort('odd key', 2, ({ role, parent, pointer }, random) => {
    if (role !== 'entry' || !parent?.schema.additionalProperties) return undefined;
    return [
      [
        'rename',
        pointer,
        random.pick([...words, ...foreign, ...hosts, '', '0', 'a'.repeat(64), 'a'.repeat(254), 'UPPER', 'a.b/c']),
      ],
    ];
  }),
  sort('metadata', 6, ({ pointer }, random) => (pointer === '/metadata' ? random.pick(metadataMistakes) : undefined)),
];

function misspelled(name: string, random: Random): string {
  const at = random.below(name.length);
  const options = [
    name.slice(0, at) + name.slice(at + 1),
    name.slice(0, at) + (name[at] as string) + name.slice(at),
    name.slice(0, Math.max(0, at - 1)) + (name[at] ?? '') + (name[at - 1] ?? '') + name.slice(at + 1),
    name.endsWith('s') ? name.slice(0, -1) : `${name}s`,
  ].filter((each) => each !== name && each !== '');
  return options.length > 0 ? random.pick(options) : `${name}x`;
}

function otherCases(name: string): string[] {
  const separated = (mark: string): string => name.replace(/[A-Z]/g, (letter) => mark + letter.toLowerCase());
  return [capitalised(name), name.toLowerCase(), name.toUpperCase(), separated('_'), separated('-')].filter(
    (each) => each !== name,
  );
}

function capitalised(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}

function ofOtherTypes({ value, schema }: Place): Json[] {
  const all: Json[] = ['x', 1, 1.5, true, [], ['x'], {}, { key: 'x' }];
  if (takesTextOrNumber(schema)) return [true, 1.5, [], {}, [1]];
  const typical: Json[] =
    typeof value === 'number'
      ? [String(value), `${value}s`]
      : typeof value === 'boolean'
        ? [String(value), Number(value), 'yes']
        : typeof value === 'string'
          ? [[value], { value }, 1, true]
          : Array.isArray(value)
            ? [value[0] ?? {}, { 0: value[0] ?? null }, value.join(',')]
            : [[value], Object.entries(value ?? {}).map(([name, inner]) => ({ name, value: inner }))];
  const kind = (each: Json): string => (Array.isArray(each) ? 'array' : each === null ? 'null' : typeof each);
  const small = typical.filter((each) => JSON.stringify(each).length < 400);
  return [...small, ...small, ...all].filter(
    (each) => kind(each) !== kind(value) || Number.isInteger(value) !== Number.isInteger(each),
  );
}

/** The text or number that tells items apart. */
function keyToNumber(item: JsonObject, schema: Schema | undefined): string | undefined {
  const items = schema && resolved(schema);
  const names = Object.keys(item).filter(
    (name) => ['string', 'number'].includes(typeof item[name]) && !items?.properties?.[name]?.enum,
  );
  return ['name', 'hostname', 'port', 'number', 'key'].find((name) => names.includes(name)) ?? names[0];
}
