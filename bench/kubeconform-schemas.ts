import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readCrds, readDefinitions } from '../tools/import/crds.js';
import { crdSources, kubernetes } from '../tools/import/pins.js';
import { mapSubschemas, type Schema } from '../tools/import/schema.js';

const META = 'io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta';

/**
 * The imported schemas, of custom resources and of core kinds, as kubeconform reads them: JSON Schema in a file a kind. The
 * folder's `--schema-location` is returned.
 */
export function writeKubeconformSchemas(folder: string): string {
  const definitions = readDefinitions(kubernetes.name);
  const write = (group: string, version: string, kind: string, schema: Schema) => {
    mkdirSync(join(folder, group), { recursive: true });
    const text = JSON.stringify({ ...schema, definitions: reachable(schema, definitions) });
    writeFileSync(join(folder, group, `${kind.toLowerCase()}_${version}.json`), text);
  };
  for (const { spec } of crdSources.flatMap(({ name }) => readCrds(name))) {
    for (const { name, schema } of spec.versions) {
      write(spec.group, name, spec.names.kind, closed(withTypeMeta(schema.openAPIV3Schema)));
    }
  }
  for (const schema of Object.values(definitions)) {
    for (const { group, version, kind } of schema['x-kubernetes-group-version-kind'] ?? []) {
      // kubeconform takes what stands before the slash of apiVersion for the group: `v1` for core kinds.
      write(group || version, version, kind, closed(schema));
    }
  }
  return `${folder}/{{.Group}}/{{.ResourceKind}}_{{.ResourceAPIVersion}}.json`;
}

/** CRDs leave these fields to the API server. */
function withTypeMeta(schema: Schema): Schema {
  const typeMeta = { apiVersion: { type: 'string' }, kind: { type: 'string' }, metadata: { $ref: `#/${META}` } };
  return { ...schema, properties: { ...schema.properties, ...typeMeta } };
}

/** As JSON Schema that knows no other fields than those that are named, as the API server's strict validation does. */
function closed(schema: Schema): Schema {
  const { oneOf, anyOf, allOf, not, ...structure } = schema;
  // Alternatives only bound what the structure names; closed, they would refuse all that is not their own.
  const alternatives = { oneOf, anyOf, allOf, not };
  const out: Record<string, unknown> = { ...mapSubschemas(structure, closed), ...alternatives };
  const isOpen = schema['x-kubernetes-preserve-unknown-fields'] || schema.additionalProperties !== undefined;
  if (schema.properties && !isOpen) out.additionalProperties = false;
  if (schema['x-kubernetes-int-or-string'] || schema.format === 'int-or-string') {
    out.type = ['integer', 'string'];
    delete out.format;
  } else if (schema.nullable && schema.type) out.type = [schema.type, 'null'];
  if (schema.$ref) out.$ref = schema.$ref.replace('#/', '#/definitions/');
  return out as Schema;
}

/** The definitions that a closed schema refers to, directly or through others. */
function reachable(schema: Schema, definitions: Readonly<Record<string, Schema>>): Record<string, Schema> {
  const found: Record<string, Schema> = {};
  const visit = (part: Schema): Schema => {
    const name = part.$ref?.slice('#/definitions/'.length);
    if (name && !found[name]) {
      found[name] = closed(definitions[name] as Schema);
      visit(found[name]);
    }
    return mapSubschemas(part, visit);
  };
  visit(schema);
  return found;
}
