import { parseIp } from './ip.js';

/** A URL as Go's net/url reads it: by RFC 3986, without the browser's mending. */
export interface GoUrl {
  readonly scheme: string;
  readonly host: string;
  readonly escapedPath: string;
  readonly query: string;
}

/** As Go's url.ParseRequestURI: absolute, or a path from the root; no fragment. */
export function isRequestUri(text: string): boolean {
  return parse(text, true) !== undefined;
}

/** As Go's url.Parse; it takes nearly every text. */
export function parseUrl(text: string): GoUrl | undefined {
  const hash = text.indexOf('#');
  const url = parse(hash < 0 ? text : text.slice(0, hash), false);
  return hash >= 0 && unescapable(text.slice(hash + 1)) === undefined ? undefined : url;
}

export function hostname({ host }: GoUrl): string {
  const bracket = /^\[([^\]]*)\]/.exec(host);
  if (bracket) return bracket[1] as string;
  const colon = host.lastIndexOf(':');
  return colon >= 0 && /^\d*$/.test(host.slice(colon + 1)) ? host.slice(0, colon) : host;
}

export function port({ host }: GoUrl): string {
  return /:(\d*)$/.exec(host.replace(/^\[[^\]]*\]/, ''))?.[1] ?? '';
}

/** Every key with its values; what cannot be read is left out, as Go does. */
export function queryOf({ query }: GoUrl): Map<string, string[]> {
  const out = new Map<string, string[]>();
  for (const part of query.split('&')) {
    if (part === '' || part.includes(';')) continue;
    const equals = part.indexOf('=');
    const key = unescapable((equals < 0 ? part : part.slice(0, equals)).replaceAll('+', ' '));
    const value = unescapable((equals < 0 ? '' : part.slice(equals + 1)).replaceAll('+', ' '));
    if (key === undefined || value === undefined) continue;
    out.set(key, [...(out.get(key) ?? []), value]);
  }
  return out;
}

function parse(text: string, viaRequest: boolean): GoUrl | undefined {
  // Go refuses ASCII control characters anywhere.
  if ([...text].some((character) => character < ' ' || character === '\x7f')) return undefined;
  if (text === '' && viaRequest) return undefined;
  if (text === '*') return { scheme: '', host: '', escapedPath: '*', query: '' };
  const found = /^([a-zA-Z][a-zA-Z0-9+.-]*):/.exec(text);
  if (!found && /^:/.test(text)) return undefined;
  const scheme = found ? (found[1] as string).toLowerCase() : '';
  let rest = found ? text.slice(found[0].length) : text;
  let query = '';
  const mark = rest.indexOf('?');
  if (mark >= 0) [rest, query] = [rest.slice(0, mark), rest.slice(mark + 1)];
  if (!rest.startsWith('/')) {
    // Opaque: `mailto:somebody`.
    if (scheme !== '') return { scheme, host: '', escapedPath: '', query };
    if (viaRequest || (rest.split('/')[0] as string).includes(':')) return undefined;
  }
  let host = '';
  if ((scheme !== '' || (!viaRequest && !rest.startsWith('///'))) && rest.startsWith('//')) {
    const slash = rest.indexOf('/', 2);
    const authority = rest.slice(2, slash < 0 ? undefined : slash);
    rest = slash < 0 ? '' : rest.slice(slash);
    const read = parseAuthority(authority);
    if (read === undefined) return undefined;
    host = read;
  }
  const path = unescapable(rest);
  if (path === undefined) return undefined;
  return { scheme, host, escapedPath: isEscapedPath(rest) ? rest : escapePath(path), query };
}

function parseAuthority(authority: string): string | undefined {
  const at = authority.lastIndexOf('@');
  if (at >= 0) {
    const user = authority.slice(0, at);
    if (!/^[A-Za-z0-9\-._:~!$&'()*+,;=%@]*$/.test(user) || unescapable(user) === undefined) return undefined;
  }
  const host = authority.slice(at + 1);
  if (host.startsWith('[')) {
    const end = host.lastIndexOf(']');
    if (end < 0 || !/^(:\d*)?$/.test(host.slice(end + 1))) return undefined;
    const address = host.slice(1, end).replace('%25', '%');
    return address.includes(':') && parseIp(address) ? `[${address}]${host.slice(end + 1)}` : undefined;
  }
  const colon = host.lastIndexOf(':');
  if (colon >= 0 && !/^\d*$/.test(host.slice(colon + 1))) return undefined;
  // Only in brackets a host itself has colons.
  if (colon >= 0 && host.slice(0, colon).includes(':')) return undefined;
  return isHost(host) ? decodedHost(host) : undefined;
}

/** Only what is not ASCII may be percent-encoded in a host. */
function isHost(host: string): boolean {
  return /^(?:[A-Za-z0-9\-._~!$&'()*+,;=:[\]<>"]|[^\0-\x7f]|%[89a-fA-F][0-9a-fA-F])*$/.test(host);
}

function decodedHost(host: string): string {
  return unescapable(host) ?? host;
}

function isEscapedPath(path: string): boolean {
  return /^(?:[A-Za-z0-9\-._~!$&'()*+,;=:@/[\]]|%[0-9a-fA-F]{2})*$/.test(path);
}

function escapePath(path: string): string {
  return [...new TextEncoder().encode(path)]
    .map((byte) => {
      const character = String.fromCharCode(byte);
      return /[A-Za-z0-9\-._~$&+,/:;=@]/.test(character)
        ? character
        : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
    })
    .join('');
}

/** The text without percent escapes, nothing where one is broken. */
function unescapable(text: string): string | undefined {
  if (!text.includes('%')) return text;
  if (/%(?![0-9a-fA-F]{2})/.test(text)) return undefined;
  const bytes: number[] = [];
  const encoder = new TextEncoder();
  for (const [part] of text.matchAll(/%[0-9a-fA-F]{2}|[^%]+/g)) {
    if (part.startsWith('%')) bytes.push(Number.parseInt(part.slice(1), 16));
    else bytes.push(...encoder.encode(part));
  }
  return new TextDecoder().decode(new Uint8Array(bytes));
}
