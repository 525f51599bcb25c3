import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parsePath, pathProblem, pathRegex } from '../../intent/http.js';

/** What may stand in one segment of a path (RFC 3986, `pchar`), those that regular expressions mean otherwise more often. */
const pchar = fc.constantFrom(..."abzAZ059-._~!$&'()+,;=:@%.$()+|^[]\\".replace(/[*{}]/g, ''));
const segment = fc.string({ unit: pchar, maxLength: 6 });
const filled = fc.string({ unit: pchar, minLength: 1, maxLength: 6 });
const wildcard = fc.constant('{*}');

/** A pattern that is correct, with a request path that it stands for. */
const fixed = fc.array(segment, { minLength: 1, maxLength: 4 }).map((segments) => `/${segments.join('/')}`);
const below = fixed.map((path) => (path.endsWith('/') ? `${path}*` : `${path}/*`));
const template = fc
  .tuple(fc.array(segment, { maxLength: 2 }), fc.array(fc.oneof(segment, wildcard), { maxLength: 3 }))
  .map(([before, after]) => `/${[...before, '{*}', ...after].join('/')}`);
const openTemplate = template.map((path) => (path.endsWith('/') ? `${path}*` : `${path}/*`));
const pattern = fc.oneof(fixed, below, template, openTemplate);

const matches = (pattern: string, path: string) => new RegExp(`^(?:${pathRegex(pattern)})$`).test(path);
/** A path that a pattern stands for: something in place of each wildcard. */
const instance = (pattern: string, one: string, rest: string) =>
  (pattern.endsWith('/*') ? `${pattern.slice(0, -1)}${rest}` : pattern).replaceAll('{*}', () => one);

describe('a path pattern', () => {
  it('is exact, a prefix or a template', () => {
    fc.assert(
      fc.property(pattern, (pattern) => {
        expect(pathProblem(pattern)).toBeUndefined();
        const { kind, value } = parsePath(pattern);
        if (kind === 'template') expect([value, pattern.includes('{*}')]).toEqual([pattern, true]);
        else if (kind === 'prefix') expect([`${value}*`, value.endsWith('/')]).toEqual([pattern, true]);
        else expect([value, /[*{}]/.test(value)]).toEqual([pattern, false]);
      }),
    );
  });

  it('fits every path that it stands for', () => {
    fc.assert(
      fc.property(pattern, filled, fixed, (pattern, one, rest) => {
        expect(matches(pattern, instance(pattern, one, rest.slice(1)))).toBe(true);
      }),
    );
  });

  it('fits no path with more, less or another segment', () => {
    fc.assert(
      fc.property(fc.oneof(fixed, template), filled, (pattern, one) => {
        const path = instance(pattern, one, '');
        expect(matches(pattern, `${path}/more`)).toBe(false);
        expect(matches(pattern, `/more${path}`)).toBe(false);
        expect(matches(pattern, path.slice(0, -1))).toBe(pattern.endsWith('{*}') && one.length > 1);
      }),
    );
  });

  it('takes nothing for a wildcard but one whole segment', () => {
    expect(matches('/cart/{*}/add', '/cart/anna/add')).toBe(true);
    expect(matches('/cart/{*}/add', '/cart//add')).toBe(false);
    expect(matches('/cart/{*}/add', '/cart/a/b/add')).toBe(false);
    expect(matches('/api/*', '/api/')).toBe(true);
    expect(matches('/api/*', '/api')).toBe(false);
    expect(matches('/a.b', '/aXb')).toBe(false);
  });

  it('as a regular expression is one of RE2: no look-around, no back reference, every sign escaped', () => {
    fc.assert(
      fc.property(pattern, (pattern) => {
        const regex = pathRegex(pattern).replaceAll('[^/]+', '').replace(/\.\*$/, '');
        expect(regex.replace(/\\[.*+?^${}()|[\]\\]/g, '')).not.toMatch(/[.*+?^${}()|[\]\\]/);
      }),
    );
  });
});

describe('any text as a path pattern', () => {
  const text = fc.oneof(
    fc.string({ unit: fc.constantFrom(...'/*{}a?# '), maxLength: 12 }),
    fc.string({ unit: 'binary', maxLength: 20 }),
  );

  it('is judged, read and written without an error', () => {
    fc.assert(
      fc.property(text, (text) => {
        const problem = pathProblem(text);
        expect(parsePath(text).kind).toMatch(/^(exact|prefix|template)$/);
        expect(() => new RegExp(pathRegex(text))).not.toThrow();
        if (problem === undefined) expect(matches(text, instance(text, 'one', 'rest'))).toBe(true);
      }),
    );
  });

  it.each([
    '',
    'api',
    '*',
    '/a?b',
    '/a#b',
    '/a b',
    '/a\n',
    '/a*',
    '/*/a',
    '/**',
    '/*/*',
    '/{*',
    '/{*}a',
    '/{a}',
    '/{**}',
  ])('is refused where it stands for no path (%j)', (text) => {
    expect(pathProblem(text)).toBeDefined();
  });

  it.each(['/', '/a', '/a/', '/*', '/a/*', '/{*}', '/{*}/{*}', '/{*}/*', '//', '/a//b'])(
    'is accepted where it stands for one (%j)',
    (text) => {
      expect(pathProblem(text)).toBeUndefined();
    },
  );
});
