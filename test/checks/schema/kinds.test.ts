import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadAll } from 'js-yaml';
import { describe, expect, test } from 'vitest';
import { SchemaChecker } from '../../../checks/schema/index.js';
import { readCrds, readDefinitions } from '../../../tools/import/crds.js';
import { crdSources, kubernetes } from '../../../tools/import/pins.js';
import { lines } from './widget.js';

const root = join(import.meta.dirname, '../../..');
const checker = new SchemaChecker();

interface Object {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata?: { readonly name?: string };
}

function objectsIn(folder: string): Object[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.yaml'))
    .flatMap((file) => loadAll(readFileSync(join(folder, file), 'utf8')) as (Object | null)[])
    .filter((object) => object !== null);
}

const named = ({ apiVersion, kind, metadata }: Object): string => `${apiVersion} ${kind} ${metadata?.name}`;

/** Hand-written, of every imported kind; the real API server takes them all. */
const corpus = objectsIn(join(root, 'test/cluster/corpus'));

describe('an object of every kind passes', () => {
  test.each(corpus.map((object) => [named(object), object] as const))('%s', (_, object) => {
    expect(lines(checker.check(object))).toEqual([]);
  });

  test('and there is one of every kind', () => {
    const kinds = new Set(corpus.map(({ apiVersion, kind }) => `${apiVersion} ${kind}`));
    const core = Object.values(readDefinitions(kubernetes.name)).flatMap((schema) =>
      (schema['x-kubernetes-group-version-kind'] ?? []).map(
        ({ group, version, kind }) => `${group ? `${group}/` : ''}${version} ${kind}`,
      ),
    );
    const custom = crdSources.flatMap(({ name }) =>
      readCrds(name).map(({ spec }) => `${spec.group}/${spec.versions[0]?.name} ${spec.names.kind}`),
    );
    expect([...core, ...custom].filter((kind) => !kinds.has(kind))).toEqual([]);
    expect(checker.unknownKinds).toEqual([]);
  });
});

test('what this repository renders passes', () => {
  const objects = objectsIn(join(root, 'dist'));
  expect(objects.length).toBeGreaterThan(40);
  expect(
    objects.flatMap((object) =>
      checker.check(object).map(({ path, message }) => `${named(object)} ${path}: ${message}`),
    ),
  ).toEqual([]);
});

const fixtures = join(root, 'test/imports/fixtures-correct');

test.each(readdirSync(fixtures))('the specs of %s pass', async (file) => {
  const manifests = Object.values((await import(join(fixtures, file))) as { [name: string]: Object }).filter(
    (value) => typeof value === 'object' && value !== null && 'kind' in value,
  );
  expect(manifests.length).toBeGreaterThan(1);
  for (const manifest of manifests) {
    // They are about specs: some have no name.
    const object = { ...manifest, metadata: { name: 'a', ...manifest.metadata } };
    expect(lines(checker.check(object)), named(object)).toEqual([]);
  }
});
