import { trimSpace } from '../../text/space.js';
import { CelError, type Value } from '../values.js';
import { formatText } from './format-text.js';
import { isInt, isList, isText, type Library, typed } from './function.js';

/** The strings extension of cel-go, version 2. Positions count code points. */
export const strings: Library = {
  '.charAt(1)': typed([isText, isInt], (text, index) => {
    const characters = charactersOf(text);
    const at = Number(index);
    inside(at, 0, characters.length);
    return characters[at] ?? '';
  }),
  '.lowerAscii(0)': typed([isText], (text) => text.replace(/[A-Z]+/g, (part) => part.toLowerCase())),
  '.upperAscii(0)': typed([isText], (text) => text.replace(/[a-z]+/g, (part) => part.toUpperCase())),
  '.trim(0)': typed([isText], trimSpace),
  '.replace(2)': typed([isText, isText, isText], (text, from, to) => replaced(text, from, to, -1)),
  '.replace(3)': typed([isText, isText, isText, isInt], (text, from, to, most) =>
    replaced(text, from, to, Number(most)),
  ),
  '.split(1)': typed([isText, isText], (text, separator) => split(text, separator, -1)),
  '.split(2)': typed([isText, isText, isInt], (text, separator, most) => split(text, separator, Number(most))),
  '.substring(1)': typed([isText, isInt], (text, start) => substring(text, Number(start))),
  '.substring(2)': typed([isText, isInt, isInt], (text, start, end) => substring(text, Number(start), Number(end))),
  '.join(0)': typed([isList], (list) => join(list, '')),
  '.join(1)': typed([isList, isText], (list, separator) => join(list, separator)),
  '.format(1)': typed([isText, isList], formatText),
  'strings.quote(1)': typed([isText], quote),
};

function charactersOf(text: string): readonly string[] {
  return [...text];
}

function inside(index: number, least: number, most: number): void {
  if (index < least || index > most) throw new CelError(`index out of range: ${index}`);
}

function substring(text: string, start: number, end?: number): string {
  const characters = charactersOf(text);
  const to = end ?? characters.length;
  inside(start, 0, characters.length);
  inside(to, start, characters.length);
  return characters.slice(start, to).join('');
}

/** Where the part begins, from the offset on; an empty part is at the offset, wherever that is. */
export function textIndexOf(text: string, part: string, offset = 0n): bigint {
  if (part === '') return offset;
  const characters = charactersOf(text);
  const from = Number(offset);
  if (from < 0) throw new CelError(`index out of range: ${from}`);
  if (from >= characters.length) return -1n;
  const found = characters.slice(from).join('').indexOf(part);
  return found < 0 ? -1n : BigInt(from + charactersOf(characters.slice(from).join('').slice(0, found)).length);
}

/** Where the part begins last, not behind the offset. */
export function textLastIndexOf(text: string, part: string, offset?: bigint): bigint {
  const characters = charactersOf(text);
  if (part === '') return offset ?? BigInt(characters.length);
  const wanted = charactersOf(part);
  const from = offset === undefined ? characters.length - 1 : Number(offset);
  if (from < 0 && offset !== undefined) throw new CelError(`index out of range: ${from}`);
  if (from >= characters.length) return -1n;
  for (let at = Math.min(from, characters.length - wanted.length); at >= 0; at -= 1) {
    if (wanted.every((character, index) => characters[at + index] === character)) return BigInt(at);
  }
  return -1n;
}

/** An empty part is between all characters, and at both ends. */
function replaced(text: string, from: string, to: string, most: number): string {
  if (most === 0) return text;
  const parts = from === '' ? ['', ...charactersOf(text), ''] : text.split(from);
  let left = most < 0 ? Number.POSITIVE_INFINITY : most;
  return parts.reduce((whole, part, index) => {
    if (index === 0) return part;
    left -= 1;
    return whole + (left >= 0 ? to : from) + part;
  }, '');
}

function split(text: string, separator: string, most: number): readonly string[] {
  if (most === 0) return [];
  const parts = separator === '' ? charactersOf(text) : text.split(separator);
  if (most < 0 || parts.length <= most) return parts;
  return [...parts.slice(0, most - 1), parts.slice(most - 1).join(separator)];
}

function join(list: readonly Value[], separator: string): string {
  for (const item of list) if (typeof item !== 'string') throw new CelError('join: an item is no string');
  return list.join(separator);
}

const QUOTED: { readonly [character: string]: string } = {
  '\x07': '\\a',
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\v': '\\v',
  '\\': '\\\\',
  '"': '\\"',
};

function quote(text: string): string {
  return `"${charactersOf(text)
    .map((character) => QUOTED[character] ?? character)
    .join('')}"`;
}
