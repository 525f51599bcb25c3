import fc from 'fast-check';
import { loadAll } from 'js-yaml';
import { expect, test } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { toYaml } from '../../manifests/yaml.js';

const read12 = (text: string) => loadAll(text);
const read11 = (text: string) => parseAllDocuments(text, { version: '1.1' }).map((document) => document.toJS());

test.each(['grapheme', 'binary-ascii'] as const)(
  'any JSON value (strings of %s) is read back as it was, by readers of YAML 1.2 and of 1.1',
  (stringUnit) => {
    fc.assert(
      fc.property(fc.array(fc.jsonValue({ maxDepth: 4, stringUnit }), { minLength: 1, maxLength: 3 }), (values) => {
        const text = toYaml(values.map((object) => ({ origin: 'a/b', object })));
        const data = JSON.parse(JSON.stringify(values)); // JSON knows no -0
        expect(read12(text)).toEqual(data);
        expect(read11(text)).toEqual(data);
      }),
      { numRuns: 1000 },
    );
  },
);

test('strings made of what YAML gives a meaning to are read back as they were', () => {
  const tricky = fc.string({
    unit: fc.constantFrom(...' \n\t#:-?\'"|>[]{}&*!%@`,~.0e1_+=<a\u00e9\u2028'),
    maxLength: 12,
  });
  fc.assert(
    fc.property(fc.array(tricky, { minLength: 1 }), (strings) => {
      const object = { list: strings, map: Object.fromEntries(strings.map((key) => [key, [{ deep: key }]])) };
      const text = toYaml([{ origin: 'a', object }]);
      expect(read12(text)).toEqual([object]);
      expect(read11(text)).toEqual([object]);
    }),
    { numRuns: 2000 },
  );
});

test('strings that a reader of YAML 1.1 takes for something else are quoted', () => {
  const strings = [
    'yes',
    'no',
    'on',
    'off',
    'y',
    'n',
    '1e3',
    '0o7',
    '012',
    '12:30',
    '12:30:45',
    '2026-11-21',
    '.',
    '~',
    '',
  ];
  expect(read11(toYaml([{ origin: 'a', object: strings }]))).toEqual([strings]);
  expect(read11(toYaml([{ origin: 'a', object: Object.fromEntries(strings.map((key) => [key, key])) }]))).toEqual([
    Object.fromEntries(strings.map((key) => [key, key])),
  ]);
});

test('long, strange and multi-line strings come back, as values and as keys', () => {
  const strings = [
    'a'.repeat(2000),
    'line\nbreak',
    'trailing\n\n',
    '\n leading',
    ' # not a comment',
    "it's",
    '"quoted"',
    'tab\there',
    '\u0085\u2028\ufeff\u0000',
    'naïve 日本 🎉',
    '--- \n... \n---',
    '- x',
    '? y',
    'a: b',
    '{a: b}',
    '%TAG',
    '@at',
    '`tick`',
    '&anchor *alias !tag',
  ];
  const object = {
    values: strings,
    keys: Object.fromEntries(strings.map((key) => [key, key])),
    deep: [[{ a: strings }]],
  };
  const text = toYaml([{ origin: 'a', object }]);
  expect(read12(text)).toEqual([object]);
  expect(read11(text)).toEqual([object]);
});

test('what is undefined is left out, as JSON does', () => {
  const object = { a: undefined, b: { c: undefined }, d: [undefined, 1], e: null };
  expect(read12(toYaml([{ origin: 'a', object }]))).toEqual([{ b: {}, d: [null, 1], e: null }]);
});

test('every document says which construct made it', () => {
  const text = toYaml([
    { origin: 'shop/cart', object: { kind: 'Service' } },
    { origin: 'shop/redis', object: { kind: 'Service' } },
  ]);
  expect(text).toBe('# Source: shop/cart\nkind: Service\n---\n# Source: shop/redis\nkind: Service\n');
});
