const UNITS: { readonly [unit: string]: bigint } = {
  ns: 1n,
  us: 1_000n,
  µs: 1_000n,
  μs: 1_000n,
  ms: 1_000_000n,
  s: 1_000_000_000n,
  m: 60_000_000_000n,
  h: 3_600_000_000_000n,
};
const MOST = 2n ** 63n - 1n;

/** Nanoseconds of a text such as `1h30m` or `-1.5s`, as Go's time.ParseDuration reads it. */
export function parseGoDuration(text: string): bigint | undefined {
  const sign = /^[-+]/.exec(text)?.[0];
  const rest = sign ? text.slice(1) : text;
  if (rest === '0') return 0n;
  const part = /(\d*)(?:\.(\d*))?([^\d.]+)/y;
  let total = 0n;
  while (part.lastIndex < rest.length) {
    const [, whole = '', fraction, unit = ''] = part.exec(rest) ?? [];
    const factor = Object.hasOwn(UNITS, unit) ? UNITS[unit] : undefined;
    if (factor === undefined || (whole === '' && !fraction)) return undefined;
    total += BigInt(whole || '0') * factor;
    if (fraction) total += (BigInt(fraction) * factor) / 10n ** BigInt(fraction.length);
    if (total > MOST + (sign === '-' ? 1n : 0n)) return undefined;
  }
  if (rest === '') return undefined;
  return sign === '-' ? -total : total;
}

const DAY = 24n * 3_600_000_000_000n;
const LONG_UNITS: readonly (readonly [readonly string[], bigint])[] = [
  [['ns', 'nano'], 1n],
  [['us', 'µs', 'micro'], 1_000n],
  [['ms', 'milli'], 1_000_000n],
  [['s', 'sec'], 1_000_000_000n],
  [['m', 'min'], 60_000_000_000n],
  [['h', 'hr', 'hour'], 3_600_000_000_000n],
  [['d', 'day'], DAY],
  [['w', 'wk', 'week'], 7n * DAY],
];

/** Nanoseconds of a value of format `duration`: Go's form, or numbers with words anywhere in the text, such as `2 days`. */
export function parseFormatDuration(text: string): bigint | undefined {
  const go = parseGoDuration(text);
  if (go !== undefined) return go;
  let total: bigint | undefined;
  for (const [, number = '', word = ''] of text.matchAll(/(\d+)\s*([A-Za-zµ]+)/g)) {
    if (BigInt(number) > MOST) return undefined;
    const unit = word.toLowerCase();
    for (const [variants, factor] of LONG_UNITS) {
      // The last variant is the beginning of a word: `seconds`, `hours`.
      if (variants.includes(unit) || unit.startsWith(variants.at(-1) as string)) {
        total = (total ?? 0n) + BigInt(number) * factor;
      }
    }
  }
  return total;
}
