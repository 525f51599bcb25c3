import { isObject, Optional, Uint, type Value } from '../values.js';
import { isList, type Library, typed } from './function.js';

const isOptional = (value: Value): value is Optional => value instanceof Optional;

/** CEL's optional values; `or`, `orValue`, `optMap` and `?` are part of the language (compile.ts). */
export const optionals: Library = {
  'optional.of(1)': (value: Value) => Optional.of(value),
  'optional.none(0)': () => Optional.none,
  'optional.ofNonZeroValue(1)': (value: Value) => (isZero(value) ? Optional.none : Optional.of(value)),
  '.hasValue(0)': typed([isOptional], (maybe) => maybe.hasValue),
  '.value(0)': typed([isOptional], (maybe) => maybe.value),
  'optional.unwrap(1)': typed([isList], unwrap),
  '.unwrapOpt(0)': typed([isList], unwrap),
};

function unwrap(list: readonly Value[]): Value[] {
  return list.flatMap((item) => (item instanceof Optional ? (item.hasValue ? [item.value] : []) : [item]));
}

function isZero(value: Value): boolean {
  if (value === null || value === '' || value === false || value === 0n || value === 0) return true;
  if (value instanceof Uint) return value.value === 0n;
  if (Array.isArray(value) || value instanceof Uint8Array) return value.length === 0;
  if (value instanceof Map) return value.size === 0;
  return isObject(value) && Object.keys(value).length === 0;
}
