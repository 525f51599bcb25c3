import { Duration, Size } from 'cdk8s';
import { Cpu } from 'cdk8s-plus-27';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cpuQuantity, formatDuration, isQuantity, milliseconds, sizeQuantity } from '../../intent/quantity.js';

describe('a duration', () => {
  const MS = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 } as const;
  const parsed = (text: string) => {
    const [, number, unit] = /^(\d+(?:\.\d+)?)(ms|s|m|h)$/.exec(text) ?? [];
    return Number(number) * MS[unit as keyof typeof MS];
  };
  const count = fc.integer({ min: 0, max: 1_000_000 });
  const ms = fc.oneof(
    fc.integer({ min: 0, max: 10_000_000_000 }),
    ...Object.values(MS).map((unit) => count.map((n) => n * unit)),
  );

  it('is written so that it reads back the same', () => {
    fc.assert(fc.property(ms, (ms) => parsed(formatDuration(ms)) === ms));
  });

  it('is written in the largest unit that leaves it whole', () => {
    fc.assert(
      fc.property(ms, (ms) => {
        const unit = formatDuration(ms).replace(/^\d+/, '') as keyof typeof MS;
        const larger = Object.values(MS).filter((each) => each > MS[unit]);
        if (ms > 0) expect(larger.filter((each) => ms % each === 0)).toEqual([]);
      }),
    );
  });

  it.each([
    [0, '0s'],
    [1, '1ms'],
    [999, '999ms'],
    [1000, '1s'],
    [1500, '1500ms'],
    [59_000, '59s'],
    [60_000, '1m'],
    [61_000, '61s'],
    [90_000, '90s'],
    [3_600_000, '1h'],
    [5_400_000, '90m'],
    [86_400_000, '24h'],
  ])('of %i ms is written as %s', (ms, text) => {
    expect(formatDuration(ms)).toBe(text);
  });

  it('of cdk8s keeps its length', () => {
    fc.assert(
      fc.property(fc.constantFrom('millis', 'seconds', 'minutes', 'hours', 'days'), count, (unit, n) => {
        const factor = { millis: 1, seconds: 1000, minutes: 60_000, hours: 3_600_000, days: 86_400_000 }[unit];
        expect(milliseconds(Duration[unit](n))).toBe(n * factor);
      }),
    );
  });
});

describe('a quantity', () => {
  /** The grammar of Kubernetes' quantities, without a minus: number, then a suffix (Kubernetes docs, "Resource quantity"). */
  const digits = fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: 1, maxLength: 6 });
  const number = fc.oneof(
    digits,
    fc.tuple(digits, digits).map(([a, b]) => `${a}.${b}`),
    digits.map((a) => `${a}.`),
    digits.map((b) => `.${b}`),
  );
  const suffix = fc.oneof(
    fc.constantFrom('', 'm', 'k', 'M', 'G', 'T', 'P', 'E', 'Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei'),
    fc
      .tuple(fc.constantFrom('e', 'E'), fc.constantFrom('', '+', '-'), digits)
      .map(([exponent, minus, power]) => `${exponent}${minus}${power}`),
  );
  const quantity = fc.tuple(fc.constantFrom('', '+'), number, suffix).map((parts) => parts.join(''));

  it('is a number with a suffix', () => {
    fc.assert(fc.property(quantity, (text) => isQuantity(text)));
  });

  it('may be counted in nano and micro', () => {
    expect(['100n', '100u'].filter((text) => !isQuantity(text))).toEqual([]);
  });

  it('is nothing with something before or after it', () => {
    const spoiled = fc.tuple(quantity, fc.constantFrom(' ', '-', 'B', 'b', ',', '\n', 'ii', '%', '_'));
    fc.assert(fc.property(spoiled, ([text, more]) => ![`${more}${text}`, `${text}${more}`].some(isQuantity)));
  });

  it.each(['', '.', '+', 'Mi', '1 Gi', '1GB', '1gi', '128MB', '1K', '1mi', '0x10', '1e', '1e1.5', '-1', '１'])(
    'is not %j',
    (text) => {
      expect(isQuantity(text)).toBe(false);
    },
  );

  it('of cdk8s and cdk8s-plus is one', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1_000_000 }), (n) => {
        for (const unit of ['kibibytes', 'mebibytes', 'gibibytes', 'tebibytes'] as const) {
          expect(isQuantity(sizeQuantity(Size[unit](n)))).toBe(true);
        }
        expect(isQuantity(cpuQuantity(Cpu.millis(n)))).toBe(true);
        expect(isQuantity(cpuQuantity(Cpu.units(n)))).toBe(true);
      }),
    );
  });
});
