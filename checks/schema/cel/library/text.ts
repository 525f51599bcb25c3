import { CelError, Duration, noOverload, Timestamp, Type, typeName, Uint, type Value } from '../values.js';
import { networkText } from './network.js';
import { durationText, timestampText } from './time.js';

/** `string(…)`. */
export function toText(value: Value): string {
  switch (typeof value) {
    case 'string':
      return value;
    case 'bigint':
    case 'boolean':
      return `${value}`;
    case 'number':
      return doubleText(value);
  }
  if (value instanceof Uint) return `${value.value}`;
  if (value instanceof Duration) return durationText(value);
  if (value instanceof Timestamp) return timestampText(value);
  if (value instanceof Type) return value.name;
  if (value instanceof Uint8Array) {
    try {
      return new TextDecoder('utf-8', { fatal: true }).decode(value);
    } catch {
      throw new CelError('the bytes are no UTF-8');
    }
  }
  const network = networkText(value);
  if (network !== undefined) return network;
  throw noOverload(`string(${typeName(value)})`);
}

/** As Go's `%g` in its shortest form: an exponent below 10^-4 and where there are more than 6 digits before the point. */
function doubleText(value: number): string {
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value > 0 ? '+Inf' : '-Inf';
  if (Object.is(value, -0)) return '-0';
  const [digits, exponent] = value.toExponential().split('e') as [string, string];
  const power = Number(exponent);
  if (value === 0 || (power >= -4 && power < 6)) return plain(value);
  return `${digits}e${power < 0 ? '-' : '+'}${String(Math.abs(power)).padStart(2, '0')}`;
}

/** Without an exponent, which JavaScript writes below 10^-6. */
function plain(value: number): string {
  const written = String(value);
  return written.includes('e') ? value.toFixed(20).replace(/0+$/, '') : written;
}
