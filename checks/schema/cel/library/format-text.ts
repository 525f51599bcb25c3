import { CelError, Duration, isObject, Timestamp, Type, typeName, Uint, type Value } from '../values.js';
import { durationText, timestampText } from './time.js';

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
      return shown(value);
    case 'd':
      if (typeof value === 'number' && !Number.isFinite(value)) return special(value);
      return whole(value, 'd').toString();
    case 'f':
      return fractional(value, (number) => number.toFixed(precision));
    case 'e':
      return fractional(value, (number) => exponential(number, precision));
    case 'b':
      return typeof value === 'boolean' ? (value ? '1' : '0') : whole(value, 'b').toString(2);
    case 'o':
      return whole(value, 'o').toString(8);
    default: {
      const hexadecimal = hexOf(value);
      return clause === 'X' ? hexadecimal.toUpperCase() : hexadecimal;
    }
  }
}

function shown(value: Value): string {
  if (value === null) return 'null';
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : special(value);
  if (typeof value === 'bigint' || typeof value === 'boolean') return `${value}`;
  if (value instanceof Uint) return `${value.value}`;
  if (value instanceof Uint8Array) return new TextDecoder().decode(value);
  if (value instanceof Duration) return durationText(value);
  if (value instanceof Timestamp) return timestampText(value);
  if (value instanceof Type) return value.name;
  if (Array.isArray(value)) return `[${value.map(shown).join(', ')}]`;
  if (value instanceof Map || isObject(value)) {
    const entries = value instanceof Map ? [...value] : Object.entries(value);
    const texts = entries.map(([key, item]): readonly [string, string] => [shown(key), shown(item)]);
    return `{${texts
      .sort(([left], [right]) => (left < right ? -1 : 1))
      .map(([key, item]) => `${key}: ${item}`)
      .join(', ')}}`;
  }
  throw new CelError(`format: no text of a ${typeName(value)}`);
}

function special(value: number): string {
  return Number.isNaN(value) ? 'NaN' : value > 0 ? 'Infinity' : '-Infinity';
}

function whole(value: Value, clause: string): bigint {
  if (typeof value === 'bigint') return value;
  if (value instanceof Uint) return value.value;
  throw new CelError(`format: %${clause} takes whole numbers only, not ${typeName(value)}`);
}

function fractional(value: Value, write: (number: number) => string): string {
  const number = typeof value === 'bigint' ? Number(value) : value instanceof Uint ? Number(value.value) : value;
  if (typeof number !== 'number') throw new CelError(`format: a number is wanted, not ${typeName(value)}`);
  return Number.isFinite(number) ? write(number) : special(number);
}

function exponential(number: number, precision: number): string {
  const [digits, exponent] = number.toExponential(precision).split('e') as [string, string];
  return `${digits}e${exponent[0]}${exponent.slice(1).padStart(2, '0')}`;
}

function hexOf(value: Value): string {
  const bytes = typeof value === 'string' ? new TextEncoder().encode(value) : value;
  if (bytes instanceof Uint8Array) return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return whole(value, 'x').toString(16);
}
