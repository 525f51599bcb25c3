import { type Problems, problem } from '../problem.js';
import type { Schema } from '../schema.js';
import { type Format, formatNamed } from '../text/format.js';
import { matches, Re2Error } from '../text/re2.js';
import { count, didYouMean, listed, show } from '../words.js';
import { wrongType } from './fields.js';
import { patternWords } from './pattern-words.js';

/** Text and number checks of a schema, without its type. Nothing where there is nothing to check. */
export type TextCheck = (text: string) => Problems;
export type NumberCheck = (number: number) => Problems;

const CHARACTER = 'character';

/** Length, pattern, format, in the server's order, and the first that fails. */
export function textCheck(schema: Schema, hidden: boolean): TextCheck | undefined {
  const { minLength, maxLength, pattern } = schema;
  const format = formatNamed(schema.format);
  if (minLength === undefined && maxLength === undefined && !pattern && !format) return undefined;
  const text = hidden ? () => 'The value' : (value: string) => show(value);
  return (value) => {
    if (maxLength !== undefined && value.length > maxLength && lengthOf(value) > maxLength) {
      return problem(
        'MSH105',
        `${text(value)} is ${count(lengthOf(value), CHARACTER)} long; ${maxLength} is the most.`,
      );
    }
    if (minLength !== undefined && (value.length < minLength || lengthOf(value) < minLength)) {
      const message =
        value === '' ? 'The text is empty' : `${text(value)} is ${count(lengthOf(value), CHARACTER)} long`;
      return problem(
        'MSH105',
        `${message}; at least ${count(minLength, CHARACTER)} ${minLength === 1 ? 'is' : 'are'} wanted.`,
      );
    }
    if (pattern && !fits(pattern, value)) return problem('MSH105', notMatching(text(value), pattern));
    if (format && !format.holds(value)) return notInFormat(text(value), format);
    return undefined;
  };
}

export function notInFormat(shown: string, { wanted }: Format): Problems {
  return problem('MSH105', `${shown} has the wrong form: it has to be ${wanted}.`);
}

function notMatching(shown: string, pattern: string): string {
  const wanted = Object.hasOwn(patternWords, pattern) ? patternWords[pattern] : undefined;
  if (wanted) return `${shown} has the wrong form: it has to be ${wanted}.`;
  return `${shown} does not match the pattern \`${pattern}\`.`;
}

/** An expression that Go cannot read fits nothing: the server refuses every value. */
function fits(pattern: string, text: string): boolean {
  try {
    return matches(pattern, text);
  } catch (error) {
    if (error instanceof Re2Error) return false;
    throw error;
  }
}

/** In code points, as Go counts. */
function lengthOf(text: string): number {
  let length = 0;
  for (const _ of text) length += 1;
  return length;
}

/** Bounds and multiples. A whole number is compared as one, so a bound loses its fraction: so does the server. */
export function boundsCheck(schema: Schema): NumberCheck | undefined {
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf } = schema;
  if (minimum === undefined && maximum === undefined && multipleOf === undefined) return undefined;
  return (value) => {
    const bound = (limit: number): number => (Number.isInteger(value) ? Math.trunc(limit) : limit);
    if (minimum !== undefined && (exclusiveMinimum ? value <= bound(minimum) : value < bound(minimum))) {
      return problem(
        'MSH106',
        `${value} is too small: ${exclusiveMinimum ? 'more than' : 'at least'} ${minimum} is wanted.`,
      );
    }
    if (maximum !== undefined && (exclusiveMaximum ? value >= bound(maximum) : value > bound(maximum))) {
      return problem(
        'MSH106',
        `${value} is too large: ${exclusiveMaximum ? 'less than' : 'at most'} ${maximum} is allowed.`,
      );
    }
    if (multipleOf !== undefined && !isMultiple(value, multipleOf)) {
      return problem('MSH106', `${value} is no multiple of ${multipleOf}.`);
    }
    return undefined;
  };
}

function isMultiple(value: number, factor: number): boolean {
  if (Number.isInteger(value) && Number.isInteger(factor)) return value % factor === 0;
  return isNearlyWhole(factor < 1 ? (1 / factor) * value : value / factor);
}

/** What the server takes for whole where it does not know that it has to be: 8080.000000001 for a port or its name. */
export function isNearlyWhole(value: number): boolean {
  if (Number.isInteger(value)) return isInt64(value);
  const whole = Math.trunc(value);
  return whole > 0 && (value - whole) / (value + whole) < 1e-9;
}

/** Whole numbers that fit 64 bits, the last exclusive: JavaScript's numbers cannot tell 2^63 - 1 from 2^63. */
export function isInt64(value: number): boolean {
  return Number.isInteger(value) && value >= -(2 ** 63) && value < 2 ** 63;
}

/** Why a number is no whole number of 64 bits. */
export function notInt64(value: number, type: string): Problems {
  if (!Number.isInteger(value)) return wrongType(value, type);
  return problem('MSH106', `${value} does not fit in 64 bits.`);
}

export function isInt32(value: number): boolean {
  return Number.isInteger(value) && value >= -(2 ** 31) && value < 2 ** 31;
}

const LARGEST_FLOAT = 3.4028235677973366e38;

/** Whether the number fits its format; the type is looked at elsewhere. */
export function widthCheck({ type, format }: Schema): NumberCheck | undefined {
  if (type === 'integer' && format === 'int32') {
    return (value) =>
      isInt32(value)
        ? undefined
        : problem('MSH106', `${value} does not fit in 32 bits: from -2147483648 to 2147483647 is allowed.`);
  }
  if (type === 'number' && format === 'float') {
    return (value) =>
      Math.abs(value) < LARGEST_FLOAT
        ? undefined
        : problem('MSH106', `${value} does not fit in 32 bits (format float).`);
  }
  return undefined;
}

export function notAllowed(value: unknown, values: readonly unknown[], hidden: boolean): Problems {
  if (hidden) return problem('MSH104', `The value is not allowed; use ${listed(values)}.`);
  const texts = values.filter((each) => typeof each === 'string');
  const hint = typeof value === 'string' ? didYouMean(value, texts, show) : '';
  const allowed = values.length === 1 ? `only ${show(values[0])} is` : `use ${listed(values)}`;
  return problem('MSH104', `${show(value)} is not allowed; ${allowed}.${hint}`);
}
