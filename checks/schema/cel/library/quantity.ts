import * as quantity from '../../text/quantity.js';
import { CelError, noOverload, Opaque, typeName, type Value } from '../values.js';
import { is, isText, type Library, typed } from './function.js';
import { Semver } from './semver.js';

class Quantity extends Opaque {
  readonly type = 'kubernetes.Quantity';

  constructor(readonly amount: quantity.Quantity) {
    super();
  }

  equals(other: Opaque): boolean {
    return other instanceof Quantity && this.amount.nanos === other.amount.nanos;
  }
}

/** Kubernetes' quantities; versions are compared by methods of the same names. */
export const quantities: Library = {
  'quantity(1)': typed([isText], (text) => {
    const amount = quantity.parseQuantity(text);
    if (amount === undefined) throw new CelError(`${JSON.stringify(text)} is no quantity`);
    return new Quantity(amount);
  }),
  'isQuantity(1)': typed([isText], (text) => quantity.parseQuantity(text) !== undefined),
  'sign(1)': typed([is(Quantity)], ({ amount: { nanos } }) => (nanos > 0n ? 1n : nanos < 0n ? -1n : 0n)),
  '.isInteger(0)': typed([is(Quantity)], ({ amount }) => quantity.integerOf(amount) !== undefined),
  '.asInteger(0)': typed([is(Quantity)], ({ amount }) => {
    const integer = quantity.integerOf(amount);
    if (integer === undefined) throw new CelError('the quantity is no integer');
    return integer;
  }),
  '.asApproximateFloat(0)': typed([is(Quantity)], ({ amount }) => quantity.approximately(amount)),
  '.add(1)': (left: Value, right: Value) => new Quantity(quantity.add(amountOf(left), operand(right))),
  '.sub(1)': (left: Value, right: Value) =>
    new Quantity(quantity.add(amountOf(left), quantity.negated(operand(right)))),
  '.isGreaterThan(1)': (left: Value, right: Value) => order(left, right) > 0n,
  '.isLessThan(1)': (left: Value, right: Value) => order(left, right) < 0n,
  '.compareTo(1)': order,
};

function amountOf(value: Value): quantity.Quantity {
  if (value instanceof Quantity) return value.amount;
  throw noOverload(typeName(value));
}

function operand(value: Value): quantity.Quantity {
  return typeof value === 'bigint' ? quantity.fromInteger(value) : amountOf(value);
}

function order(left: Value, right: Value): bigint {
  if (left instanceof Semver && right instanceof Semver) return BigInt(left.compare(right));
  const difference = amountOf(left).nanos - amountOf(right).nanos;
  return difference > 0n ? 1n : difference < 0n ? -1n : 0n;
}
