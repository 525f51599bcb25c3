/** A Kubernetes quantity (`100m`, `1.5Gi`, `1e3`), exact: units of 10^-9, the smallest there are. */
export type Nanos = bigint;

const NANO = 1_000_000_000n;
const BINARY: { readonly [suffix: string]: bigint } = { Ki: 10n, Mi: 20n, Gi: 30n, Ti: 40n, Pi: 50n, Ei: 60n };
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
const LARGEST = (2n ** 63n - 1n) * NANO;

/** As Kubernetes' resource.ParseQuantity reads it: what is finer than nano is rounded up, what is too large is capped. */
export function parseQuantity(text: string): Nanos | undefined {
  const match = /^([+-]?)(\d*)(?:\.(\d*))?(.*)$/s.exec(text);
  if (!match) return undefined;
  const [, sign, whole = '', fraction = '', suffix = ''] = match;
  if (whole === '' && fraction === '') return undefined;
  const digits = BigInt(whole + fraction);
  let value: bigint;
  let rest: bigint;
  if (Object.hasOwn(BINARY, suffix)) {
    const scaled = (digits << (BINARY[suffix] as bigint)) * NANO;
    const divisor = 10n ** BigInt(fraction.length);
    [value, rest] = [scaled / divisor, scaled % divisor];
  } else {
    const exponent = /^[eE][+-]?\d+$/.test(suffix) ? Number(suffix.slice(1)) : decimalExponent(suffix);
    if (exponent === undefined || Math.abs(exponent) > 2 ** 31) return undefined;
    const shift = exponent + 9 - fraction.length;
    // Far beyond what is kept, where a power of ten would only be slow.
    if (shift > 100) [value, rest] = [digits === 0n ? 0n : LARGEST, 0n];
    else if (shift < -100 - whole.length - fraction.length) [value, rest] = [0n, digits];
    else if (shift >= 0) [value, rest] = [digits * 10n ** BigInt(shift), 0n];
    else [value, rest] = [digits / 10n ** BigInt(-shift), digits % 10n ** BigInt(-shift)];
  }
  if (rest !== 0n) value += 1n;
  if (value > LARGEST) value = LARGEST;
  return sign === '-' ? -value : value;
}

function decimalExponent(suffix: string): number | undefined {
  return Object.hasOwn(DECIMAL, suffix) ? DECIMAL[suffix] : undefined;
}

export function isWhole(quantity: Nanos): boolean {
  return quantity % NANO === 0n;
}

export function wholeOf(quantity: Nanos): bigint {
  return quantity / NANO;
}

export function fromWhole(number: bigint): Nanos {
  return number * NANO;
}

export function approximately(quantity: Nanos): number {
  return Number(quantity / NANO) + Number(quantity % NANO) / 1e9;
}
