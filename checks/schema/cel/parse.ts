import { Uint, type Value } from './values.js';

/** A rule as a tree. Operators are calls of their signs. */
export type Expression =
  | { readonly kind: 'literal'; readonly value: Value }
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'select'; readonly operand: Expression; readonly field: string; readonly optional: boolean }
  | { readonly kind: 'index'; readonly operand: Expression; readonly index: Expression; readonly optional: boolean }
  | { readonly kind: 'call'; readonly name: string; readonly target?: Expression; readonly args: readonly Expression[] }
  | { readonly kind: 'list'; readonly items: readonly Item[] }
  | { readonly kind: 'map'; readonly entries: readonly Entry[] };

export interface Item {
  readonly value: Expression;
  readonly optional: boolean;
}

export interface Entry extends Item {
  readonly key: Expression;
}

/** The rule is no CEL. */
export class CelSyntaxError extends Error {}

/** The grammar of CEL (cel-spec, "Syntax"), without message literals, which no rule of a CRD can use. */
export function parse(source: string): Expression {
  return new Parser(source).run();
}

interface Token {
  readonly kind: 'name' | 'sign' | 'literal' | 'end';
  readonly text: string;
  readonly value?: Value;
  readonly at: number;
}

const RESERVED = new Set(
  'as break const continue else false for function if import in let loop namespace null package return true var void while'.split(
    ' ',
  ),
);
/** What binds weaker stands before. */
const BINARY: readonly (readonly string[])[] = [
  ['||'],
  ['&&'],
  ['<', '<=', '>', '>=', '==', '!=', 'in'],
  ['+', '-'],
  ['*', '/', '%'],
];
const DEEPEST = 250;

class Parser {
  private readonly tokens: readonly Token[];
  private next = 0;
  private depth = 0;

  constructor(private readonly source: string) {
    this.tokens = tokensOf(source);
  }

  run(): Expression {
    const expression = this.expression();
    if (this.token.kind !== 'end') throw this.unexpected();
    return expression;
  }

  private get token(): Token {
    return this.tokens[this.next] as Token;
  }

  private expression(): Expression {
    this.depth += 1;
    if (this.depth > DEEPEST) throw new CelSyntaxError('the rule is nested too deep');
    const condition = this.binary(0);
    this.depth -= 1;
    if (!this.take('?')) return condition;
    const yes = this.binary(0);
    this.expect(':');
    return { kind: 'call', name: '?:', args: [condition, yes, this.expression()] };
  }

  private binary(level: number): Expression {
    const signs = BINARY[level];
    if (!signs) return this.unary();
    let left = this.binary(level + 1);
    while ((this.token.kind === 'sign' || this.token.text === 'in') && signs.includes(this.token.text)) {
      const { text } = this.token;
      this.next += 1;
      left = { kind: 'call', name: text, args: [left, this.binary(level + 1)] };
    }
    return left;
  }

  private unary(): Expression {
    if (this.take('!')) return { kind: 'call', name: '!_', args: [this.unary()] };
    if (!this.take('-')) return this.member();
    const operand = this.token.text === '-' || this.token.text === '!' ? this.unary() : this.member();
    // A sign before a number belongs to it: the least integer has no positive counterpart.
    const { value } = operand.kind === 'literal' ? operand : { value: undefined };
    if (typeof value === 'number' || (typeof value === 'bigint' && value > 0n))
      return { kind: 'literal', value: -value };
    return { kind: 'call', name: '-_', args: [operand] };
  }

  private member(): Expression {
    let operand = this.primary();
    for (;;) {
      if (this.take('.')) {
        const optional = this.take('?');
        const field = this.name();
        if (!optional && this.take('(')) operand = { kind: 'call', name: field, target: operand, args: this.list(')') };
        else operand = { kind: 'select', operand, field, optional };
      } else if (this.take('[')) {
        const optional = this.take('?');
        const index = this.expression();
        this.expect(']');
        operand = { kind: 'index', operand, index, optional };
      } else return operand;
    }
  }

  private primary(): Expression {
    const { kind, text, value } = this.token;
    if (kind === 'literal') {
      this.next += 1;
      if (value === 2n ** 63n && this.tokens[this.next - 2]?.text !== '-')
        throw new CelSyntaxError('an integer is too large');
      return { kind: 'literal', value };
    }
    if (kind === 'name' && (text === 'true' || text === 'false' || text === 'null')) {
      this.next += 1;
      return { kind: 'literal', value: text === 'null' ? null : text === 'true' };
    }
    if (kind === 'name' || this.take('.')) {
      const name = this.name(true);
      return this.take('(') ? { kind: 'call', name, args: this.list(')') } : { kind: 'name', name };
    }
    if (this.take('(')) {
      const inner = this.expression();
      this.expect(')');
      return inner;
    }
    if (this.take('[')) return { kind: 'list', items: this.items(']', () => this.item()) };
    if (this.take('{')) return { kind: 'map', entries: this.items('}', () => this.entry()) };
    throw this.unexpected();
  }

  private item(): Item {
    const optional = this.take('?');
    return { value: this.expression(), optional };
  }

  private entry(): Entry {
    const optional = this.take('?');
    const key = this.expression();
    this.expect(':');
    return { key, value: this.expression(), optional };
  }

  private list(end: string): Expression[] {
    return this.items(end, () => this.expression());
  }

  private items<T>(end: string, read: () => T): T[] {
    const items: T[] = [];
    while (!this.take(end)) {
      items.push(read());
      if (this.take(',')) {
        // A comma may stand behind the last item of a list or map, not of a call.
        if (end === ')' && this.token.text === ')') throw this.unexpected();
      } else if (this.token.text !== end || this.token.kind !== 'sign') throw this.unexpected();
    }
    return items;
  }

