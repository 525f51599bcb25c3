/** An OpenAPI schema as CRDs and the API server write it, after trimming. */
export interface Schema {
  type?: string;
  format?: string;
  nullable?: boolean;
  properties?: { [name: string]: Schema };
  required?: string[];
  additionalProperties?: Schema | boolean;
  items?: Schema;
  enum?: (string | number | boolean | null)[];
  default?: unknown;
  oneOf?: Schema[];
  anyOf?: Schema[];
  allOf?: Schema[];
  not?: Schema;
  $ref?: string;
  'x-kubernetes-int-or-string'?: boolean;
  'x-kubernetes-preserve-unknown-fields'?: boolean;
  'x-kubernetes-embedded-resource'?: boolean;
  'x-kubernetes-validations'?: Rule[];
  'x-kubernetes-group-version-kind'?: { group: string; version: string; kind: string }[];
}

export interface Rule {
  rule: string;
  fieldPath?: string;
  reason?: string;
  optionalOldSelf?: boolean;
}

export interface Crd {
  apiVersion: 'apiextensions.k8s.io/v1';
  kind: 'CustomResourceDefinition';
  metadata: { name: string };
  spec: {
    group: string;
    names: { kind: string; plural: string };
    scope: 'Namespaced' | 'Cluster';
    versions: Version[];
  };
}

export interface Version {
  name: string;
  served: boolean;
  storage: boolean;
  schema: { openAPIV3Schema: Schema };
}

/** The core definitions, by their OpenAPI names; a `$ref` is `#/<name>`. */
export interface Definitions {
  [name: string]: Schema;
}

/**
 * The schema with `f` applied to each schema directly inside it. A field may be called `default` or `$ref` (see
 * CustomResourceDefinition), so only this function tells keywords from names.
 */
export function mapSubschemas(schema: Schema, f: (inner: Schema) => Schema): Schema {
  const out = { ...schema };
  if (out.properties) {
    out.properties = Object.fromEntries(Object.entries(out.properties).map(([name, inner]) => [name, f(inner)]));
  }
  if (typeof out.additionalProperties === 'object') out.additionalProperties = f(out.additionalProperties);
  if (out.items) out.items = f(out.items);
  if (out.not) out.not = f(out.not);
  for (const key of ['oneOf', 'anyOf', 'allOf'] as const) {
    if (out[key]) out[key] = out[key].map(f);
  }
  return out;
}
