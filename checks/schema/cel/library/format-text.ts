import { CelError, Duration, isObject, Timestamp, typeName, Uint, type Value } from '../values.js';
import { toText } from './text.js';

/** `"%s has %d".format([…])`: the clauses of cel-go's strings extension. */
export function formatText(template: string, args: readonly Value[]): string {
  let next = 0;
  const text = template.replace(
    /%(?:%|(?:\.(\d+))?([sdfexXob])|.|$)/gs,
    (all, precision: string | undefined, clause: string | undefined) => {
      if (all === '%%') return '%';
      if (clause === undefined) throw new CelError(`format: an unknown clause ${all}`);
      if (next >= args.length) throw new CelError(`index ${next} out of range`);
      const argument = args[next];
      next += 1;
      return formatOne(clause, argument, precision === undefined ? 6 : Number(precision));
    },
  );
  return text;
}

function formatOne(clause: string, value: Value, precision: number): string {
  switch (clause) {
    case 's':
      return plain(value);
    case 'd':
      return whole(value, clause).toString();
    case 'f':
      return fractional(value, (number) => number.toFixed(precision));
    case 'e':
      return fractional(value, scientific);
    case 'b':
      return typeof value === 'boolean' ? (value ? '1' : '0') : whole(value, clause).toString(2);
    case 'o':
      return whole(value, clause).toString(8);
    default: {
      const hexadecimal = hexOf(value);
      return clause === 'X' ? hexadecimal.toUpperCase() : hexadecimal;
    }
  }
}

/** A value by itself: a text without quotes. */
function plain(value: Value): string {
  if (value === null) return 'null';
  return Array.isArray(value) || value instanceof Map || isObject(value) ? nested(value) : toText(value);
}

/** A value inside a list or map, as CEL would write it. */
function nested(value: Value): string {
  if (value === null) return 'null';
  if (typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'number') return Number.isFinite(value) ? value.toFixed(6) : JSON.stringify(toText(value));
  if (value instanceof Uint8Array) return `b${JSON.stringify(toText(value))}`;
  if (value instanceof Duration) return `duration(${JSON.stringify(toText(value))})`;
  if (value instanceof Timestamp) return `timestamp(${JSON.stringify(toText(value))})`;
  if (Array.isArray(value)) return `[${value.map(nested).join(', ')}]`;
  if (!(value instanceof Map) && !isObject(value)) return toText(value);
  const entries = value instanceof Map ? [...value] : Object.entries(value);
  const texts = entries.map(([key, item]): readonly [string, string] => [nested(key), nested(item)]);
  const sorted = texts.sort(([left], [right]) => (left < right ? -1 : left > right ? 1 : 0));
  return `{${sorted.map(([key, item]) => `${key}:${item}`).join(', ')}}`;
}

function whole(value: Value, clause: string): bigint {
  if (typeof value === 'bigint') return value;
  if (value instanceof Uint) return value.value;
  throw new CelError(`format: %${clause} takes whole numbers only, not ${typeName(value)}`);
}

function fractional(value: Value, write: (number: number) => string): string {
  const special = { NaN: Number.NaN, Infinity: Infinity, '-Infinity': -Infinity }[value as string];
  const number = special ?? value;
  if (typeof number !== 'number') throw new CelError(`format: a double is wanted, not ${typeName(value)}`);
  if (Number.isFinite(number)) return write(number);
  return Number.isNaN(number) ? 'NaN' : number > 0 ? '∞' : '-∞';
}

const SUPERSCRIPTS = '⁰¹²³⁴⁵⁶⁷⁸⁹';

/** Six digits whatever the precision, for cel-go takes that for a width. */
function scientific(number: number): string {
  const [digits, exponent] = number.toExponential(6).split('e') as [string, string];
  const raised = [...exponent.slice(1).padStart(2, '0')].map((digit) => SUPERSCRIPTS[Number(digit)]).join('');
  return `${digits}×10${exponent.startsWith('-') ? '⁻' : ''}${raised}`;
}

function hexOf(value: Value): string {
  const bytes = typeof value === 'string' ? new TextEncoder().encode(value) : value;
  if (bytes instanceof Uint8Array) return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return whole(value, 'x').toString(16);
}
