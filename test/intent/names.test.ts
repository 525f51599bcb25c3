import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isDnsLabel, isHost, nameRefusals, suggestLabel } from '../../intent/names.js';

const LETTERS = 'abcdefghijklmnopqrstuvwxyz';
const DIGITS = '0123456789';
const has = (signs: string, sign: string | undefined) => sign !== undefined && signs.includes(sign);

/** RFC 1123's label, by its own words: letters, digits and hyphens, no hyphen at either end, 1 to `max` characters. */
function isLabel(name: string, max: number): boolean {
  return (
    name.length >= 1 &&
    name.length <= max &&
    [...name].every((sign) => has(`${LETTERS}${DIGITS}-`, sign)) &&
    name.at(0) !== '-' &&
    name.at(-1) !== '-'
  );
}
/** RFC 1035's label, which a Service's name is: it starts with a letter. */
const isServiceName = (name: string, max: number) => isLabel(name, max) && has(LETTERS, name[0]);

/** Names that are correct, nearly correct, and anything at all. */
const sign = fc.constantFrom(...LETTERS, ...DIGITS, '-', '-', '.', '_', 'A', 'Ä', 'ß', '\n');
const likely = fc.constantFrom(...'abz', '0', '9', '-');
const anyName = fc.oneof(
  fc.string({ unit: likely, maxLength: 70 }),
  fc.string({ unit: sign, maxLength: 70 }),
  fc.string({ unit: 'binary', maxLength: 70 }),
);
const max = fc.integer({ min: 10, max: 63 });
const accepts = (name: string, options?: Parameters<typeof nameRefusals>[3]) =>
  [...nameRefusals('prod/shop', 'service', name, options)].length === 0;

describe('names', () => {
  it('are labels by the grammar, and by nothing else', () => {
    fc.assert(fc.property(anyName, (name) => isDnsLabel(name) === isLabel(name, 63)));
  });

  it('of services are accepted by the grammar, and by nothing else', () => {
    fc.assert(fc.property(anyName, max, (name, max) => accepts(name, { max }) === isServiceName(name, max)));
  });

  it('are refused with the name, its length where it is too long, and a name that would be accepted', () => {
    fc.assert(
      fc.property(anyName, max, (name, max) => {
        for (const { origin, problem, mend } of nameRefusals('prod/shop', 'service', name, { max })) {
          expect(origin).toBe('prod/shop');
          expect(problem).toContain(`the service name "${name}" `);
          expect(problem.endsWith(`has ${name.length} characters.`) || problem.endsWith('is no DNS label.')).toBe(true);
          expect(accepts(/for example (?:to )?"(.*)"\.$/.exec(mend)?.[1] ?? '', { max })).toBe(true);
        }
      }),
    );
  });

  it.each([1, 2, 62, 63, 64, 65])('of %i letters are told apart by their length', (length) => {
    expect(isDnsLabel('a'.repeat(length))).toBe(length <= 63);
    expect(accepts('a'.repeat(length))).toBe(length <= 63);
  });
});

describe('a suggested name', () => {
  it('is always acceptable', () => {
    fc.assert(fc.property(anyName, max, (name, max) => isServiceName(suggestLabel(name, max), max)));
  });

  it('is acceptable however little room there is', () => {
    const little = fc.integer({ min: 1, max: 9 });
    fc.assert(fc.property(anyName, little, (name, max) => isServiceName(suggestLabel(name, max), max)));
  });

  it('is the name itself where that is acceptable', () => {
    const label = fc.string({ unit: likely, maxLength: 63 }).filter((name) => isServiceName(name, 63));
    const single = label.map((name) => name.replace(/-+/g, '-'));
    fc.assert(fc.property(single, (name) => suggestLabel(name) === name));
  });

  it('does not change when it is suggested again', () => {
    fc.assert(fc.property(anyName, (name) => suggestLabel(suggestLabel(name)) === suggestLabel(name)));
  });
});

describe('a host', () => {
  const label = fc.string({ unit: likely, minLength: 1, maxLength: 63 }).filter((text) => isLabel(text, 63));
  const host = fc.array(label, { minLength: 1, maxLength: 3 }).map((labels) => labels.join('.'));

  it('is labels joined by dots, with a wildcard in front or without', () => {
    fc.assert(fc.property(host, (name) => isHost(name) && isHost(`*.${name}`)));
  });

  it('is nothing with a scheme, a port, a path, capitals, an empty label or a wildcard elsewhere', () => {
    const broken = [
      (name: string) => `https://${name}`,
      (name: string) => `${name}:443`,
      (name: string) => `${name}/`,
      (name: string) => `${name}.A`,
      (name: string) => `${name}.`,
      (name: string) => `.${name}`,
      (name: string) => `${name}..a`,
      (name: string) => `${name}.*`,
      (name: string) => `*${name}`,
      (name: string) => `${name} `,
    ];
    fc.assert(fc.property(host, fc.constantFrom(...broken), (name, spoil) => !isHost(spoil(name))));
  });
});
