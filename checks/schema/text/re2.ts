import {
  classText,
  complement,
  foldedRange,
  foldings,
  isProperty,
  LAST,
  PERL,
  POSIX,
  type Range,
} from './re2-classes.js';

/**
 * Regular expressions as Go reads them (RE2 syntax, Go's package regexp/syntax), run by JavaScript's engine. What the two read differently is
 * translated: flags inside the expression, `\s` and `.`, POSIX classes, `\z`, `\Q…\E`, quantified assertions. Both prefer
 * the leftmost match and earlier alternatives. JavaScript's engine goes back, so an expression made for it can take long;
 * RE2's cannot.
 */
export class Re2Error extends Error {}

const cache = new Map<string, RegExp | Re2Error>();

/**
 * @returns a global expression, for `matchAll`; for one test use `matches`
 * @throws Re2Error where Go refuses the expression
 */
export function re2(pattern: string): RegExp {
  let found = cache.get(pattern);
  if (found === undefined) {
    found = compile(pattern);
    cache.set(pattern, found);
  }
  if (found instanceof Re2Error) throw found;
  return found;
}

/** Whether the expression matches anywhere in the text. */
export function matches(pattern: string, text: string): boolean {
  const expression = re2(pattern);
  expression.lastIndex = 0;
  return expression.test(text);
}

function compile(pattern: string): RegExp | Re2Error {
  try {
    return new RegExp(new Translation(pattern).run(), 'gu');
  } catch (error) {
    return error instanceof Re2Error ? error : new Re2Error(`the expression ${pattern} cannot be read`);
  }
}

interface Flags {
  readonly i: boolean;
  readonly m: boolean;
  readonly s: boolean;
  readonly U: boolean;
}

const CONTROL: { readonly [letter: string]: number } = { a: 7, f: 12, n: 10, r: 13, t: 9, v: 11 };
const MOST_REPEATS = 1000;

class Translation {
  private readonly characters: readonly string[];
  private at = 0;

  constructor(private readonly pattern: string) {
    this.characters = [...pattern];
  }

  run(): string {
    const text = this.alternatives({ i: false, m: false, s: false, U: false });
    if (this.at < this.characters.length) throw this.error('unexpected )');
    return text;
  }

  private alternatives(outer: Flags): string {
    let flags = outer;
    const parts: string[] = [];
    let text = '';
    while (this.at < this.characters.length) {
      const character = this.characters[this.at] as string;
      if (character === ')') break;
      if (character === '|') {
        parts.push(text);
        text = '';
        this.at += 1;
        continue;
      }
      const changed = this.flagsAlone(flags);
      if (changed) {
        flags = changed;
        continue;
      }
      const atom = this.atom(flags);
      text += this.repeated(atom, flags);
    }
    parts.push(text);
    return parts.join('|');
  }

  /** `(?i)` holds to the end of its group. */
  private flagsAlone(flags: Flags): Flags | undefined {
    const match = /^\(\?([imsU]*)(?:-([imsU]+))?\)/.exec(this.rest(20));
    if (!match || (match[1] === '' && match[2] === undefined)) return undefined;
    this.at += match[0].length;
    return changedFlags(flags, match[1] ?? '', match[2] ?? '');
  }

  private atom(flags: Flags): string {
    const character = this.characters[this.at] as string;
    switch (character) {
      case '(':
        return this.group(flags);
      case '[':
        return this.characterClass(flags);
      case '.':
        this.at += 1;
        return flags.s ? '[^]' : '[^\\n]';
      case '^':
        this.at += 1;
        return flags.m ? '(?<![^\\n])' : '(?:^)';
      case '$':
        this.at += 1;
        return flags.m ? '(?![^\\n])' : '(?:$)';
      case '*':
      case '+':
      case '?':
        throw this.error(`nothing to repeat before ${character}`);
      case '\\':
        return this.escape(flags);
      default:
        if (character === '{' && this.repeatCount()) throw this.error('nothing to repeat before {');
        this.at += 1;
        return literal(character, flags);
    }
  }

