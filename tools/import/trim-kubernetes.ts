import { basename } from 'node:path';
import type { SourceFile } from './fetch.js';
import { closedSets, exclusiveFields } from './kubernetes-facts.js';
import { type Definitions, mapSubschemas, type Schema } from './schema.js';
import { trimSchema } from './trim-schema.js';

const refPrefix = '#/components/schemas/';

/** The definitions of the wanted kinds and all they refer to, in the order of their names. */
export function trimKubernetes(kinds: readonly string[], files: readonly SourceFile[]): Definitions {
  const out: Definitions = {};
  for (const kind of kinds) {
    const [group, version, name] = kind.split('/') as [string, string, string];
    const schemas = schemasOf(group, version, files);
    const root = Object.keys(schemas).find((key) => isKind(schemas[key] as Schema, group, version, name));
    if (!root) throw new Error(`Kubernetes has no ${kind}`);
    collect(root, schemas, out);
  }
  addFacts(out);
  return Object.fromEntries(Object.entries(out).sort(([a], [b]) => (a < b ? -1 : 1)));
}

function schemasOf(group: string, version: string, files: readonly SourceFile[]): Definitions {
  const name = group === 'core' ? `api__${version}_openapi.json` : `apis__${group}__${version}_openapi.json`;
  const file = files.find(({ path }) => basename(path) === name);
  if (!file) throw new Error(`no file ${name}`);
  return (JSON.parse(file.text) as { components: { schemas: Definitions } }).components.schemas;
}

function isKind(schema: Schema, group: string, version: string, kind: string): boolean {
  const gvks = schema['x-kubernetes-group-version-kind'];
  if (gvks?.length !== 1) return false;
  const gvk = gvks[0];
  return gvk?.kind === kind && gvk.version === version && gvk.group === (group === 'core' ? '' : group);
}

function collect(name: string, schemas: Definitions, out: Definitions): void {
  if (out[name]) return;
  const schema = schemas[name];
  if (!schema) throw new Error(`no definition ${name}`);
  const trimmed = simplify(trimSchema(schema));
  const isRoot = 'x-kubernetes-group-version-kind' in trimmed;
  // As in the CRDs: status is not for declaring.
  if (isRoot && trimmed.properties?.status) {
    trimmed.properties.status = { type: 'object', 'x-kubernetes-preserve-unknown-fields': true };
  }
  out[name] = trimmed;
  for (const ref of refsOf(trimmed)) collect(ref, schemas, out);
}

/**
 * The documents wrap every reference in `allOf` to put a default beside it, and give every Go field that is no pointer
 * its zero value as default. Such defaults say nothing and would make `required` pass for a field left out.
 */
function simplify(schema: Schema): Schema {
  const { allOf, default: fallback, $ref, ...rest } = schema;
  const ref = $ref ?? (allOf?.length === 1 ? allOf[0]?.$ref : undefined);
  const out: Schema = { ...rest };
  if (ref) out.$ref = `#/${ref.slice(refPrefix.length)}`;
  else if (allOf) out.allOf = allOf;
  if (fallback !== undefined && !['{}', '""', '0'].includes(JSON.stringify(fallback))) out.default = fallback;
  return mapSubschemas(out, simplify);
}

/** The names of the definitions that a schema refers to. */
export function refsOf(schema: Schema): string[] {
  const refs = schema.$ref ? [schema.$ref.slice('#/'.length)] : [];
  mapSubschemas(schema, (inner) => {
    refs.push(...refsOf(inner));
    return inner;
  });
  return refs;
}

function addFacts(definitions: Definitions): void {
  for (const [path, values] of Object.entries(closedSets)) {
    const dot = path.lastIndexOf('.');
    const field = definitions[path.slice(0, dot)]?.properties?.[path.slice(dot + 1)];
    const target = field?.items ?? field;
    if (target?.type !== 'string' || target.enum) throw new Error(`kubernetes-facts.ts: no open string field ${path}`);
    target.enum = [...values];
  }
  for (const { definition, fields, atLeast } of exclusiveFields) {
    const schema = definitions[definition];
    if (!fields.every((field) => schema?.properties?.[field])) {
      throw new Error(`kubernetes-facts.ts: ${definition} lacks one of ${fields}`);
    }
    const each = fields.map((field) => ({ required: [field] }));
    const none = { not: { anyOf: structuredClone(each) } };
    (schema as Schema).oneOf = atLeast === 1 ? each : [none, ...each];
  }
}
