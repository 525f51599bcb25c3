/** One object of a file, and the construct that made it. */
export interface Document {
  readonly origin: string;
  readonly object: unknown;
}

/** A file of YAML documents, with a comment above each that names its construct. */
export function toYaml(documents: readonly Document[]): string {
  return documents.map(({ origin, object }) => `# Source: ${origin}\n${emit(object)}`).join('---\n');
}

/**
 * JSON data as YAML in block style, as people write it. Every string that some reader of YAML 1.1 or 1.2 would take for
 * something else is quoted (kubectl and the controllers read 1.1). Fields that are undefined are left out, as JSON does.
 * Its own emitter because js-yaml's builds a tree of nodes first, which takes three times as long.
 */
export function emit(value: unknown): string {
  if (isCollection(value)) return isEmpty(value) ? `${flow(value)}\n` : block(value, '');
  return `${scalar(value, '')}\n`;
}

/** The lines of a mapping or list that is not empty, each ended by a line break. */
function block(value: object, indent: string): string {
  let text = '';
  if (Array.isArray(value)) {
    for (const item of value) text += `${indent}- ${inList(item, indent)}`;
    return text;
  }
  for (const [key, item] of Object.entries(value)) {
    if (item === undefined) continue;
    text += key.length <= MAX_KEY ? `${indent}${keyText(key)}` : `${indent}? ${doubleQuoted(key)}\n${indent}`;
    text += `:${inMapping(item, indent)}`;
  }
  return text;
}

/** What follows `key:`, up to its line break. */
function inMapping(item: unknown, indent: string): string {
  if (!isCollection(item)) return ` ${scalar(item, indent)}\n`;
  return isEmpty(item) ? ` ${flow(item)}\n` : `\n${block(item, `${indent}  `)}`;
}

/** What follows `- `: a mapping or list starts on the same line, so its first indentation is the dash itself. */
function inList(item: unknown, indent: string): string {
  if (!isCollection(item)) return `${scalar(item ?? null, indent)}\n`;
  return isEmpty(item) ? `${flow(item)}\n` : block(item, `${indent}  `).slice(indent.length + 2);
}

function isCollection(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

function isEmpty(value: object): boolean {
  if (Array.isArray(value)) return value.length === 0;
  for (const key in value) if ((value as Record<string, unknown>)[key] !== undefined) return false;
  return true;
}

function flow(value: object): string {
  return Array.isArray(value) ? '[]' : '{}';
}

/** Words, paths, flags, images and host names: nothing that any reader of YAML takes for something else than a string. */
const WORD = /^(?:[A-Za-z/]|\.\.?\/|--?(?=[A-Za-z]))[A-Za-z0-9_./{}*,=@+-]*(?::[A-Za-z0-9_./-]+)*$/;
/** Durations and quantities (`3s`, `50m`, `64Mi`): digits, then a letter that is part of no number. */
const AMOUNT = /^(?!0[xob])[0-9]+[a-df-zA-DF-Z][A-Za-z0-9,-]*$/;
/** What readers of YAML 1.1 or 1.2 read as a boolean, a null or a number. */
const NOT_A_STRING = /^(y|n|yes|no|on|off|true|false|null|-?e[-+]?[0-9]+)$/i;
/** Printable ASCII without a quote of its own: single quotes are enough for it. */
const QUOTABLE = /^[ -&(-~]*$/;

/** A longer key has to be announced by `? ` (YAML 1.2, section 7.4.2: 1024 characters, its quotes and escapes included). */
const MAX_KEY = 128;

const keyTexts = new Map<string, string>();

function keyText(key: string): string {
  let text = keyTexts.get(key);
  if (text === undefined) {
    text = QUOTABLE.test(key) ? string(key) : doubleQuoted(key);
    keyTexts.set(key, text);
  }
  return text;
}

/** As JSON, with what YAML 1.1 takes for a line break or cannot print escaped too. */
function doubleQuoted(text: string): string {
  return JSON.stringify(text).replace(
    /[\u007f-\u00a0\u2028\u2029\ufeff\ufffe\uffff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

function scalar(value: unknown, indent: string): string {
  if (typeof value !== 'string') return `${value}`; // as JSON writes numbers, booleans and null
  if (QUOTABLE.test(value)) return string(value);
  return LITERAL.test(value) ? literal(value, indent) : doubleQuoted(value);
}

function string(value: string): string {
  return (WORD.test(value) || AMOUNT.test(value)) && !NOT_A_STRING.test(value) ? value : `'${value}'`;
}

/** Lines of printable characters, the first neither empty nor indented, with at most one line break at the end. */
const LITERAL = /^(?=[!-~\u00a1-\u1fff])(?!.*\n\n$)[\n -~\u00a1-\u1fff]*\n[\n -~\u00a1-\u1fff]*$/s;

function literal(value: string, indent: string): string {
  const ended = value.endsWith('\n');
  const lines = (ended ? value.slice(0, -1) : value).split('\n');
  return `${ended ? '|' : '|-'}\n${lines.map((line) => (line === '' ? '' : `${indent}  ${line}`)).join('\n')}`;
}