  private group(flags: Flags): string {
    this.at += 1;
    let inner = flags;
    const start = this.rest(80);
    const named = /^\?P?<(\w+)>/.exec(start);
    const flagged = /^\?([imsU]*)(?:-([imsU]+))?:/.exec(start);
    if (named) this.at += named[0].length;
    else if (flagged) {
      this.at += flagged[0].length;
      inner = changedFlags(flags, flagged[1] ?? '', flagged[2] ?? '');
    } else if (start.startsWith('?')) throw this.error('a group of an unknown kind');
    const text = this.alternatives(inner);
    if (this.characters[this.at] !== ')') throw this.error('a ) is missing');
    this.at += 1;
    return `(?:${text})`;
  }

  private repeated(atom: string, flags: Flags): string {
    const quantifier = this.quantifier();
    if (quantifier === undefined) return atom;
    let lazy = flags.U;
    if (this.characters[this.at] === '?') {
      lazy = !lazy;
      this.at += 1;
    }
    if (this.quantifier() !== undefined) throw this.error('a repetition of a repetition');
    const single = /^(\\?.|\(\?:[^()]*\)|\[[^\]\\]*\])$/su.test(atom) ? atom : `(?:${atom})`;
    return `${single}${quantifier}${lazy ? '?' : ''}`;
  }

  private quantifier(): string | undefined {
    const character = this.characters[this.at];
    if (character === '*' || character === '+' || character === '?') {
      this.at += 1;
      return character;
    }
    const counted = character === '{' ? this.repeatCount() : undefined;
    if (counted === undefined) return undefined;
    const [text, least, most] = counted;
    if (least > MOST_REPEATS || most > MOST_REPEATS || most < least) throw this.error(`repeats out of bounds: ${text}`);
    this.at += text.length;
    return text;
  }

  private repeatCount(): [string, number, number] | undefined {
    const match = /^\{(\d+)(,(\d*))?\}/.exec(this.rest(20));
    if (!match) return undefined;
    const least = Number(match[1]);
    return [match[0], least, match[3] ? Number(match[3]) : least];
  }

  private escape(flags: Flags): string {
    const letter = this.characters[this.at + 1];
    if (letter === undefined) throw this.error('a \\ at the end');
    if (letter === 'Q') return this.quoted(flags);
    const assertion = { A: '(?:^)', z: '(?:$)', b: '\\b', B: '\\B' }[letter];
    if (assertion) {
      this.at += 2;
      return `(?:${assertion})`;
    }
    const set = this.escapedSet();
    if (set !== undefined) return typeof set === 'string' ? set : classText(set, false);
    return literal(String.fromCodePoint(this.escapedCharacter()), flags);
  }

  /** All between `\Q` and `\E` stands for itself; a repetition after it is the last character's. */
  private quoted(flags: Flags): string {
    const end = this.pattern.indexOf('\\E', this.offset() + 2);
    const text = this.pattern.slice(this.offset() + 2, end < 0 ? undefined : end);
    const quoted = [...text];
    this.at += 2 + quoted.length + (end < 0 ? 0 : 2);
    const last = quoted.pop();
    const before = quoted.map((character) => literal(character, flags)).join('');
    return last === undefined ? '(?:)' : before + this.repeated(literal(last, flags), flags);
  }

  /** `\d`, `\W`, `\pN`, `\p{Greek}`: ranges, or text where JavaScript knows the set by the same name. */
  private escapedSet(): readonly Range[] | string | undefined {
    const letter = this.characters[this.at + 1] as string;
    const perl = PERL[letter.toLowerCase()];
    if (perl) {
      this.at += 2;
      return letter === letter.toLowerCase() ? perl : complement(perl);
    }
    if (letter !== 'p' && letter !== 'P') return undefined;
    const match = /^\\[pP](?:\{(\^?)([\w]+)\}|([A-Z]))/.exec(this.rest(60));
    if (!match) throw this.error('an unknown class after \\p');
    this.at += [...match[0]].length;
    const negative = (letter === 'P') !== (match[1] === '^');
    const name = (match[2] ?? match[3]) as string;
    for (const property of [name, `Script=${name}`]) {
      const text = `\\${negative ? 'P' : 'p'}{${property}}`;
      if (name.length <= 2 !== property.includes('=') && isProperty(text)) return text;
    }
    throw this.error(`no Unicode class is called ${name}`);
  }

  private escapedCharacter(): number {
    const rest = this.rest(12);
    const hexadecimal = /^\\x(?:([0-9a-fA-F]{2})|\{([0-9a-fA-F]{1,6})\})/.exec(rest);
    if (hexadecimal) {
      this.at += hexadecimal[0].length;
      const code = Number.parseInt((hexadecimal[1] ?? hexadecimal[2]) as string, 16);
      if (code > LAST) throw this.error('a code point out of bounds');
      return code;
    }
    const octal = /^\\(0[0-7]{0,2}|[1-7][0-7]{1,2})/.exec(rest);
    if (octal) {
      this.at += octal[0].length;
      return Number.parseInt(octal[1] as string, 8);
    }
    const letter = this.characters[this.at + 1] as string;
    const control = CONTROL[letter];
    if (control === undefined && /[\p{L}\p{N}]|[^\0-\x7f]/u.test(letter))
      throw this.error(`an unknown escape \\${letter}`);
    this.at += 2;
    return control ?? (letter.codePointAt(0) as number);
  }

  private characterClass(flags: Flags): string {
    this.at += 1;
    const negative = this.characters[this.at] === '^';
    if (negative) this.at += 1;
    const ranges: Range[] = [];
    let properties = '';
    for (let first = true; ; first = false) {
      const character = this.characters[this.at];
      if (character === undefined) throw this.error('a ] is missing');
      if (character === ']' && !first) break;
      const posix = /^\[:(\^?)(\w+):\]/.exec(this.rest(20));
      if (character === '[' && posix) {
        const known = POSIX[posix[2] as string];
        if (!known) throw this.error(`no class is called ${posix[2]}`);
        this.at += posix[0].length;
        ranges.push(...(posix[1] ? complement(known) : known));
        continue;
      }
      const set = character === '\\' ? this.escapedSet() : undefined;
      if (typeof set === 'string') properties += set;
      else if (set) ranges.push(...set);
      else ranges.push(this.range());
    }
    this.at += 1;
    const all = flags.i ? ranges.flatMap(foldedRange) : ranges;
    return classText(all, negative, properties);
  }

  private range(): Range {
    const low = this.classCharacter();
    if (this.characters[this.at] !== '-' || this.characters[this.at + 1] === ']') return [low, low];
    if (this.characters[this.at + 1] === undefined) throw this.error('a ] is missing');
    this.at += 1;
    const high = this.classCharacter();
    if (high < low) throw this.error('a range that goes backwards');
    return [low, high];
  }

  private classCharacter(): number {
    const character = this.characters[this.at];
    if (character === undefined) throw this.error('a ] is missing');
    if (character === '\\') {
      if (this.characters[this.at + 1] === undefined) throw this.error('a \\ at the end');
      return this.escapedCharacter();
    }
    this.at += 1;
    return character.codePointAt(0) as number;
  }

  private rest(length: number): string {
    return this.characters.slice(this.at, this.at + length).join('');
  }

  private offset(): number {
    return this.characters.slice(0, this.at).join('').length;
  }

  private error(what: string): Re2Error {
    return new Re2Error(`${what} in the expression ${this.pattern}`);
  }
}

function changedFlags(flags: Flags, on: string, off: string): Flags {
  const value = (flag: keyof Flags): boolean => (on.includes(flag) || flags[flag]) && !off.includes(flag);
  return { i: value('i'), m: value('m'), s: value('s'), U: value('U') };
}

function literal(character: string, flags: Flags): string {
  if (flags.i) {
    const folded = foldings(character.codePointAt(0) as number);
    if (folded.length > 1)
      return classText(
        folded.map((code): Range => [code, code]),
        false,
      );
  }
  return /[\^$\\.*+?()[\]{}|/]/.test(character) ? `\\${character}` : character;
}
