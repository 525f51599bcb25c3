import { afterAll, describe, expect, inject, it } from 'vitest';
import { disagreements, figures, type Judged, weAccept } from './agreement.js';
import { asker } from './ask.js';
import { Client } from './client.js';
import { type Base, basesOf, mutationsOf } from './corpus.js';
import { describeMutation, type Mutation } from './mutations.js';
import { type Line, type Lines, readLines, sources, verdicts, writeLines } from './verdicts.js';

const ask = await asker(new Client(inject('connection')), 'corpus');
const judged: Judged[] = [];

describe.each(sources)('%s', (source) => {
  it('objects written by hand are accepted', async () => {
    const refused = await Promise.all(
      basesOf(source).map(async (base) => {
        const { status, message } = await ask(base, []);
        return status === 201 ? [] : [`${base.name}: ${status} ${message}`];
      }),
    );
    expect(refused.flat()).toEqual([]);
  });

  it('their mutations get the verdicts that are kept', async () => {
    const entries = [...mutationsOf(source)].map(async ([base, mutations]) => {
      return [base.name, await Promise.all(mutations.map((mutation) => lineOf(base, mutation)))] as const;
    });
    const now: Lines = Object.fromEntries(await Promise.all(entries));
    if (inject('update')) writeLines(source, now);
    expect(told(now)).toEqual(told(readLines(source)));
  });

  it('our schema checks say the same', () => {
    const here = [...verdicts(source)].map(
      ({ name, custom, accepted, object }): Judged => ({ name, custom, server: accepted, us: weAccept(object) }),
    );
    judged.push(...here);
    expect(disagreements(here)).toEqual([]);
  });
});

afterAll(() => console.log(figures(judged)));

async function lineOf(base: Base, { sort, edits }: Mutation): Promise<Line> {
  const { status, causes } = await ask(base, edits);
  return [sort, edits, status, causes.map(({ field, reason }) => [field, reason] as const)];
}

/** A text a mutation, so that a difference names it. */
function told(lines: Lines): string[] {
  return Object.entries(lines).flatMap(([base, each]) =>
    each.map(([sort, edits, status, causes]) => {
      const why = causes.map(([field, reason]) => `${field} ${reason}`).join(', ');
      return `${base}: ${describeMutation({ sort, edits })}: ${status} ${why}`;
    }),
  );
}
