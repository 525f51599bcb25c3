import { isObject, type Resolve, type Schema } from '../schema.js';

/** The value with its defaults, and without the nulls that the server drops. The same value where nothing changes. */
export type Fill = (value: unknown) => unknown;

/**
 * Does to a value what the server does before it validates: a null where none is allowed is dropped from an object, or
 * becomes the default; fields left out get their defaults, and so do fields inside them.
 */
export class DefaultsCompiler {
  private readonly compiled = new Map<string, Fill | undefined>();

  constructor(private readonly resolve: Resolve) {}

  /** Nothing where there are no defaults, so that only nulls matter. */
  defaults(schema: Schema): Fill | undefined {
    return this.compile(schema, false);
  }

  /** For an object that has nulls. */
  nulls(schema: Schema): Fill {
    return this.compile(schema, true) ?? ((value) => value);
  }

  private compile(given: Schema, dropNulls: boolean): Fill | undefined {
    if (given.$ref !== undefined) return this.shared(given.$ref, dropNulls);
    const { items, additionalProperties } = given;
    const fields: [string, Field][] = [];
    for (const [name, field] of Object.entries(given.properties ?? {})) {
      const target = this.target(field);
      const fill = this.compile(field, dropNulls);
      if (fill || target.default !== undefined || (dropNulls && !target.nullable)) {
        fields.push([name, { fill, fallback: target.default, nullable: target.nullable === true }]);
      }
    }
    const item = items && this.compile(items, dropNulls);
    const itemFallback = items && this.target(items).default;
    const values = typeof additionalProperties === 'object' ? additionalProperties : undefined;
    const value = values && this.compile(values, dropNulls);
    const valueTarget = values && this.target(values);
    const map = value || (dropNulls && valueTarget && !valueTarget.nullable);
    if (fields.length === 0 && !item && itemFallback === undefined && !map) return undefined;
    const known = new Set(Object.keys(given.properties ?? {}));
    return (whole) => {
      if (Array.isArray(whole))
        return fillItems(whole, item, itemFallback, items !== undefined && !this.target(items).nullable);
      if (!isObject(whole)) return whole;
      const copy = new Copy(whole);
      for (const [name, field] of fields) fillField(copy, name, field);
      if (map) {
        const field = { fill: value, fallback: valueTarget?.default, nullable: valueTarget?.nullable === true };
        for (const key of Object.keys(whole)) {
          if (!known.has(key)) fillField(copy, key, field, false);
        }
      }
      return copy.result;
    };
  }

  private shared(ref: string, dropNulls: boolean): Fill | undefined {
    const key = `${ref} ${dropNulls}`;
    if (!this.compiled.has(key)) this.compiled.set(key, this.compile(this.resolve(ref), dropNulls));
    return this.compiled.get(key);
  }

  private target(schema: Schema): Schema {
    return schema.$ref === undefined ? schema : this.resolve(schema.$ref);
  }
}

interface Field {
  readonly fill: Fill | undefined;
  readonly fallback: unknown;
  readonly nullable: boolean;
}

function fillField(copy: Copy, name: string, { fill, fallback, nullable }: Field, absentToo = true): void {
  const value = copy.get(name);
  if (value === undefined || (value === null && !nullable)) {
    if (fallback !== undefined && (absentToo || value === null)) copy.set(name, fill ? fill(fallback) : fallback);
    else if (value === null) copy.remove(name);
  } else if (fill) {
    const filled = fill(value);
    if (filled !== value) copy.set(name, filled);
  }
}

function fillItems(
  list: readonly unknown[],
  item: Fill | undefined,
  fallback: unknown,
  replaceNulls: boolean,
): readonly unknown[] {
  let copy: unknown[] | undefined;
  for (let index = 0; index < list.length; index += 1) {
    const value = list[index];
    const start = value === null && replaceNulls && fallback !== undefined ? fallback : value;
    const filled = item ? item(start) : start;
    if (filled !== value) {
      copy ??= [...list];
      copy[index] = filled;
    }
  }
  return copy ?? list;
}

/** An object that is copied when it is changed first. */
class Copy {
  private copy: { [key: string]: unknown } | undefined;

  constructor(private readonly object: { readonly [key: string]: unknown }) {}

  get result(): { readonly [key: string]: unknown } {
    return this.copy ?? this.object;
  }

  get(key: string): unknown {
    return Object.hasOwn(this.result, key) ? this.result[key] : undefined;
  }

  set(key: string, value: unknown): void {
    this.copy ??= { ...this.object };
    this.copy[key] = value;
  }

  remove(key: string): void {
    this.copy ??= { ...this.object };
    delete this.copy[key];
  }
}

/** Looks into an object that stands in several places once: YAML's aliases can make few objects seem endlessly many. */
export function hasNull(value: unknown, seen = new Set<object>()): boolean {
  if (value === null) return true;
  if (typeof value !== 'object' || seen.has(value)) return false;
  seen.add(value);
  if (Array.isArray(value)) return value.some((item) => hasNull(item, seen));
  const object = value as { readonly [key: string]: unknown };
  for (const key in object) {
    if (hasNull(object[key], seen)) return true;
  }
  return false;
}
