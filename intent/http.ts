import type { Refusal } from './refusal.js';

/** The methods of HTTP (RFC 9110, section 9, and PATCH of RFC 5789). */
export const HTTP_METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'CONNECT', 'TRACE'] as const;
export type HttpMethod = (typeof HTTP_METHODS)[number];

/**
 * A path pattern, the same wherever a path is written:
 * - `/process`: exactly this path;
 * - `/api/*`: every path below `/api/`;
 * - `/cart/{*}/add`: `{*}` stands for one segment;
 * - `/*`: every path.
 */
export type PathPattern = string;

export interface ParsedPath {
  readonly kind: 'exact' | 'prefix' | 'template';
  /** The pattern without its trailing `*`: `/api/*` gives `/api/`. */
  readonly value: string;
}

/** Reads a path pattern. Call it on patterns that `pathProblem` has nothing against. */
export function parsePath(pattern: PathPattern): ParsedPath {
  if (pattern.includes('{*}')) return { kind: 'template', value: pattern };
  return pattern.endsWith('/*') ? { kind: 'prefix', value: pattern.slice(0, -1) } : { kind: 'exact', value: pattern };
}

/** The pattern as a regular expression of RE2 that matches a whole path, without anchors. */
export function pathRegex(pattern: PathPattern): string {
  const open = pattern.endsWith('/*');
  const fixed = open ? pattern.slice(0, -1) : pattern;
  const escaped = fixed
    .split('{*}')
    .map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
    .join('[^/]+');
  return open ? `${escaped}.*` : escaped;
}

/** What is wrong with a path pattern, or nothing. */
export function pathProblem(pattern: PathPattern): string | undefined {
  if (!pattern.startsWith('/')) return 'does not start with "/"';
  if (/[?#\s]/.test(pattern)) return 'holds a query, a fragment or white space, which a path never does';
  const rest = (pattern.endsWith('/*') ? pattern.slice(0, -1) : pattern).split('/');
  if (rest.some((segment) => segment !== '{*}' && /[*{}]/.test(segment))) {
    return 'has "*", "{" or "}" other than as "/*" at its end or "{*}" as a whole segment';
  }
  return undefined;
}

export function* pathRefusals(origin: string, prop: string, paths: readonly PathPattern[]): Iterable<Refusal> {
  for (const path of paths) {
    const problem = pathProblem(path);
    if (problem) {
      yield {
        origin,
        problem: `${prop} "${path}" ${problem}.`,
        reason: 'such a pattern matches no request, so the grant or route would be dead.',
        mend: 'write an exact path ("/process"), everything below one ("/api/*"), or "{*}" for one whole segment ("/cart/{*}/add").',
      };
    }
  }
}

export function* methodRefusals(origin: string, prop: string, methods: readonly string[]): Iterable<Refusal> {
  for (const method of methods) {
    if (!(HTTP_METHODS as readonly string[]).includes(method)) {
      yield {
        origin,
        problem: `${prop} names "${method}".`,
        reason: 'it is no HTTP method; methods are compared letter by letter, so no request would match.',
        mend: `use one of ${HTTP_METHODS.join(', ')} (upper case). For gRPC, give the path "/package.Service/Method" instead.`,
      };
    }
  }
}
