import { type Json, type JsonObject, pointerTo } from './edits.js';
import { resolved, type Schema } from './schemas.js';

/** A value in an object, with what the schema says of it. */
export interface Place {
  readonly pointer: string;
  /** The last part of the pointer: a field, a key, an index. */
  readonly name: string;
  readonly value: Json;
  /** Resolved; `{}` where any value goes. */
  readonly schema: Schema;
  readonly parent?: Place;
  /** `field`: of an object whose fields are known; `entry`: of a map; `item`: of a list. */
  readonly role: 'root' | 'field' | 'entry' | 'item';
  readonly required: boolean;
}

/** All places of an object, from the root down; `apiVersion` and `kind` stay as they are. */
export function placesIn(object: JsonObject, schema: Schema): Place[] {
  const { apiVersion, kind, ...value } = object;
  return below({ pointer: '', name: '', value, schema: resolved(schema), role: 'root', required: true });
}

function below(place: Place): Place[] {
  const { value, schema, pointer } = place;
  if (typeof value !== 'object' || value === null) return [place];
  const children = Array.isArray(value)
    ? value.map((item, i) => child(place, pointer, String(i), item, schema.items, 'item'))
    : Object.entries(value).map(([name, inner]) => {
        const known = schema.properties && Object.hasOwn(schema.properties, name) ? schema.properties[name] : undefined;
        if (known) return child(place, pointer, name, inner, known, 'field');
        const values = schema.additionalProperties;
        return child(place, pointer, name, inner, typeof values === 'object' ? values : undefined, 'entry');
      });
  return [place, ...children.flatMap(below)];
}

function child(
  parent: Place,
  pointer: string,
  name: string,
  value: Json,
  schema: Schema | undefined,
  role: Place['role'],
): Place {
  const required = parent.schema.required?.includes(name) ?? false;
  return { pointer: pointerTo(pointer, name), name, value, schema: resolved(schema ?? {}), parent, role, required };
}

/** The same for all items of a list: what the schema tells apart. */
export function schemaPathOf(place: Place): string {
  if (!place.parent) return '';
  return `${schemaPathOf(place.parent)}/${place.role === 'field' ? place.name : '*'}`;
}
