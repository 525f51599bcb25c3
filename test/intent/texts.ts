import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** The texts of which refusals are made, read from the sources, so that none is left without a case. */
const root = resolve(import.meta.dirname, '../..');
const folders = ['intent', 'constructs', 'lowering', 'meshes/istio', 'meshes/outside'];

/** A text of a refusal, and what it looks like when it is shown. */
export interface Text {
  readonly file: string;
  readonly part: 'problem' | 'reason' | 'mend';
  readonly text: string;
  readonly pattern: RegExp;
}

export function refusalTexts(): readonly Text[] {
  const files = folders.flatMap((folder) => readdirSync(join(root, folder)).map((name) => join(folder, name)));
  return files
    .filter((file) => file.endsWith('.ts'))
    .flatMap((file) => {
      const source = readFileSync(join(root, file), 'utf8');
      return [...source.matchAll(/^\s*(problem|reason|mend):\s/gm)].flatMap((match) =>
        literalsOf(source, match.index + match[0].length).map((text) => ({
          file,
          part: match[1] as Text['part'],
          text,
          pattern: patternOf(text),
        })),
      );
    });
}

/** The literals that one value may be, such as both sides of a condition; a text has a space, what is compared has none. */
function literalsOf(source: string, start: number): readonly string[] {
  const literals: string[] = [];
  let depth = 0;
  for (let at = start; at < source.length && depth >= 0; at += 1) {
    const sign = source[at] as string;
    if (sign === ',' && depth === 0) break;
    if ('([{'.includes(sign)) depth += 1;
    if (')]}'.includes(sign)) depth -= 1;
    if (!'\'"`'.includes(sign)) continue;
    const end = endOfLiteral(source, at);
    const text = source.slice(at + 1, end);
    if (text.includes(' ')) literals.push(text);
    at = end;
  }
  return literals;
}

/** The place of the quote that ends a literal; templates may hold others. */
function endOfLiteral(source: string, start: number): number {
  const quote = source[start];
  for (let at = start + 1; at < source.length; at += 1) {
    if (source[at] === '\\') at += 1;
    else if (source[at] === quote) return at;
    else if (quote === '`' && source.startsWith('${', at)) at = endOfSubstitution(source, at);
  }
  throw new Error(`the literal at ${start} does not end`);
}

function endOfSubstitution(source: string, start: number): number {
  let depth = 0;
  for (let at = start + 1; at < source.length; at += 1) {
    const sign = source[at] as string;
    if (sign === '{') depth += 1;
    else if (sign === '}') depth -= 1;
    else if ('\'"`'.includes(sign)) at = endOfLiteral(source, at);
    if (depth === 0) return at;
  }
  throw new Error(`the substitution at ${start} does not end`);
}

/** What a literal looks like when it is shown: anything may stand where something is put in. */
function patternOf(literal: string): RegExp {
  const parts: string[] = [];
  let part = '';
  for (let at = 0; at < literal.length; at += 1) {
    if (literal.startsWith('${', at)) {
      at = endOfSubstitution(literal, at);
      parts.push(part);
      part = '';
    } else {
      if (literal[at] === '\\') at += 1;
      part += literal[at];
    }
  }
  return new RegExp(`^${[...parts, part].map((text) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('.*')}$`);
}
