import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadAll } from 'js-yaml';
import type { JsonObject } from './edits.js';
import { type Mutation, mutate } from './mutations.js';
import { placesIn, schemaPathOf } from './places.js';
import { isCustom, type Schema, schemasOf } from './schemas.js';

/** An object written by hand that the server accepts. */
export interface Base {
  /** `VirtualService/reviews` */
  readonly name: string;
  readonly kind: string;
  readonly object: JsonObject;
  readonly schema: Schema;
}

/** How many mutations a base gets for each place in it of which the schema says something of its own. */
const density: { readonly [source: string]: number } = {
  'argo-cd': 1.2,
  flagger: 1.8,
  flux: 1,
  'gateway-api': 1.6,
  istio: 1.5,
  kubernetes: 1,
  'prometheus-operator': 2,
};

export function basesOf(source: string): Base[] {
  const schemas = schemasOf(source);
  const text = readFileSync(join(import.meta.dirname, 'corpus', `${source}.yaml`), 'utf8');
  return (loadAll(text) as JsonObject[]).map((document) => {
    // An edit at one place must not show where the YAML has an alias of it.
    const object = JSON.parse(JSON.stringify(document)) as JsonObject;
    const kind = object.kind as string;
    const name = `${kind}/${(object.metadata as JsonObject).name}`;
    const schema = schemas.get(`${object.apiVersion} ${kind}`);
    if (!schema) throw new Error(`corpus/${source}.yaml: imports/ has no ${object.apiVersion} ${kind}`);
    return { name, kind, object, schema };
  });
}

/** The mutations of every base; they depend on nothing but this base, its schema and the seed. */
export function mutationsOf(source: string, seed = source): Map<Base, Mutation[]> {
  return new Map(
    basesOf(source).map((base) => {
      const places = new Set(placesIn(base.object, base.schema).map(schemaPathOf)).size;
      const count = Math.max(isCustom(source) ? 32 : 0, Math.ceil((density[source] as number) * (places + 12)));
      return [base, mutate(base.object, base.schema, count, `${seed} ${base.name}`)];
    }),
  );
}
