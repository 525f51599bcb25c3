import type { CustomKind } from './catalogue.js';
import { isObject, type Schema } from './schema.js';

/** A CustomResourceDefinition as its YAML says it. */
export interface CrdDocument {
  readonly kind?: unknown;
  readonly spec?: unknown;
}

interface Spec {
  readonly group: string;
  readonly names: { readonly kind: string };
  readonly scope: 'Namespaced' | 'Cluster';
  readonly versions: readonly {
    readonly name: string;
    readonly served?: boolean;
    readonly subresources?: { readonly status?: object };
    readonly schema?: { readonly openAPIV3Schema?: Schema };
  }[];
}

/** The kinds that a CRD serves, by `group/version/Kind`. */
export function kindsOf(crd: CrdDocument, index: number): [string, CustomKind][] {
  if (crd?.kind !== 'CustomResourceDefinition' || !isSpec(crd.spec)) {
    throw new Error(`crds[${index}] is no CustomResourceDefinition of apiextensions.k8s.io/v1.`);
  }
  const { group, names, scope, versions } = crd.spec;
  return versions
    .filter(({ served }) => served !== false)
    .map((version) => [
      `${group}/${version.name}/${names.kind}`,
      {
        scope,
        status: version.subresources?.status !== undefined,
        schema: version.schema?.openAPIV3Schema ?? { type: 'object', 'x-kubernetes-preserve-unknown-fields': true },
      },
    ]);
}

function isSpec(spec: unknown): spec is Spec {
  return (
    isObject(spec) &&
    typeof spec.group === 'string' &&
    isObject(spec.names) &&
    typeof spec.names.kind === 'string' &&
    Array.isArray(spec.versions) &&
    spec.versions.every((version) => isObject(version) && typeof version.name === 'string')
  );
}
