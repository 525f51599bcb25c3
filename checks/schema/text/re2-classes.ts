/** Sets of characters, as ranges of code points. */
export type Range = readonly [number, number];

export const LAST = 0x10ffff;
const DIGIT: readonly Range[] = [[48, 57]];
const SPACE: readonly Range[] = [
  [9, 10],
  [12, 13],
  [32, 32],
];
const WORD: readonly Range[] = [
  [48, 57],
  [65, 90],
  [95, 95],
  [97, 122],
];
/** `\d`, `\s`, `\w`. */
export const PERL: { readonly [letter: string]: readonly Range[] } = { d: DIGIT, s: SPACE, w: WORD };
/** `[:alpha:]` and the like. */
export const POSIX: { readonly [name: string]: readonly Range[] } = {
  alnum: [
    [48, 57],
    [65, 90],
    [97, 122],
  ],
  alpha: [
    [65, 90],
    [97, 122],
  ],
  ascii: [[0, 127]],
  blank: [
    [9, 9],
    [32, 32],
  ],
  cntrl: [
    [0, 31],
    [127, 127],
  ],
  digit: DIGIT,
  graph: [[33, 126]],
  lower: [[97, 122]],
  print: [[32, 126]],
  punct: [
    [33, 47],
    [58, 64],
    [91, 96],
    [123, 126],
  ],
  space: [
    [9, 13],
    [32, 32],
  ],
  upper: [[65, 90]],
  word: WORD,
  xdigit: [
    [48, 57],
    [65, 70],
    [97, 102],
  ],
};
export function classText(ranges: readonly Range[], negative: boolean, properties = ''): string {
  const hex = (code: number): string => `\\u{${code.toString(16)}}`;
  const text = ranges.map(([low, high]) => (low === high ? hex(low) : `${hex(low)}-${hex(high)}`)).join('');
  // An empty class matches nothing, its complement everything.
  return `[${negative ? '^' : ''}${text}${properties}]`;
}

export function complement(ranges: readonly Range[]): readonly Range[] {
  const out: Range[] = [];
  let next = 0;
  for (const [low, high] of ranges) {
    if (low > next) out.push([next, low - 1]);
    next = high + 1;
  }
  if (next <= LAST) out.push([next, LAST]);
  return out;
}

/** The letters that are the same but for case; the Kelvin sign is a k, the long s an s. */
export function foldings(code: number): number[] {
  const character = String.fromCodePoint(code);
  const lower = single(character.toLowerCase()) ?? code;
  const upper = single(character.toUpperCase()) ?? code;
  const special = lower === 0x6b ? [0x212a] : lower === 0x73 ? [0x17f] : [];
  return [...new Set([code, lower, upper, ...special])];
}

function single(text: string): number | undefined {
  return [...text].length === 1 ? text.codePointAt(0) : undefined;
}

const MOST_FOLDED = 2000;

export function foldedRange([low, high]: Range): Range[] {
  if (high - low > MOST_FOLDED) return [[low, high]];
  const codes = Array.from({ length: high - low + 1 }, (_, index) => low + index).flatMap(foldings);
  return [[low, high], ...codes.filter((code) => code < low || code > high).map((code): Range => [code, code])];
}

export function isProperty(text: string): boolean {
  try {
    new RegExp(text, 'u');
    return true;
  } catch {
    return false;
  }
}
