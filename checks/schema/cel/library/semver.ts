import { CelError, Opaque } from '../values.js';
import { is, isBool, isText, type Library, typed } from './function.js';

/** A version by Semantic Versioning 2.0.0; build metadata does not count. */
export class Semver extends Opaque {
  readonly type = 'kubernetes.Semver';

  constructor(
    readonly numbers: readonly bigint[],
    readonly before: readonly string[],
  ) {
    super();
  }

  equals(other: Opaque): boolean {
    return other instanceof Semver && this.compare(other) === 0;
  }

  compare(other: Semver): number {
    for (const [index, number] of this.numbers.entries()) {
      const theirs = other.numbers[index] as bigint;
      if (number !== theirs) return number < theirs ? -1 : 1;
    }
    // A release comes behind all that lead to it.
    if (this.before.length === 0 || other.before.length === 0)
      return Math.sign(other.before.length - this.before.length);
    for (const [index, part] of this.before.entries()) {
      const theirs = other.before[index];
      if (theirs === undefined) return 1;
      const order = comparePart(part, theirs);
      if (order !== 0) return order;
    }
    return Math.sign(this.before.length - other.before.length);
  }
}

/** Numbers come before texts. */
function comparePart(left: string, right: string): number {
  const [first, second] = [left, right].map((part) => (/^\d+$/.test(part) ? BigInt(part) : undefined));
  if (first !== undefined && second !== undefined) return first === second ? 0 : first < second ? -1 : 1;
  if (first !== undefined || second !== undefined) return first !== undefined ? -1 : 1;
  return left === right ? 0 : left < right ? -1 : 1;
}

const NUMBER = '(0|[1-9]\\d*)';
const VERSION = new RegExp(
  `^${NUMBER}\\.${NUMBER}\\.${NUMBER}(?:-((?:0|[1-9]\\d*|\\d*[A-Za-z-][0-9A-Za-z-]*)(?:\\.(?:0|[1-9]\\d*|\\d*[A-Za-z-][0-9A-Za-z-]*))*))?(?:\\+[0-9A-Za-z-]+(?:\\.[0-9A-Za-z-]+)*)?$`,
);

function parse(text: string, normalize: boolean): Semver | undefined {
  const normalized = normalize ? normalizedVersion(text) : text;
  const match = normalized === undefined ? null : VERSION.exec(normalized);
  if (!match) return undefined;
  const numbers = match.slice(1, 4).map(BigInt);
  if (numbers.some((number) => number >= 1n << 64n)) return undefined;
  return new Semver(numbers, match[4]?.split('.') ?? []);
}

/** `v1.02` is 1.2.0: without the v, without leading zeros, with all three numbers. */
function normalizedVersion(text: string): string | undefined {
  const [first = '', second, ...rest] = text.replace(/^v/, '').split('.');
  const parts = [first, ...(second === undefined ? [] : [second]), ...(rest.length > 0 ? [rest.join('.')] : [])];
  if (parts.length < 3 && /[+-]/.test(parts.at(-1) as string)) return undefined;
  const trimmed = parts.map((part) =>
    part.length > 1 ? part.replace(/^0+(?=\d)/, '').replace(/^0+(?!\d)/, '0') : part,
  );
  return [...trimmed, '0', '0'].slice(0, 3).join('.');
}

function semverOf(text: string, normalize: boolean): Semver {
  const version = parse(text, normalize);
  if (!version) throw new CelError(`${JSON.stringify(text)} is no version`);
  return version;
}

export const semver: Library = {
  'semver(1)': typed([isText], (text) => semverOf(text, false)),
  'semver(2)': typed([isText, isBool], semverOf),
  'isSemver(1)': typed([isText], (text) => parse(text, false) !== undefined),
  'isSemver(2)': typed([isText, isBool], (text, normalize) => parse(text, normalize) !== undefined),
  '.major(0)': typed([is(Semver)], ({ numbers }) => numbers[0]),
  '.minor(0)': typed([is(Semver)], ({ numbers }) => numbers[1]),
  '.patch(0)': typed([is(Semver)], ({ numbers }) => numbers[2]),
};
