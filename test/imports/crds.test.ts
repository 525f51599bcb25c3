import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import * as imports from '../../imports/index.js';
import { readCrds, readDefinitions } from '../../tools/import/crds.js';
import { crdSources, kubernetes } from '../../tools/import/pins.js';
import { mapSubschemas, type Schema, type Version } from '../../tools/import/schema.js';

const crds = crdSources.flatMap((source) => readCrds(source.name).map((crd) => ({ source, crd })));
const definitions = readDefinitions(kubernetes.name);

/** All schemas inside a schema, itself included; a field's name is not a keyword. */
function all(schema: Schema): Schema[] {
  const found = [schema];
  mapSubschemas(schema, (inner) => {
    found.push(...all(inner));
    return inner;
  });
  return found;
}

const schemas = [
  ...crds.flatMap(({ crd }) => crd.spec.versions.flatMap(({ schema }) => all(schema.openAPIV3Schema))),
  ...Object.values(definitions).flatMap(all),
];

describe('imports/crds', () => {
  it('holds no prose', () => {
    expect(schemas.length).toBeGreaterThan(5000);
    const keywords = new Set(schemas.flatMap((schema) => Object.keys(schema)));
    for (const keyword of ['description', 'title', 'example', 'externalDocs']) expect(keywords).not.toContain(keyword);
    const rules = schemas.flatMap((schema) => schema['x-kubernetes-validations'] ?? []);
    expect(rules.length).toBeGreaterThan(200);
    for (const rule of rules)
      expect(Object.keys(rule)).not.toEqual(expect.arrayContaining([expect.stringContaining('message')]));
    for (const { name } of crdSources) {
      const text = readFileSync(join(import.meta.dirname, `../../imports/crds/${name}.yaml`), 'utf8');
      expect(text).not.toMatch(
        /additionalPrinterColumns|annotations: *\n *(helm|controller-gen)|conversion:|Copyright/,
      );
    }
  });

  it('keeps fields whose names are words of the schema language', () => {
    const appProject = crds.find(({ crd }) => crd.spec.names.kind === 'AppProject')?.crd;
    const spec = appProject?.spec.versions[0]?.schema.openAPIV3Schema.properties?.spec;
    expect(spec?.properties?.description).toMatchObject({ type: 'string' });
    const jsonSchema = Object.entries(definitions).find(([name]) => name.endsWith('.JSONSchemaProps'))?.[1];
    expect(Object.keys(jsonSchema?.properties ?? {})).toEqual(
      expect.arrayContaining(['$ref', 'default', 'description', 'title', 'example']),
    );
  });

  it('has one served version of every CRD, the most mature one', () => {
    expect(
      crds.map(({ crd }) => `${crd.metadata.name} ${crd.spec.versions.map(({ name }) => name)}`),
    ).toMatchSnapshot();
    for (const { crd } of crds) {
      expect(crd.spec.versions).toHaveLength(1);
      expect(crd.spec.versions[0]).toMatchObject({ served: true, storage: true });
    }
  });

  it('leaves the status open', () => {
    for (const { crd } of crds) {
      const status = (crd.spec.versions[0] as Version).schema.openAPIV3Schema.properties?.status;
      if (status) expect(status).toEqual({ type: 'object', 'x-kubernetes-preserve-unknown-fields': true });
    }
  });

  it('refers only to definitions that it holds', () => {
    for (const schema of schemas) {
      if (schema.$ref) expect(definitions).toHaveProperty([schema.$ref.slice('#/'.length)]);
    }
  });
});

describe('the classes', () => {
  const namespaces = new Map(Object.entries(imports).map(([name, classes]) => [name.toLowerCase(), classes]));
  const gvksOf = (name: string): object =>
    Object.fromEntries(
      Object.entries(namespaces.get(name.replace('-', '')) ?? {}).map(([key, { GVK }]: [string, { GVK: object }]) => [
        key,
        GVK,
      ]),
    );

  it('are those of the CRDs', () => {
    for (const { name } of crdSources) {
      const expected = readCrds(name).map(({ spec }) => [
        spec.names.kind,
        { apiVersion: `${spec.group}/${spec.versions[0]?.name}`, kind: spec.names.kind },
      ]);
      expect(gvksOf(name)).toEqual(Object.fromEntries(expected));
    }
  });

  it('are those of the pinned core kinds', () => {
    const expected = kubernetes.kinds.map((path) => {
      const [group, version, kind] = path.split('/') as [string, string, string];
      return [kind, { apiVersion: group === 'core' ? version : `${group}/${version}`, kind }];
    });
    expect(gvksOf(kubernetes.name)).toEqual(Object.fromEntries(expected));
  });
});
