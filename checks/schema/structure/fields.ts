import { type Problem, type Problems, problem } from '../problem.js';
import { isObject, type JsonObject } from '../schema.js';
import { count, didYouMean, names, showTyped } from '../words.js';

const articles: { readonly [type: string]: string } = {
  string: 'a string',
  integer: 'a whole number',
  number: 'a number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  'int-or-string': 'a whole number or a string',
};

/** `hidden`: the value is a secret and not for printing. */
export function wrongType(value: unknown, type: string, hidden = false): Problem[] {
  const wanted = (Object.hasOwn(articles, type) && articles[type]) || type;
  if (hidden) return problem('MSH102', `The value has the wrong type: ${wanted} is wanted.`);
  return problem('MSH102', `${sentence(showTyped(value))} stands here, but ${wanted} is wanted.${mend(value, type)}`);
}

function sentence(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function mend(value: unknown, type: string): string {
  if (value === null) return ' Leave it out, or give it a value.';
  if (type === 'string' && (typeof value === 'number' || typeof value === 'boolean'))
    return ` Put it in quotes: "${value}".`;
  if (typeof value === 'string') {
    const number = type === 'integer' ? /^-?\d{1,15}$/ : type === 'number' ? /^-?\d{1,15}(\.\d+)?$/ : undefined;
    if (number?.test(value)) return ` Write ${value} without quotes.`;
    if (type === 'boolean' && /^(true|false)$/i.test(value)) return ` Write ${value.toLowerCase()} without quotes.`;
  }
  if (type === 'array' && (isObject(value) || typeof value === 'string'))
    return ' Put it in a list, even if it is the only one.';
  return '';
}

export function unknownField(name: string, known: readonly string[]): Problem[] {
  const hint = didYouMean(name, known, (each) => `\`${each}\``);
  const message = `There is no field \`${name}\` here.${hint} An API server refuses it in strict mode and silently drops it otherwise.`;
  return problem('MSH101', message, name);
}

/** The problem stands where the field should. */
export function missingField(name: string, required: readonly string[]): Problem[] {
  const others = required.length > 1 ? ` (${names(required)} are)` : '';
  return problem('MSH103', `The field \`${name}\` is missing; it is required${others}.`, name);
}

/** What is set; JavaScript's undefined is left out of YAML and JSON. */
export function isSet(object: JsonObject, key: string): boolean {
  return Object.hasOwn(object, key) && object[key] !== undefined;
}

export function sizeCheck(
  least: number | undefined,
  most: number | undefined,
  noun: string,
): ((size: number) => Problems) | undefined {
  if (least === undefined && most === undefined) return undefined;
  return (size) => {
    if (most !== undefined && size > most)
      return problem('MSH106', `${count(size, noun)} are too many: at most ${most} may be here.`);
    if (least !== undefined && size < least) {
      const has = size === 0 ? `No ${noun} is here` : `${count(size, noun)} ${size === 1 ? 'is' : 'are'} too few`;
      return problem('MSH106', `${has}: at least ${least} ${least === 1 ? 'has' : 'have'} to be.`);
    }
    return undefined;
  };
}
