import { isDeepStrictEqual } from 'node:util';
import { describe, expect, it } from 'vitest';
import { type Base, basesOf, mutationsOf } from './corpus.js';
import { edited } from './edits.js';
import { describeMutation, type Mutation, mutate, sortNames } from './mutations.js';
import { isCustom, schemasOf, sources } from './schemas.js';

interface Case {
  readonly source: string;
  readonly base: Base;
  readonly mutations: readonly Mutation[];
}

const corpus: readonly Case[] = sources.flatMap((source) =>
  [...mutationsOf(source)].map(([base, mutations]) => ({ source, base, mutations })),
);
const all = corpus.flatMap(({ mutations }) => mutations);

describe('the corpus', () => {
  it.each(sources)('has objects of every imported kind of %s, under names of their own', (source) => {
    const bases = basesOf(source);
    const kinds = new Set(bases.map(({ object }) => `${object.apiVersion} ${object.kind}`));
    expect([...kinds].sort()).toEqual([...schemasOf(source).keys()].sort());
    expect(new Set(bases.map(({ name }) => name)).size).toBe(bases.length);
  });

  it('is large, and mostly custom resources', () => {
    const custom = corpus.filter(({ source }) => isCustom(source)).flatMap(({ mutations }) => mutations);
    expect(custom.length).toBeGreaterThan(4000);
    expect(all.length - custom.length).toBeGreaterThan(1000);
  });

  it('has at least 30 mutations of every custom kind', () => {
    const counts = new Map<string, number>();
    for (const { source, base, mutations } of corpus) {
      const kind = `${source} ${base.kind}`;
      if (isCustom(source)) counts.set(kind, (counts.get(kind) ?? 0) + mutations.length);
    }
    expect(counts.size).toBe(38);
    expect([...counts].filter(([, count]) => count < 30)).toEqual([]);
  });
});

describe('mutations', () => {
  it('are of every sort', () => {
    const counts = new Map(sortNames.map((name) => [name, 0]));
    for (const { sort } of all) counts.set(sort, (counts.get(sort) as number) + 1);
    expect([...counts].filter(([, count]) => count < 5)).toEqual([]);
  });

  it('are the same at every run, and others with another seed', () => {
    const { object, schema } = basesOf('istio')[0] as Base;
    const once = mutate(object, schema, 100, 'seed');
    expect(mutate(object, schema, 100, 'seed')).toEqual(once);
    expect(mutate(object, schema, 100, 'other')).not.toEqual(once);
  });

  it('have different names and give different objects, none of them the base', () => {
    for (const { base, mutations } of corpus) {
      const objects = mutations.map(({ edits }) => JSON.stringify(edited(base.object, edits)));
      expect(new Set([JSON.stringify(base.object), ...objects]).size).toBe(mutations.length + 1);
      expect(new Set(mutations.map(describeMutation)).size).toBe(mutations.length);
    }
  });

  it('leave the bases as they are', () => {
    expect(corpus.map(({ base }) => base.object)).toEqual(sources.flatMap(basesOf).map(({ object }) => object));
  });

  it('keep the kind', () => {
    for (const { base, mutations } of corpus) {
      for (const { edits } of mutations) {
        const { apiVersion, kind } = edited(base.object, edits);
        const isKept = apiVersion === base.object.apiVersion && kind === base.object.kind;
        if (!isKept) expect.unreachable(JSON.stringify(edits));
      }
    }
  });

  it('are within JSON: what is sent is what is kept', () => {
    for (const { base, mutations } of corpus) {
      for (const { edits } of mutations) {
        const object = edited(base.object, edits);
        if (!isDeepStrictEqual(JSON.parse(JSON.stringify(object)), object)) expect.unreachable(JSON.stringify(edits));
      }
    }
  });
});
