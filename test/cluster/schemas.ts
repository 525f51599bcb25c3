import { readCrds, readDefinitions } from '../../tools/import/crds.js';
import { crdSources, kubernetes } from '../../tools/import/pins.js';

/** What the generator looks at in a schema of imports/crds. */
export interface Schema {
  readonly type?: string;
  readonly format?: string;
  readonly nullable?: boolean;
  readonly properties?: { readonly [name: string]: Schema };
  readonly required?: readonly string[];
  readonly additionalProperties?: Schema | boolean;
  readonly items?: Schema;
  readonly enum?: readonly unknown[];
  readonly default?: unknown;
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly minProperties?: number;
  readonly maxProperties?: number;
  readonly oneOf?: readonly Schema[];
  readonly anyOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
  readonly not?: Schema;
  readonly $ref?: string;
  readonly 'x-kubernetes-int-or-string'?: boolean;
  readonly 'x-kubernetes-preserve-unknown-fields'?: boolean;
  readonly 'x-kubernetes-list-type'?: string;
  readonly 'x-kubernetes-list-map-keys'?: readonly string[];
  readonly 'x-kubernetes-validations'?: readonly { readonly rule: string }[];
  readonly 'x-kubernetes-group-version-kind'?: readonly { group: string; version: string; kind: string }[];
}

/** The names of imports/crds: `argo-cd`, `flagger`, … */
export const sources: readonly string[] = [...crdSources.map(({ name }) => name), kubernetes.name].sort();

export const isCustom = (source: string): boolean => source !== kubernetes.name;

const objectMeta = 'io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta';
/** Others are the server's to write, and the namespace is the URL's. */
const declaredMeta = ['annotations', 'finalizers', 'labels', 'name', 'ownerReferences'];

const definitions: { [name: string]: Schema } = { ...(readDefinitions(kubernetes.name) as { [name: string]: Schema }) };
const { properties: meta, ...restOfMeta } = definitions[objectMeta] as Schema;
definitions[objectMeta] = {
  ...restOfMeta,
  properties: Object.fromEntries(declaredMeta.map((name) => [name, meta?.[name] as Schema])),
};

/** What a `$ref` stands for. */
export function resolved(schema: Schema): Schema {
  return schema.$ref ? resolved(definitions[schema.$ref.slice('#/'.length)] as Schema) : schema;
}

/** The schemas of a source by `apiVersion kind`, without the fields that nobody declares. */
export function schemasOf(source: string): ReadonlyMap<string, Schema> {
  return new Map(entries(source).map(([name, schema]) => [name, declarable(schema)]));
}

function entries(source: string): (readonly [string, Schema])[] {
  if (isCustom(source)) {
    return readCrds(source).flatMap(({ spec: { group, names, versions } }) =>
      versions.map(({ name, schema }) => [`${group}/${name} ${names.kind}`, schema.openAPIV3Schema as Schema] as const),
    );
  }
  return Object.values(definitions).flatMap((schema) =>
    (schema['x-kubernetes-group-version-kind'] ?? []).map(
      ({ group, version, kind }) => [`${group ? `${group}/` : ''}${version} ${kind}`, schema] as const,
    ),
  );
}

function declarable(schema: Schema): Schema {
  const { apiVersion, kind, status, metadata, ...properties } = schema.properties ?? {};
  return {
    ...schema,
    required: schema.required?.filter((name) => name in properties),
    properties: { metadata: { $ref: `#/${objectMeta}` }, ...properties },
  };
}
