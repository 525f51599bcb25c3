/**
 * CEL's values in JavaScript: int is bigint, double is number, list is an array, map is a Map, bytes a Uint8Array; null, bool and string are
 * themselves. An object with a schema is a plain object of its fields, so that it is told from a map.
 */
export type Value = unknown;

/** Why a rule has no value. An API server takes it for a failed rule. */
export class CelError extends Error {}

export class Uint {
  constructor(readonly value: bigint) {
    if (value < 0n || value >= 1n << 64n) throw new CelError('unsigned integer overflow');
  }
}

export class Duration {
  constructor(readonly nanoseconds: bigint) {
    int(nanoseconds);
  }
}

const YEAR_1 = -62_135_596_800_000_000_000n;
const YEAR_10000 = 253_402_300_800_000_000_000n;

export class Timestamp {
  /**
   * @param nanoseconds since 1970, in UTC
   * @param offset of the zone it was written in, in seconds; only its text shows that
   */
  constructor(
    readonly nanoseconds: bigint,
    readonly offset = 0,
  ) {
    if (nanoseconds < YEAR_1 || nanoseconds >= YEAR_10000) throw new CelError('timestamp out of range');
  }
}

export class Type {
  constructor(readonly name: string) {}
}

export class Optional {
  static readonly none = new Optional(undefined);

  static of(value: Value): Optional {
    return new Optional(value);
  }

  private constructor(private readonly inner: Value) {}

  get hasValue(): boolean {
    return this.inner !== undefined;
  }

  get value(): Value {
    if (this.inner === undefined) throw new CelError('optional.none() has no value');
    return this.inner;
  }
}

/** A value of one of Kubernetes' own types: an address, a quantity, a URL. */
export abstract class Opaque {
  abstract readonly type: string;
  abstract equals(other: Opaque): boolean;
}

/** How the items of a list are told apart, for lists of type `set` and `map`, which have no order. */
const identity = Symbol('identity');
type Identified = readonly Value[] & { readonly [identity]?: (item: Value) => string };

export function unordered(list: Value[], identify: (item: Value) => string): Value[] {
  return Object.assign(list, { [identity]: identify });
}

export function int(value: bigint): bigint {
  if (value >= -(1n << 63n) && value < 1n << 63n) return value;
  throw new CelError('integer overflow');
}

export function isObject(value: Value): value is { readonly [field: string]: Value } {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}

export function noOverload(what: string): CelError {
  return new CelError(`no such overload: ${what}`);
}

/** Numbers of all three kinds, made comparable with each other; nothing for all else. */
export function numeric(value: Value): bigint | number | undefined {
  if (typeof value === 'bigint' || typeof value === 'number') return value;
  return value instanceof Uint ? value.value : undefined;
}

export function equal(left: Value, right: Value): boolean {
  if (left === right) return true;
  const number = numeric(left);
  if (number !== undefined) {
    const other = numeric(right);
    // biome-ignore lint/suspicious/noDoubleEquals: a bigint equals the same number only so
    return other !== undefined && number == other;
  }
  if (typeof left !== 'object' || typeof right !== 'object' || left === null || right === null) return false;
  if (Array.isArray(left)) return Array.isArray(right) && equalLists(left, right);
  if (left instanceof Map) return right instanceof Map && equalMaps(left, right);
  if (left instanceof Duration) return right instanceof Duration && left.nanoseconds === right.nanoseconds;
  if (left instanceof Timestamp) return right instanceof Timestamp && left.nanoseconds === right.nanoseconds;
  if (left instanceof Uint8Array) return right instanceof Uint8Array && compareBytes(left, right) === 0;
  if (left instanceof Type) return right instanceof Type && left.name === right.name;
  if (left instanceof Opaque) return right instanceof Opaque && left.type === right.type && left.equals(right);
  if (left instanceof Optional) {
    if (!(right instanceof Optional) || left.hasValue !== right.hasValue) return false;
    return !left.hasValue || equal(left.value, right.value);
  }
  return isObject(left) && isObject(right) && equalMaps(new Map(Object.entries(left)), new Map(Object.entries(right)));
}

function equalLists(left: Identified, right: Identified): boolean {
  if (left.length !== right.length) return false;
  const identify = left[identity] ?? right[identity];
  if (!identify) return left.every((item, index) => equal(item, right[index]));
  const items = new Map(left.map((item) => [identify(item), item]));
  return right.every((item) => items.has(identify(item)) && equal(items.get(identify(item)), item));
}

function equalMaps(left: ReadonlyMap<Value, Value>, right: ReadonlyMap<Value, Value>): boolean {
  if (left.size !== right.size) return false;
  for (const [key, value] of left) {
    if (!right.has(key) || !equal(value, right.get(key))) return false;
  }
  return true;
}

/** Of an unordered list, items of the second replace those of the first with the same identity. */
export function concatenate(left: Identified, right: readonly Value[]): Value[] {
  const identify = left[identity];
  if (!identify) return [...left, ...right];
  const items = new Map([...left, ...right].map((item) => [identify(item), item]));
  return unordered([...items.values()], identify);
}

/** Less than 0, 0, more than 0; NaN where neither is less. */
export function compare(left: Value, right: Value): number {
  const number = numeric(left);
  const other = numeric(right);
  if (number !== undefined && other !== undefined) {
    // biome-ignore lint/suspicious/noDoubleEquals: a bigint equals the same number only so
    return number < other ? -1 : number > other ? 1 : number == other ? 0 : Number.NaN;
  }
  if (typeof left === 'string' && typeof right === 'string') return compareText(left, right);
  if (typeof left === 'boolean' && typeof right === 'boolean') return Number(left) - Number(right);
  if (left instanceof Duration && right instanceof Duration) return compare(left.nanoseconds, right.nanoseconds);
  if (left instanceof Timestamp && right instanceof Timestamp) return compare(left.nanoseconds, right.nanoseconds);
  if (left instanceof Uint8Array && right instanceof Uint8Array) return compareBytes(left, right);
  throw noOverload(`${typeName(left)} < ${typeName(right)}`);
}

/** By code points; JavaScript compares the halves of surrogate pairs. */
function compareText(left: string, right: string): number {
  if (left === right) return 0;
  let index = 0;
  while (left.charCodeAt(index) === right.charCodeAt(index)) index += 1;
  const surrogate = (text: string): boolean => (text.charCodeAt(index) & 0xf800) === 0xd800;
  if (surrogate(left) !== surrogate(right) && index < left.length && index < right.length) {
    return surrogate(left) ? 1 : -1;
  }
  return left < right ? -1 : 1;
}

function compareBytes(left: Uint8Array, right: Uint8Array): number {
  const length = Math.min(left.length, right.length);
  for (let index = 0; index < length; index += 1) {
    const difference = (left[index] as number) - (right[index] as number);
    if (difference !== 0) return difference;
  }
  return left.length - right.length;
}

export function typeName(value: Value): string {
  switch (typeof value) {
    case 'string':
      return 'string';
    case 'bigint':
      return 'int';
    case 'number':
      return 'double';
    case 'boolean':
      return 'bool';
  }
  if (value === null) return 'null_type';
  if (Array.isArray(value)) return 'list';
  if (value instanceof Uint) return 'uint';
  if (value instanceof Uint8Array) return 'bytes';
  if (value instanceof Duration) return 'google.protobuf.Duration';
  if (value instanceof Timestamp) return 'google.protobuf.Timestamp';
  if (value instanceof Type) return 'type';
  if (value instanceof Optional) return 'optional_type';
  return value instanceof Opaque ? value.type : 'map';
}
