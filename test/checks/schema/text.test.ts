import { describe, expect, test } from 'vitest';
import { parseFormatDuration, parseGoDuration } from '../../../checks/schema/text/duration.js';
import { ipText, parseIp } from '../../../checks/schema/text/ip.js';
import { integerOf, parseQuantity } from '../../../checks/schema/text/quantity.js';
import { matches, Re2Error, re2 } from '../../../checks/schema/text/re2.js';
import { isRequestUri, parseUrl } from '../../../checks/schema/text/url.js';
import { didYouMean, nearestOf, show } from '../../../checks/schema/words.js';

describe('did you mean', () => {
  const fields = ['timeout', 'retries', 'route', 'match', 'corsPolicy', 'x'];
  test.each([
    ['timeuot', 'timeout'],
    ['timout', 'timeout'],
    ['TIMEOUT', 'timeout'],
    ['routes', 'route'],
    ['matc', 'match'],
    ['cors_policy', 'corsPolicy'],
    ['cors', undefined],
    ['weight', undefined],
    ['y', undefined],
    ['X', 'x'],
    ['', undefined],
  ])('%s', (wrong, nearest) => {
    expect(nearestOf(wrong, fields)).toBe(nearest);
  });

  test('the same but for case wins over what is nearer in edits', () => {
    expect(nearestOf('ALLOW', ['ALLOWS', 'allow'])).toBe('allow');
  });

  test('is a sentence or nothing', () => {
    expect(didYouMean('rout', fields, (name) => `<${name}>`)).toBe(' Did you mean <route>?');
    expect(didYouMean('zzzzzz', fields, (name) => name)).toBe('');
  });
});

test('long values are cut', () => {
  expect(show('x'.repeat(100))).toHaveLength(62);
  expect(show(['a'])).toBe('a list of 1 item');
});

describe('expressions of RE2', () => {
  test.each([
    ['^a.c$', 'a\rc', true],
    ['\\s', '\u00a0', false],
    ['(?i)straße', 'STRAßE', true],
    ['[[:^digit:]]', 'a', true],
    ['[^[:digit:]]', '5', false],
    ['[\\D]', '5', false],
    ['\\p{Lu}', 'É', true],
    ['[\\p{Greek}x]', 'α', true],
    ['\\P{Greek}', 'α', false],
    ['a{2}', 'aa', true],
    ['^\\Qa+\\E+$', 'a++', true],
    ['(?:^a|b$)', 'cb', true],
    ['(^)*a', 'a', true],
    ['(?i:a)b', 'Ab', true],
    ['(?-i)a', 'A', false],
    ['(?s-m).', '\n', true],
    ['\\x{1F680}', '🚀', true],
    ['^\\w+$', 'é', false],
    ['[a\\]b]', ']', true],
    ['/', '/', true],
    ['a||b', '', true],
  ])('%s in %j: %s', (pattern, text, wanted) => {
    expect(matches(pattern, text)).toBe(wanted);
  });

  test.each([
    '(',
    ')',
    '[',
    'a**',
    '*',
    '(?=a)',
    '(?<=a)',
    '\\1',
    '\\C',
    '\\',
    '[b-a]',
    'a{1001}',
    'a{2,1}',
    '(?z)',
    '\\p{Nope}',
    '[[:nope:]]',
    'x{2}{3}',
  ])('refuses %s', (pattern) => {
    expect(() => re2(pattern)).toThrow(Re2Error);
  });
});

test('durations', () => {
  expect(parseGoDuration('1h2m3.5s')).toBe(3_723_500_000_000n);
  expect(parseGoDuration('-1us')).toBe(-1000n);
  for (const wrong of ['', '5', 's', '1d', '1 s', '.s', '1.2.3s', '300000h'.repeat(20)]) {
    expect(parseGoDuration(wrong), wrong).toBeUndefined();
  }
  expect(parseFormatDuration('2 days')).toBe(172_800_000_000_000n);
  expect(parseFormatDuration('1 hour 30 min')).toBe(5_400_000_000_000n);
  expect(parseFormatDuration('nothing')).toBeUndefined();
});

test('addresses', () => {
  expect(ipText(parseIp('2001:DB8:0:0:1::1') ?? { bytes: [], zone: '' })).toBe('2001:db8::1:0:0:1');
  expect(parseIp('1.2.3.04')).toBeUndefined();
  expect(parseIp('1.2.3.04', { leadingZeros: true })?.bytes).toEqual([1, 2, 3, 4]);
  expect(parseIp('::1.2.3.4')?.bytes.slice(12)).toEqual([1, 2, 3, 4]);
});

test('quantities', () => {
  expect(parseQuantity('1.5Gi')?.nanos).toBe(1_610_612_736_000_000_000n);
  expect(parseQuantity('0.0000000001')?.nanos).toBe(1n);
  expect(parseQuantity('-1m')?.nanos).toBe(-1_000_000n);
  expect(integerOf(parseQuantity('2k') ?? { nanos: 0n })).toBe(2000n);
  for (const wrong of ['', '1Kb', '1 k', '1e', 'x']) expect(parseQuantity(wrong), wrong).toBeUndefined();
  // However large, it takes no time.
  expect(parseQuantity('1e99999999999')).toBeDefined();
});

test('URLs', () => {
  expect(parseUrl('https://user@[::1]:80/a%20b?c#d')).toEqual({
    scheme: 'https',
    host: '[::1]:80',
    escapedPath: '/a%20b',
    query: 'c',
  });
  expect(isRequestUri('https://a.b')).toBe(true);
  expect(isRequestUri('a.b')).toBe(false);
});
