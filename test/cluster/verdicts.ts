import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { basesOf } from './corpus.js';
import type { Cause } from './dry-run.js';
import { type Edit, edited, type JsonObject } from './edits.js';
import { describeMutation } from './mutations.js';
import { isCustom, sources } from './schemas.js';

export type { Cause } from './dry-run.js';
export { sources } from './schemas.js';

/** What the API server said to an object. README.md explains each field. */
export interface Verdict {
  readonly name: string;
  readonly source: string;
  readonly kind: string;
  readonly custom: boolean;
  readonly base: string;
  readonly sort: string;
  readonly description: string;
  readonly object: { [field: string]: unknown };
  readonly accepted: boolean;
  readonly status: number;
  readonly causes: readonly Cause[];
}

/** As it is kept: `[sort, edits, status, causes]`. */
export type Line = readonly [
  sort: string,
  edits: readonly Edit[],
  status: number,
  causes: readonly (readonly [field: string, reason: string])[],
];

/** By the name of the base. */
export type Lines = { readonly [base: string]: readonly Line[] };

const asWritten: Line = ['as written', [], 201, []];

/** The kept verdicts of a source, or of all: the objects of the corpus, each before its mutations. */
export function* verdicts(source?: string): Generator<Verdict> {
  for (const each of source === undefined ? sources : [source]) {
    const lines = readLines(each);
    for (const base of basesOf(each)) {
      for (const [sort, edits, status, causes] of [asWritten, ...(lines[base.name] ?? [])]) {
        const description = edits.length === 0 ? sort : describeMutation({ sort, edits });
        yield {
          name: `${each} ${base.name}: ${description}`,
          source: each,
          kind: base.kind,
          custom: isCustom(each),
          base: base.name,
          sort,
          description,
          object: edited(base.object as JsonObject, edits),
          accepted: status === 201,
          status,
          causes: causes.map(([field, reason]) => ({ field, reason })),
        };
      }
    }
  }
}

const fileOf = (source: string): string => join(import.meta.dirname, 'verdicts', `${source}.json`);

export function readLines(source: string): Lines {
  return existsSync(fileOf(source)) ? (JSON.parse(readFileSync(fileOf(source), 'utf8')) as Lines) : {};
}

/** One mutation a line: small, yet a diff names the mutation whose verdict changed. */
export function writeLines(source: string, lines: Lines): void {
  const bases = Object.entries(lines).map(
    ([base, each]) => `${JSON.stringify(base)}: [\n${each.map((line) => JSON.stringify(line)).join(',\n')}\n]`,
  );
  writeFileSync(fileOf(source), `{\n${bases.join(',\n')}\n}\n`);
}
