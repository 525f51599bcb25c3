import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { mutationsOf } from './corpus.js';
import { readLines, sources, verdicts } from './verdicts.js';

const fileOf = (source: string): string => join(import.meta.dirname, 'verdicts', `${source}.json`);

const kept = [...verdicts()];

describe('kept verdicts', () => {
  it.each(sources)(
    'of %s are about the mutations that are made today (else: npm run test:cluster -- --update)',
    (source) => {
      const made = [...mutationsOf(source)].flatMap(([base, mutations]) =>
        mutations.map(({ sort, edits }) => [base.name, sort, edits]),
      );
      const lines = Object.entries(readLines(source)).flatMap(([base, each]) =>
        each.map(([sort, edits]) => [base, sort, edits]),
      );
      expect(JSON.parse(JSON.stringify(made))).toEqual(lines);
    },
  );

  it('are small, a line each', () => {
    const sizes = sources.map((source) => statSync(fileOf(source)).size);
    expect(sizes.reduce((sum, size) => sum + size)).toBeLessThan(2_000_000);
    for (const source of sources) {
      const lines = readFileSync(fileOf(source), 'utf8')
        .split('\n')
        .filter((line) => line.startsWith('['));
      expect(lines.length).toBe(Object.values(readLines(source)).flat().length);
    }
  });

  it('have names of their own', () => {
    const names = kept.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
  });

  it('say yes and no to every kind, and why not', () => {
    const byKind = new Map<string, Set<boolean>>();
    for (const { source, kind, accepted, causes, name } of kept) {
      const key = `${source} ${kind}`;
      byKind.set(key, (byKind.get(key) ?? new Set()).add(accepted));
      if (accepted === causes.length > 0) expect.unreachable(name);
    }
    expect([...byKind].filter(([, said]) => said.size < 2)).toEqual([]);
  });

  it('are of what the server was sent: nothing of one verdict shows in the next', () => {
    const [first, ...others] = verdicts('flagger');
    const before = JSON.stringify(others[0]);
    (first?.object.spec as { [field: string]: unknown }).service = 'changed';
    expect(JSON.stringify(others[0])).toBe(before);
  });
});
