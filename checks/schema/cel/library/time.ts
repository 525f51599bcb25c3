import { parseGoDuration } from '../../text/duration.js';
import { isRfc3339 } from '../../text/format.js';
import { CelError, Duration, noOverload, Timestamp, typeName, type Value } from '../values.js';
import { is, isText, type Library, typed } from './function.js';

const SECOND = 1_000_000_000n;

/** The parts of a time in UTC or in a given zone, and the totals of a duration. */
export const time: Library = {
  ...part('getFullYear', ({ year }) => year),
  ...part('getMonth', ({ month }) => month - 1),
  ...part('getDate', ({ day }) => day),
  ...part('getDayOfMonth', ({ day }) => day - 1),
  ...part('getDayOfWeek', ({ year, month, day }) => new Date(Date.UTC(year, month - 1, day)).getUTCDay()),
  ...part(
    'getDayOfYear',
    ({ year, month, day }) => (Date.UTC(year, month - 1, day) - Date.UTC(year, 0, 1)) / 86_400_000,
  ),
  ...part('getHours', ({ hours }) => hours, 3600n * SECOND),
  ...part('getMinutes', ({ minutes }) => minutes, 60n * SECOND),
  ...part('getSeconds', ({ seconds }) => seconds, SECOND),
  ...part('getMilliseconds', ({ milliseconds }) => milliseconds, SECOND / 1000n),
};

interface Parts {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hours: number;
  readonly minutes: number;
  readonly seconds: number;
  readonly milliseconds: number;
}

function part(name: string, read: (parts: Parts) => number, unit?: bigint): Library {
  const inZone = typed([is(Timestamp), isText], (timestamp, zone) => BigInt(read(partsOf(timestamp, zone))));
  return {
    [`.${name}(0)`]: (value: Value) => {
      if (value instanceof Timestamp) return BigInt(read(partsOf(value, 'UTC')));
      if (!(value instanceof Duration) || unit === undefined) throw noOverload(`${typeName(value)}.${name}()`);
      return value.nanoseconds / unit;
    },
    [`.${name}(1)`]: inZone,
  };
}

function partsOf({ nanoseconds }: Timestamp, zone: string): Parts {
  const date = new Date(Number(floor(nanoseconds, 1_000_000n)) + offsetOf(zone, nanoseconds));
  return {
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    hours: date.getUTCHours(),
    minutes: date.getUTCMinutes(),
    seconds: date.getUTCSeconds(),
    milliseconds: date.getUTCMilliseconds(),
  };
}

function floor(value: bigint, unit: bigint): bigint {
  const quotient = value / unit;
  return value < 0n && value % unit !== 0n ? quotient - 1n : quotient;
}

/** Milliseconds to add, for `+02:00` or a name such as `Europe/Berlin`. */
function offsetOf(zone: string, nanoseconds: bigint): number {
  if (zone === 'UTC') return 0;
  const fixed = /^([+-]?)(\d{1,2}):(\d{2})$/.exec(zone);
  if (fixed) return (fixed[1] === '-' ? -1 : 1) * (Number(fixed[2]) * 60 + Number(fixed[3])) * 60_000;
  const milliseconds = Number(floor(nanoseconds, 1_000_000n));
  try {
    const format = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
    const values = Object.fromEntries(
      format.formatToParts(milliseconds).map(({ type, value }) => [type, Number(value)]),
    );
    const { year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0 } = values;
    return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(milliseconds / 1000) * 1000;
  } catch {
    throw new CelError(`unknown time zone ${zone}`);
  }
}

export function parseDuration(text: string): Duration {
  const nanoseconds = parseGoDuration(text);
  if (nanoseconds === undefined) throw new CelError(`${JSON.stringify(text)} is no duration`);
  return new Duration(nanoseconds);
}

/** RFC 3339, to the nanosecond. */
export function parseTimestamp(text: string): Timestamp {
  const match = /^(.{19})(?:[.,](\d+))?(Z|([+-])(\d{2}):(\d{2}))$/.exec(text);
  if (!match || !isRfc3339(text)) throw new CelError(`${JSON.stringify(text)} is no timestamp`);
  const [, start, fraction = '', , sign, hours = '0', minutes = '0'] = match;
  const offset = (sign === '-' ? -1 : 1) * (Number(hours) * 3600 + Number(minutes) * 60);
  const seconds = BigInt(Date.parse(`${start}Z`) / 1000 - offset);
  return new Timestamp(seconds * SECOND + BigInt(fraction.padEnd(9, '0').slice(0, 9)), offset);
}

/** In the zone it was written in. */
export function timestampText({ nanoseconds, offset }: Timestamp): string {
  const seconds = floor(nanoseconds, SECOND);
  const date = new Date((Number(seconds) + offset) * 1000).toISOString().slice(0, 19);
  return `${date}${fractionText(nanoseconds - seconds * SECOND)}${zoneText(offset)}`;
}

function zoneText(offset: number): string {
  if (offset === 0) return 'Z';
  const minutes = Math.abs(offset) / 60;
  const two = (number: number): string => String(number).padStart(2, '0');
  return `${offset < 0 ? '-' : '+'}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}

/** Seconds, with what is left of them. */
export function durationText({ nanoseconds }: Duration): string {
  const positive = nanoseconds < 0n ? -nanoseconds : nanoseconds;
  return `${nanoseconds < 0n ? '-' : ''}${positive / SECOND}${fractionText(positive % SECOND)}s`;
}

function fractionText(nanoseconds: bigint): string {
  return nanoseconds === 0n ? '' : `.${String(nanoseconds).padStart(9, '0').replace(/0+$/, '')}`;
}
