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
        expect(read12(text)).toEqual(values);
        expect(read11(text)).toEqual(values);
      }),
      { numRuns: 1000 },
    );
  },
);

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

test('every document says which construct made it', () => {
  const text = toYaml([
    { origin: 'shop/cart', object: { kind: 'Service' } },
    { origin: 'shop/redis', object: { kind: 'Service' } },
  ]);
  expect(text).toBe('# Source: shop/cart\nkind: Service\n---\n# Source: shop/redis\nkind: Service\n');
});
