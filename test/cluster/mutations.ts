import { describeEdit, type Edit, edited, type JsonObject } from './edits.js';
import { type Place, placesIn, schemaPathOf } from './places.js';
import { Random } from './random.js';
import { breakRule, rulesAt } from './rules.js';
import type { Schema } from './schemas.js';
import { type Sort, sorts } from './sorts.js';

export interface Mutation {
  /** The name of its `Sort`. */
  readonly sort: string;
  readonly edits: readonly Edit[];
}

const atRules = 'target of a rule';
const mutationsPerRule = 4;

/** All sorts, in the order of their table. */
export const sortNames: readonly string[] = [...sorts.map(({ name }) => name), atRules];

/**
 * Different mutations of an object: some for every rule that its schema has in CEL, and `count` others. Of these each
 * sort that applies has a turn, then sorts by their weight, and each sort goes to places of which the schema says
 * something else before it comes back. The same for the same arguments.
 */
export function mutate(object: JsonObject, schema: Schema, count: number, seed: string): Mutation[] {
  const random = new Random(seed);
  const places = placesIn(object, schema);
  const seen = new Set([JSON.stringify(object)]);
  const mutations: Mutation[] = [];
  const take = (sort: string, edits: readonly Edit[] | undefined): boolean => {
    if (!edits) return false;
    const result = JSON.stringify(edited(object, edits));
    if (seen.has(result)) return false;
    seen.add(result);
    mutations.push({ sort, edits });
    return true;
  };
  for (const rule of rulesAt(places)) {
    for (let tries = 0, taken = 0; tries < 20 && taken < mutationsPerRule; tries++) {
      if (take(atRules, breakRule(rule, random))) taken++;
    }
  }
  const enough = mutations.length + count;
  const rounds = new Map(sorts.map((sort) => [sort, new Round(sort, places, random)]));
  const takeTurn = (sort: Sort): boolean => take(sort.name, rounds.get(sort)?.next());
  for (const sort of random.shuffled(sorts)) {
    if (mutations.length < enough) takeTurn(sort);
  }
  const turns = sorts.flatMap((sort) => Array.from({ length: sort.weight }, () => sort));
  for (let misses = 0; mutations.length < enough && misses < 5000; ) {
    if (!takeTurn(random.pick(turns))) misses++;
  }
  return mutations;
}

export function describeMutation({ sort, edits }: Mutation): string {
  return `${sort}: ${edits.map(describeEdit).join(', ')}`;
}

/** The places of an object in an order for one sort, over and over. */
class Round {
  private left: Place[] = [];

  constructor(
    private readonly sort: Sort,
    private readonly places: readonly Place[],
    private readonly random: Random,
  ) {}

  next(): readonly Edit[] | undefined {
    for (let tries = 0; tries <= this.places.length; tries++) {
      if (this.left.length === 0) this.left = this.inOrder();
      const edits = this.sort.edit(this.left.pop() as Place, this.random);
      if (edits) return edits;
    }
    return undefined;
  }

  /** Last comes first: one place of each schema, then the others. */
  private inOrder(): Place[] {
    const paths = new Set<string>();
    const first: Place[] = [];
    const others: Place[] = [];
    for (const place of this.random.shuffled(this.places)) {
      const path = schemaPathOf(place);
      (paths.has(path) ? others : first).push(place);
      paths.add(path);
    }
    return [...others, ...first];
  }
}
