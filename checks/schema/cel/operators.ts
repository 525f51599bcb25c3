import { mapKey } from './access.js';
import { arithmetic, difference, negative, sum } from './arithmetic.js';
import type { Run } from './run.js';
import { CelError, compare, equal, noOverload, typeName, type Value } from './values.js';

export function bool(value: Value): boolean {
  if (typeof value === 'boolean') return value;
  throw noOverload(`${typeName(value)} is no bool`);
}

/** `&&` and `||`: where one side decides, an error of the other does not matter. */
function logical(left: Run, right: Run, deciding: boolean): Run {
  return (frame) => {
    let failure: unknown;
    try {
      if (bool(left(frame)) === deciding) return deciding;
    } catch (error) {
      if (!(error instanceof CelError)) throw error;
      failure = error;
    }
    const value = bool(right(frame));
    if (value === deciding || failure === undefined) return value;
    throw failure;
  };
}

type Operator = (runs: readonly Run[]) => Run;

function binary(calculate: (left: Value, right: Value) => Value): Operator {
  return ([left, right]) =>
    (frame) =>
      calculate((left as Run)(frame), (right as Run)(frame));
}

/** Operators by their signs, `?:` among them; a call of another name is none. */
export const operators: { readonly [sign: string]: Operator } = {
  '?:':
    ([condition, yes, no]) =>
    (frame) =>
      bool((condition as Run)(frame)) ? (yes as Run)(frame) : (no as Run)(frame),
  '&&': ([left, right]) => logical(left as Run, right as Run, false),
  '||': ([left, right]) => logical(left as Run, right as Run, true),
  '!_':
    ([operand]) =>
    (frame) =>
      !bool((operand as Run)(frame)),
  '-_':
    ([operand]) =>
    (frame) =>
      negative((operand as Run)(frame)),
  '==': binary(equal),
  '!=': binary((left, right) => !equal(left, right)),
  '<': binary((left, right) => compare(left, right) < 0),
  '<=': binary((left, right) => compare(left, right) <= 0),
  '>': binary((left, right) => compare(left, right) > 0),
  '>=': binary((left, right) => compare(left, right) >= 0),
  in: binary(isIn),
  '+': binary(sum),
  '-': binary(difference),
  '*': binary((left, right) => arithmetic('*', left, right)),
  '/': binary((left, right) => arithmetic('/', left, right)),
  '%': binary((left, right) => arithmetic('%', left, right)),
};

function isIn(value: Value, range: Value): boolean {
  if (Array.isArray(range)) return range.some((item) => equal(item, value));
  if (range instanceof Map) return range.has(mapKey(value));
  throw noOverload(`in ${typeName(range)}`);
}
