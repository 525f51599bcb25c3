/** A Kubernetes quantity, such as `100m`, `1.5Gi` or `1e3`. */
export interface Quantity {
  /** In units of 10^-9, the smallest there are. */
  readonly nanos: bigint;
  /** `value` times ten to the `scale`, where the server keeps it so: only of such a quantity it tells an integer. */
  readonly small?: { readonly value: bigint; readonly scale: number };
}

const NANO = 1_000_000_000n;
const BINARY: { readonly [suffix: string]: number } = { Ki: 10, Mi: 20, Gi: 30, Ti: 40, Pi: 50, Ei: 60 };
const DECIMAL: { readonly [suffix: string]: number } = {
  n: -9,
  u: -6,
  m: -3,
  '': 0,
  k: 3,
  M: 6,
  G: 9,
  T: 12,
  P: 15,
  E: 18,
};
const LARGEST = 2n ** 63n - 1n;
/** Beyond it a power of ten would only be slow. */
const FARTHEST = 1000;

/** As Kubernetes' resource.ParseQuantity reads it: a suffix alone is zero, what is finer than nano is rounded up. */
export function parseQuantity(text: string): Quantity | undefined {
  const match = /^([+-]?)0*(\d*)(?:\.(\d*))?(.*)$/s.exec(text);
  if (!match || text === '') return undefined;
  const [, sign, numerator = '', fraction = '', suffix = ''] = match;
  const whole = numerator === '' ? '0' : numerator;
  const binary = Object.hasOwn(BINARY, suffix) ? BINARY[suffix] : undefined;
  const exponent = binary === undefined ? decimalExponent(suffix) : 0;
  if (exponent === undefined) return undefined;
  const digits = BigInt(whole + fraction) * (sign === '-' ? -1n : 1n);
  const scale = exponent - fraction.length;
  const value = binary === undefined ? digits : digits << BigInt(binary);
  const exact = scaled(value, scale + 9);
  const capped = binary !== undefined && exact > LARGEST * NANO ? LARGEST * NANO : exact;
  const precision =
    binary === undefined
      ? 18 - whole.length - fraction.length
      : fraction === ''
        ? 14 - whole.length - Math.trunc((binary * 3) / 10)
        : -1;
  const isSmall = precision >= 0 && scale >= -9 && fits(value);
  return isSmall ? { nanos: capped, small: { value, scale } } : { nanos: capped };
}

function decimalExponent(suffix: string): number | undefined {
  if (/^[eE][+-]?\d+$/.test(suffix)) return Math.max(-FARTHEST, Math.min(FARTHEST, Number(suffix.slice(1))));
  return Object.hasOwn(DECIMAL, suffix) ? DECIMAL[suffix] : undefined;
}

/** Away from zero where it does not come out even. */
function scaled(value: bigint, power: number): bigint {
  if (power >= 0) return value * 10n ** BigInt(power);
  const divisor = 10n ** BigInt(-power);
  const quotient = value / divisor;
  return value % divisor === 0n ? quotient : quotient + (value < 0n ? -1n : 1n);
}

function fits(value: bigint): boolean {
  return value <= LARGEST && value >= -LARGEST - 1n;
}

/** The quantity as an integer, where the server has it as one. */
export function integerOf({ small }: Quantity): bigint | undefined {
  if (!small || small.scale < 0) return undefined;
  const value = scaled(small.value, small.scale);
  return fits(value) ? value : undefined;
}

export function fromInteger(value: bigint): Quantity {
  return { nanos: value * NANO, small: { value, scale: 0 } };
}

export function add(left: Quantity, right: Quantity): Quantity {
  const nanos = left.nanos + right.nanos;
  if (!left.small || !right.small) return { nanos };
  if (left.small.value === 0n) return { nanos, small: right.small };
  if (right.small.value === 0n) return { nanos, small: left.small };
  const scale = Math.min(left.small.scale, right.small.scale);
  const terms = [left.small, right.small].map((term) => scaled(term.value, term.scale - scale));
  const value = (terms[0] as bigint) + (terms[1] as bigint);
  return [...terms, value].every(fits) ? { nanos, small: { value, scale } } : { nanos };
}

export function negated({ nanos, small }: Quantity): Quantity {
  return { nanos: -nanos, ...(small && { small: { value: -small.value, scale: small.scale } }) };
}

export function approximately({ nanos }: Quantity): number {
  return Number(nanos / NANO) + Number(nanos % NANO) / 1e9;
}
