import { approximately, fromWhole, isWhole, type Nanos, parseQuantity, wholeOf } from '../../text/quantity.js';
import { CelError, int, noOverload, Opaque, typeName, type Value } from '../values.js';
import { is, isText, type Library, typed } from './function.js';
import { Semver } from './semver.js';

class Quantity extends Opaque {
  readonly type = 'kubernetes.Quantity';

  constructor(readonly nanos: Nanos) {
    super();
  }

  equals(other: Opaque): boolean {
    return other instanceof Quantity && this.nanos === other.nanos;
  }
}

/** Kubernetes' quantities; versions are compared by methods of the same names. */
export const quantities: Library = {
  'quantity(1)': typed([isText], (text) => {
    const nanos = parseQuantity(text);
    if (nanos === undefined) throw new CelError(`${JSON.stringify(text)} is no quantity`);
    return new Quantity(nanos);
  }),
  'isQuantity(1)': typed([isText], (text) => parseQuantity(text) !== undefined),
  'sign(1)': typed([is(Quantity)], ({ nanos }) => (nanos > 0n ? 1n : nanos < 0n ? -1n : 0n)),
  '.isInteger(0)': typed([is(Quantity)], ({ nanos }) => isWhole(nanos)),
  '.asInteger(0)': typed([is(Quantity)], ({ nanos }) => {
    if (!isWhole(nanos)) throw new CelError('the quantity is no integer');
    return int(wholeOf(nanos));
  }),
  '.asApproximateFloat(0)': typed([is(Quantity)], ({ nanos }) => approximately(nanos)),
  '.add(1)': (left: Value, right: Value) => new Quantity(nanosOf(left) + addend(right)),
  '.sub(1)': (left: Value, right: Value) => new Quantity(nanosOf(left) - addend(right)),
  '.isGreaterThan(1)': (left: Value, right: Value) => order(left, right) > 0n,
  '.isLessThan(1)': (left: Value, right: Value) => order(left, right) < 0n,
  '.compareTo(1)': order,
};

function nanosOf(value: Value): Nanos {
  if (value instanceof Quantity) return value.nanos;
  throw noOverload(typeName(value));
}

function addend(value: Value): Nanos {
  return typeof value === 'bigint' ? fromWhole(value) : nanosOf(value);
}

function order(left: Value, right: Value): bigint {
  if (left instanceof Semver && right instanceof Semver) return BigInt(left.compare(right));
  const difference = nanosOf(left) - nanosOf(right);
  return difference > 0n ? 1n : difference < 0n ? -1n : 0n;
}
