import { sum } from '../arithmetic.js';
import { CelError, compare, Duration, equal, noOverload, Optional, typeName, Uint, type Value } from '../values.js';
import { isInt, isList, type Library, typed } from './function.js';
import { textIndexOf, textLastIndexOf } from './strings.js';

/** Kubernetes' list functions and cel-go's lists extension. `indexOf` is one of texts as well. */
export const lists: Library = {
  '.isSorted(0)': typed([isList], (list) =>
    list.every((item, index) => index === 0 || compare(list[index - 1], item) <= 0),
  ),
  '.sum(0)': typed([isList], (list) => list.reduce(sum, zeroOf(list[0]))),
  '.max(0)': typed([isList], (list) => best('max', list, (order) => order > 0)),
  '.min(0)': typed([isList], (list) => best('min', list, (order) => order < 0)),
  '.indexOf(1)': (where: Value, what: Value) => {
    if (typeof where === 'string' && typeof what === 'string') return textIndexOf(where, what);
    return BigInt(listOf(where).findIndex((item) => equal(item, what)));
  },
  '.indexOf(2)': textual((where, what, offset) => textIndexOf(where, what, offset)),
  '.lastIndexOf(1)': (where: Value, what: Value) => {
    if (typeof where === 'string' && typeof what === 'string') return textLastIndexOf(where, what);
    return BigInt(listOf(where).findLastIndex((item) => equal(item, what)));
  },
  '.lastIndexOf(2)': textual((where, what, offset) => textLastIndexOf(where, what, offset)),
  '.slice(2)': typed([isList, isInt, isInt], (list, start, end) => {
    if (start < 0n || start > end || end > BigInt(list.length)) throw new CelError(`cannot slice(${start}, ${end})`);
    return list.slice(Number(start), Number(end));
  }),
  '.flatten(0)': typed([isList], (list) => flatten(list, 1n)),
  '.flatten(1)': typed([isList, isInt], (list, depth) => flatten(list, depth)),
  '.sort(0)': typed([isList], (list) => [...list].sort(compare)),
  '.distinct(0)': typed([isList], (list) =>
    list.filter((item, index) => list.findIndex((other) => equal(other, item)) === index),
  ),
  '.reverse(0)': typed([isList], (list) => [...list].reverse()),
  'lists.range(1)': typed([isInt], (length) => Array.from({ length: Number(length) }, (_, index) => BigInt(index))),
  '.first(0)': typed([isList], (list) => (list.length > 0 ? Optional.of(list[0]) : Optional.none)),
  '.last(0)': typed([isList], (list) => (list.length > 0 ? Optional.of(list.at(-1)) : Optional.none)),
};

function listOf(value: Value): readonly Value[] {
  if (Array.isArray(value)) return value;
  throw noOverload(typeName(value));
}

function textual(call: (where: string, what: string, offset: bigint) => Value) {
  return (where: Value, what: Value, offset: Value): Value => {
    if (typeof where !== 'string' || typeof what !== 'string' || typeof offset !== 'bigint') {
      throw noOverload([where, what, offset].map(typeName).join(', '));
    }
    return call(where, what, offset);
  };
}

/** The sum of no items is an integer, for its type is not known here. */
function zeroOf(item: Value): Value {
  if (item instanceof Duration) return new Duration(0n);
  if (item instanceof Uint) return new Uint(0n);
  return typeof item === 'number' ? 0 : 0n;
}

function best(name: string, list: readonly Value[], better: (order: number) => boolean): Value {
  if (list.length === 0) throw new CelError(`${name} called on empty list`);
  return list.reduce((found, item) => (better(compare(item, found)) ? item : found));
}

function flatten(list: readonly Value[], depth: bigint): Value[] {
  if (depth < 0n) throw new CelError('level must be non-negative');
  return list.flatMap((item) => (Array.isArray(item) && depth > 0n ? flatten(item, depth - 1n) : [item]));
}
