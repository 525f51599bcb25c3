import type { Resolve, Schema } from '../schema.js';
import { isObject } from '../schema.js';
import { textOf } from '../structure/list.js';
import { parseFormatDuration } from '../text/duration.js';
import { parseTimestamp } from './library/time.js';
import { CelError, Duration, type Timestamp, unordered, type Value } from './values.js';

export type Convert = (value: unknown) => Value;

/** Words of CEL that a field's name may be, but for which a rule has to write `__word__`. */
const RESERVED = new Set(
  'true false null in as break const continue else for function if import let loop package namespace return var void while'.split(
    ' ',
  ),
);
const ESCAPES: { readonly [part: string]: string } = {
  __: '__underscores__',
  '.': '__dot__',
  '-': '__dash__',
  '/': '__slash__',
};

/** The name of a field in rules, nothing where rules cannot name it (Kubernetes docs, "Escaping"). */
export function nameInRules(field: string): string | undefined {
  if (RESERVED.has(field)) return `__${field}__`;
  if (!/^[A-Za-z_.\-/][\w.\-/]*$/.test(field)) return undefined;
  return field.replace(/__|[.\-/]/g, (part) => ESCAPES[part] as string);
}

/** Makes values of CEL of JSON, by the types that the schema says. */
export class Converters {
  private readonly compiled = new Map<string, Convert>();

  constructor(private readonly resolve: Resolve) {}

  /**
   * @param resource `apiVersion`, `kind` and the names can be read whatever the schema says
   * @param only the fields, by their names in rules, that are wanted of an object
   */
  of(schema: Schema, resource = false, only?: ReadonlySet<string>): Convert {
    if (schema.$ref !== undefined && !resource) return this.shared(schema.$ref);
    const own = schema.$ref === undefined ? schema : this.resolve(schema.$ref);
    if (own['x-kubernetes-int-or-string']) return integer;
    switch (own.type) {
      case 'integer':
        return integer;
      case 'string':
        return texts.get(own.format?.replaceAll('-', '') ?? '') ?? ((value) => value);
      case 'array':
        return this.list(own);
      case 'object':
        return this.object(own, resource || own['x-kubernetes-embedded-resource'] === true, only);
      default:
        return (value) => value;
    }
  }

  private shared(ref: string): Convert {
    return (value) => {
      let convert = this.compiled.get(ref);
      if (!convert) {
        convert = this.of(this.resolve(ref));
        this.compiled.set(ref, convert);
      }
      return convert(value);
    };
  }

  private list(schema: Schema): Convert {
    const item = schema.items ? this.of(schema.items) : (value: unknown) => value;
    const identify = identityOf(schema);
    return (value) => {
      if (!Array.isArray(value)) return value;
      const list = value.map(item);
      return identify ? unordered(list, identify) : list;
    };
  }

  private object({ properties, additionalProperties }: Schema, resource: boolean, only?: ReadonlySet<string>): Convert {
    if (!properties && !resource && typeof additionalProperties === 'object') {
      const convert = this.of(additionalProperties);
      return (value) => {
        if (!isObject(value)) return value;
        const map = new Map<string, Value>();
        for (const key in value) map.set(key, convert(value[key]));
        return map;
      };
    }
    const fields = new Map<string, readonly [string, Convert]>();
    for (const [name, field] of Object.entries({ ...properties, ...(resource && RESOURCE) })) {
      const inRules = nameInRules(name);
      if (inRules !== undefined && (!only || only.has(inRules))) fields.set(name, [inRules, this.of(field)]);
    }
    return (value) => {
      if (!isObject(value)) return value;
      const object: { [field: string]: Value } = {};
      for (const name in value) {
        const field = fields.get(name);
        const inner = value[name];
        // In an object with fields, null is the same as nothing.
        if (field && inner !== undefined && inner !== null) object[field[0]] = field[1](inner);
      }
      return object;
    };
  }
}

function integer(value: unknown): Value {
  if (typeof value !== 'number') return value;
  if (!Number.isInteger(value)) throw new CelError(`${value} is no int`);
  return BigInt(value);
}

const TEXT: Schema = { type: 'string' };
const RESOURCE: { readonly [field: string]: Schema } = {
  apiVersion: TEXT,
  kind: TEXT,
  metadata: { type: 'object', properties: { name: TEXT, generateName: TEXT } },
};

/** Texts of these formats are no texts in rules. */
const texts = new Map<string, Convert>(
  Object.entries({
    duration: whenText((text) => {
      const nanoseconds = parseFormatDuration(text);
      if (nanoseconds === undefined) throw new CelError(`${JSON.stringify(text)} is no duration`);
      return new Duration(nanoseconds);
    }),
    date: whenText((text) => parseTimestamp(`${text}T00:00:00Z`)),
    datetime: whenText(timestamp),
    byte: whenText(bytes),
  }),
);

/** The server reads the alphabet of URLs here, though the format has the other. */
function bytes(text: string): Uint8Array {
  if (/[+/]/.test(text)) throw new CelError(`${JSON.stringify(text)} is no base64 of URLs`);
  return new Uint8Array(Buffer.from(text, 'base64url'));
}

function whenText(convert: (text: string) => Value): Convert {
  return (value) => (typeof value === 'string' ? convert(value) : value);
}

/** Without a zone it is UTC. */
function timestamp(text: string): Timestamp {
  return parseTimestamp(/(?:[Zz]|[+-]\d{2}:\d{2})$/.test(text) ? text.toUpperCase() : `${text}Z`);
}

/** Items of a set are told apart as a whole, those of a map by their keys. */
function identityOf(schema: Schema): ((item: Value) => string) | undefined {
  const text = (value: Value): string => (typeof value === 'bigint' ? `${value}` : textOf(value));
  if (schema['x-kubernetes-list-type'] === 'set') return text;
  if (schema['x-kubernetes-list-type'] !== 'map') return undefined;
  const keys = (schema['x-kubernetes-list-map-keys'] ?? []).map((key) => nameInRules(key) ?? key);
  return (item) => (isObject(item) ? keys.map((key) => text(item[key])).join(' ') : '');
}
