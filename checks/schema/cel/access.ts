import { CelError, isObject, noOverload, numeric, Optional, typeName, Uint, type Value } from './values.js';

const ABSENT = Symbol('absent');

function lookup(value: Value, field: string): Value {
  if (value instanceof Map) return value.has(field) ? value.get(field) : ABSENT;
  if (isObject(value)) return Object.hasOwn(value, field) ? value[field] : ABSENT;
  throw noOverload(`${typeName(value)}.${field}`);
}

export function fieldOf(value: Value, field: string): Value {
  if (value instanceof Optional) return optionalField(value, field);
  const found = lookup(value, field);
  if (found === ABSENT) throw new CelError(`no such key: ${field}`);
  return found;
}

export function optionalField(value: Value, field: string): Optional {
  if (value instanceof Optional) return value.hasValue ? optionalField(value.value, field) : value;
  const found = lookup(value, field);
  return found === ABSENT ? Optional.none : Optional.of(found);
}

export function hasField(value: Value, field: string): boolean {
  if (value instanceof Optional) return value.hasValue && hasField(value.value, field);
  return lookup(value, field) !== ABSENT;
}

export function itemOf(value: Value, key: Value): Value {
  if (value instanceof Optional) return optionalItem(value, key);
  if (Array.isArray(value)) {
    const index = listIndex(key);
    if (index < 0 || index >= value.length) throw new CelError(`index out of bounds: ${index}`);
    return value[index];
  }
  if (value instanceof Map) {
    const at = mapKey(key);
    if (!value.has(at)) throw new CelError(`no such key: ${String(at)}`);
    return value.get(at);
  }
  if (typeof key === 'string') return fieldOf(value, key);
  throw noOverload(`${typeName(value)}[${typeName(key)}]`);
}

export function optionalItem(value: Value, key: Value): Optional {
  if (value instanceof Optional) return value.hasValue ? optionalItem(value.value, key) : value;
  if (Array.isArray(value)) {
    const index = listIndex(key);
    return index >= 0 && index < value.length ? Optional.of(value[index]) : Optional.none;
  }
  if (value instanceof Map) return value.has(mapKey(key)) ? Optional.of(value.get(mapKey(key))) : Optional.none;
  if (typeof key === 'string') return optionalField(value, key);
  throw noOverload(`${typeName(value)}[?${typeName(key)}]`);
}

function listIndex(key: Value): number {
  const index = numeric(key);
  if (index === undefined || (typeof index === 'number' && !Number.isInteger(index)))
    throw noOverload(`list[${typeName(key)}]`);
  return Number(index);
}

/** Equal numbers are one key, of whatever type. */
export function mapKey(key: Value): Value {
  if (key instanceof Uint) return key.value;
  if (typeof key === 'number') return Number.isInteger(key) ? BigInt(key) : key;
  if (typeof key === 'string' || typeof key === 'bigint' || typeof key === 'boolean') return key;
  throw noOverload(`a key of type ${typeName(key)}`);
}

export function optionalOf(value: Value): Optional {
  if (value instanceof Optional) return value;
  throw noOverload(`${typeName(value)} is no optional`);
}
