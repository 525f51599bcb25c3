import { equal, type Value } from '../values.js';
import { isList, type Library, typed } from './function.js';

/** cel-go's sets extension: lists without order and duplicates. */
export const sets: Library = {
  'sets.contains(2)': typed([isList, isList], contains),
  'sets.equivalent(2)': typed([isList, isList], (left, right) => contains(left, right) && contains(right, left)),
  'sets.intersects(2)': typed([isList, isList], (left, right) => right.some((item) => has(left, item))),
};

function contains(list: readonly Value[], part: readonly Value[]): boolean {
  return part.every((item) => has(list, item));
}

function has(list: readonly Value[], item: Value): boolean {
  return list.some((other) => equal(other, item));
}