  /** Behind a dot the words of the language are no words of the language. */
  private name(free = false): string {
    const { kind, text } = this.token;
    if (kind !== 'name' || (free && RESERVED.has(text)) || text === 'in') throw this.unexpected();
    this.next += 1;
    return text;
  }

  private take(sign: string): boolean {
    if (this.token.kind !== 'sign' || this.token.text !== sign) return false;
    this.next += 1;
    return true;
  }

  private expect(sign: string): void {
    if (!this.take(sign)) throw this.unexpected();
  }

  private unexpected(): CelSyntaxError {
    const { kind, text, at } = this.token;
    const what = kind === 'end' ? 'the end' : JSON.stringify(text);
    return new CelSyntaxError(`unexpected ${what} at ${at} in the rule ${this.source}`);
  }
}

const SPACE = /(?:[ \t\n\f\r]|\/\/[^\n]*)+/y;
const NAME = /[A-Za-z_]\w*/y;
const SIGN = /\|\||&&|[<>=!]=|[-<>+*/%!?:.,()[\]{}]/y;
const FLOAT = /(?:\d+\.\d+|\.\d+)(?:[eE][+-]?\d+)?|\d+[eE][+-]?\d+/y;
const INTEGER = /(0x[0-9a-fA-F]+|\d+)([uU]?)/y;
const TEXT = /([rR]?[bB]?|[bB][rR])("""|'''|"|')/y;

function tokensOf(source: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  const match = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = at;
    return pattern.exec(source);
  };
  while (at < source.length) {
    const space = match(SPACE);
    if (space) {
      at += space[0].length;
      continue;
    }
    const token = readText(source, at, match(TEXT)) ?? readNumber(at, match(FLOAT), match(INTEGER));
    const name = token ? null : match(NAME);
    const sign = token || name ? null : match(SIGN);
    const found: Token | undefined =
      token ?? (name ? { kind: 'name', text: name[0], at } : sign ? { kind: 'sign', text: sign[0], at } : undefined);
    if (!found) throw new CelSyntaxError(`unexpected ${JSON.stringify(source[at])} at ${at} in the rule ${source}`);
    tokens.push(found);
    at += found.text.length;
  }
  tokens.push({ kind: 'end', text: '', at });
  return tokens;
}

function readNumber(at: number, float: RegExpExecArray | null, integer: RegExpExecArray | null): Token | undefined {
  if (float) return { kind: 'literal', text: float[0], value: Number(float[0]), at };
  if (!integer) return undefined;
  const value = BigInt(integer[1] as string);
  if (integer[2]) return { kind: 'literal', text: integer[0], value: new Uint(value), at };
  // One more than the largest may follow a minus sign.
  if (value > 2n ** 63n) throw new CelSyntaxError(`the integer ${value} is too large`);
  return { kind: 'literal', text: integer[0], value, at };
}

function readText(source: string, at: number, start: RegExpExecArray | null): Token | undefined {
  if (!start) return undefined;
  const [opening, prefix = '', quote = ''] = start;
  const raw = /r/i.test(prefix);
  let end = at + opening.length;
  while (!source.startsWith(quote, end)) {
    if (end >= source.length || (quote.length === 1 && source[end] === '\n'))
      throw new CelSyntaxError('a text has no end');
    end += source[end] === '\\' && !raw ? 2 : 1;
  }
  const body = source.slice(at + opening.length, end);
  const text = source.slice(at, end + quote.length);
  const bytes = /b/i.test(prefix);
  return { kind: 'literal', text, value: bytes ? bytesOf(body, raw) : raw ? body : unescaped(body), at };
}

const ESCAPE = /\\(?:x([0-9a-fA-F]{2})|X([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([0-3][0-7]{2})|(.))/gs;
const CONTROL: { readonly [letter: string]: string } = {
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
};

function unescaped(body: string): string {
  return body.replace(ESCAPE, (all, x, X, u, U, octal, letter) => {
    if (octal !== undefined) return String.fromCodePoint(Number.parseInt(octal, 8));
    if (letter === undefined) return String.fromCodePoint(Number.parseInt(x ?? X ?? u ?? U, 16));
    return escapedLetter(all, letter);
  });
}

function escapedLetter(all: string, letter: string): string {
  const control = CONTROL[letter];
  if (control !== undefined) return control;
  if ('\\\'"`?'.includes(letter)) return letter;
  throw new CelSyntaxError(`an unknown escape ${all}`);
}

/** In bytes an escape is one byte, all else is UTF-8. */
function bytesOf(body: string, raw: boolean): Uint8Array {
  const encoder = new TextEncoder();
  if (raw) return encoder.encode(body);
  const out: number[] = [];
  let from = 0;
  for (const match of body.matchAll(ESCAPE)) {
    const [all, x, X, u, U, octal, letter] = match;
    out.push(...encoder.encode(body.slice(from, match.index)));
    const byte = octal !== undefined ? Number.parseInt(octal, 8) : Number.parseInt(x ?? X ?? '', 16);
    if (!Number.isNaN(byte)) out.push(byte);
    else if (letter !== undefined) out.push(...encoder.encode(escapedLetter(all, letter)));
    else out.push(...encoder.encode(String.fromCodePoint(Number.parseInt((u ?? U) as string, 16))));
    from = match.index + all.length;
  }
  out.push(...encoder.encode(body.slice(from)));
  return new Uint8Array(out);
}
