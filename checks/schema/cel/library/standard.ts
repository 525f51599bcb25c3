import { matches, Re2Error } from '../../text/re2.js';
import {
  CelError,
  Duration,
  int,
  isObject,
  noOverload,
  Timestamp,
  Type,
  typeName,
  Uint,
  type Value,
} from '../values.js';
import { isText, type Library, typed } from './function.js';
import { toText } from './text.js';
import { parseDuration, parseTimestamp } from './time.js';

/** The functions of the language itself (cel-spec, "List of Standard Definitions"). */
export const standard: Library = {
  'size(1)': size,
  '.size(0)': size,
  '.startsWith(1)': typed([isText, isText], (text, prefix) => text.startsWith(prefix)),
  '.endsWith(1)': typed([isText, isText], (text, suffix) => text.endsWith(suffix)),
  '.contains(1)': typed([isText, isText], (text, part) => text.includes(part)),
  'matches(2)': typed([isText, isText], matchesRe2),
  '.matches(1)': typed([isText, isText], matchesRe2),
  'dyn(1)': (value: Value) => value,
  'type(1)': (value: Value) => new Type(typeName(value)),
  'bool(1)': toBool,
  'bytes(1)': toBytes,
  'double(1)': toDouble,
  'duration(1)': (value: Value) => (value instanceof Duration ? value : parseDuration(text(value, 'duration'))),
  'int(1)': toInt,
  'string(1)': toText,
  'timestamp(1)': toTimestamp,
  'uint(1)': toUint,
};

function matchesRe2(subject: string, pattern: string): boolean {
  try {
    return matches(pattern, subject);
  } catch (error) {
    if (error instanceof Re2Error) throw new CelError(error.message);
    throw error;
  }
}

function size(value: Value): bigint {
  if (typeof value === 'string') {
    let length = 0n;
    for (const _ of value) length += 1n;
    return length;
  }
  if (Array.isArray(value)) return BigInt(value.length);
  if (value instanceof Map) return BigInt(value.size);
  if (value instanceof Uint8Array) return BigInt(value.length);
  if (isObject(value)) return BigInt(Object.keys(value).length);
  throw noOverload(`size(${typeName(value)})`);
}

function text(value: Value, to: string): string {
  if (typeof value === 'string') return value;
  throw noOverload(`${to}(${typeName(value)})`);
}

function toBool(value: Value): boolean {
  if (typeof value === 'boolean') return value;
  const given = text(value, 'bool');
  if (['1', 't', 'T', 'TRUE', 'true', 'True'].includes(given)) return true;
  if (['0', 'f', 'F', 'FALSE', 'false', 'False'].includes(given)) return false;
  throw new CelError(`${JSON.stringify(given)} is no bool`);
}

function toBytes(value: Value): Uint8Array {
  return value instanceof Uint8Array ? value : new TextEncoder().encode(text(value, 'bytes'));
}

function toDouble(value: Value): number {
  if (typeof value === 'number') return value;
  if (typeof value === 'bigint') return Number(value);
  if (value instanceof Uint) return Number(value.value);
  const given = text(value, 'double');
  if (/^[-+]?(inf|infinity)$/i.test(given)) return given.startsWith('-') ? -Infinity : Infinity;
  if (/^nan$/i.test(given)) return Number.NaN;
  const number = /^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i.test(given) ? Number(given) : Number.NaN;
  if (Number.isFinite(number)) return number;
  throw new CelError(`${JSON.stringify(given)} is no double`);
}

function toInt(value: Value): bigint {
  if (typeof value === 'bigint') return value;
  if (typeof value === 'number') return fromDouble(value, -(2 ** 63));
  if (value instanceof Uint) return int(value.value);
  if (value instanceof Timestamp) return floorSeconds(value.nanoseconds);
  if (value instanceof Duration) return value.nanoseconds;
  const given = text(value, 'int');
  if (!/^[-+]?\d+$/.test(given)) throw new CelError(`${JSON.stringify(given)} is no int`);
  return int(BigInt(given.replace(/^\+/, '')));
}

/** The ends of the range are no doubles, so what rounds to them is out. */
function fromDouble(value: number, least: number): bigint {
  if (!(value > least && value < 2 ** 63)) throw new CelError('integer overflow');
  return BigInt(Math.trunc(value));
}

function floorSeconds(nanoseconds: bigint): bigint {
  const seconds = nanoseconds / 1_000_000_000n;
  return nanoseconds < 0n && nanoseconds % 1_000_000_000n !== 0n ? seconds - 1n : seconds;
}

function toUint(value: Value): Uint {
  if (value instanceof Uint) return value;
  if (typeof value === 'bigint') return new Uint(value);
  if (typeof value === 'number') {
    if (!(value >= 0 && value < 2 ** 64)) throw new CelError('unsigned integer overflow');
    return new Uint(BigInt(Math.trunc(value)));
  }
  const given = text(value, 'uint');
  if (!/^\d+$/.test(given)) throw new CelError(`${JSON.stringify(given)} is no uint`);
  return new Uint(BigInt(given));
}

function toTimestamp(value: Value): Timestamp {
  if (value instanceof Timestamp) return value;
  if (typeof value === 'bigint') return new Timestamp(value * 1_000_000_000n);
  return parseTimestamp(text(value, 'timestamp'));
}
