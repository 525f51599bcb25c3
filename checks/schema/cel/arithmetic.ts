import { CelError, concatenate, Duration, int, noOverload, Timestamp, typeName, Uint, type Value } from './values.js';

export function negative(value: Value): Value {
  if (typeof value === 'bigint') return int(-value);
  if (typeof value === 'number') return -value;
  throw noOverload(`-${typeName(value)}`);
}

export function sum(left: Value, right: Value): Value {
  if (typeof left === 'string' && typeof right === 'string') return left + right;
  if (Array.isArray(left) && Array.isArray(right)) return concatenate(left, right);
  if (left instanceof Duration && right instanceof Duration) return new Duration(left.nanoseconds + right.nanoseconds);
  if (left instanceof Timestamp && right instanceof Duration)
    return new Timestamp(left.nanoseconds + right.nanoseconds, left.offset);
  if (left instanceof Duration && right instanceof Timestamp)
    return new Timestamp(left.nanoseconds + right.nanoseconds, right.offset);
  if (left instanceof Uint8Array && right instanceof Uint8Array) return new Uint8Array([...left, ...right]);
  return arithmetic('+', left, right);
}

export function difference(left: Value, right: Value): Value {
  if (left instanceof Duration && right instanceof Duration) return new Duration(left.nanoseconds - right.nanoseconds);
  if (left instanceof Timestamp && right instanceof Timestamp)
    return new Duration(left.nanoseconds - right.nanoseconds);
  if (left instanceof Timestamp && right instanceof Duration)
    return new Timestamp(left.nanoseconds - right.nanoseconds, left.offset);
  return arithmetic('-', left, right);
}

export function arithmetic(sign: '+' | '-' | '*' | '/' | '%', left: Value, right: Value): Value {
  if (typeof left === 'bigint' && typeof right === 'bigint') return int(whole(sign, left, right));
  if (left instanceof Uint && right instanceof Uint) return new Uint(whole(sign, left.value, right.value));
  if (typeof left === 'number' && typeof right === 'number') {
    if (sign === '+') return left + right;
    if (sign === '-') return left - right;
    if (sign === '*') return left * right;
    if (sign === '/') return left / right;
  }
  throw noOverload(`${typeName(left)} ${sign} ${typeName(right)}`);
}

function whole(sign: '+' | '-' | '*' | '/' | '%', left: bigint, right: bigint): bigint {
  if (sign === '+') return left + right;
  if (sign === '-') return left - right;
  if (sign === '*') return left * right;
  if (right === 0n) throw new CelError(sign === '/' ? 'division by zero' : 'modulus by zero');
  return sign === '/' ? left / right : left % right;
}
