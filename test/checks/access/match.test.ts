import { describe, expect, test } from 'vitest';
import { matchesPath, matchesText } from '../../../checks/access/match.js';

describe('texts are compared as Istio compares them', () => {
  test.each([
    ['exactly', 'a/b', 'a/b', true],
    ['exactly, with case', 'GET', 'get', false],
    ['by prefix', 'cluster.local/ns/shop/*', 'cluster.local/ns/shop/sa/cart', true],
    ['by prefix, which may be all of it', '/api/*', '/api/', true],
    ['by prefix, not before it', '/api/*', '/api', false],
    ['by suffix', '*/sa/cart', 'cluster.local/ns/shop/sa/cart', true],
    ['by suffix, not behind it', '*/sa/cart', 'cluster.local/ns/shop/sa/cart2', false],
    ['by presence', '*', 'anything', true],
    ['by presence, which is not emptiness', '*', '', false],
    ['as they are, where a star is in the middle', 'a*b', 'axb', false],
  ])('%s: "%s" and "%s"', (_, pattern, value, expected) => {
    expect(matchesText(pattern, value)).toBe(expected);
  });

  test('nothing fits what is not there', () => {
    for (const pattern of ['*', 'a', 'a*', '*a', '']) expect(matchesText(pattern, undefined), pattern).toBe(false);
  });
});

describe('paths', () => {
  test.each([
    ['/process', '/process', true],
    ['/process', '/process/', false],
    ['/api/*', '/api/a/b', true],
    ['*/health', '/a/health', true],
    ['/cart/{*}', '/cart/ada', true],
    ['/cart/{*}', '/cart/', false],
    ['/cart/{*}', '/cart/ada/add', false],
    ['/cart/{*}/add', '/cart/ada/add', true],
    ['/cart/{*}/add', '/cart/a/b/add', false],
    ['/files/{**}', '/files/', true],
    ['/files/{**}', '/files/a/b.txt', true],
    ['/files/{**}', '/files', false],
    ['/foo/{*}/bar/{**}', '/foo/buzz/bar/', true],
    ['/foo/{*}/bar/{**}', '/foo/buzz/bar/baz', true],
    ['/v1.0/{*}', '/v1x0/a', false],
  ])('"%s" and %s', (pattern, path, expected) => {
    expect(matchesPath(pattern, path)).toBe(expected);
  });
});
