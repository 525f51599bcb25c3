import { loadAll } from 'js-yaml';
import type { SourceFile } from './fetch.js';
import type { Source } from './pins.js';
import type { Crd, Schema, Version } from './schema.js';
import { trimSchema } from './trim-schema.js';

/** The CRDs of a source's files, one version each, schema only. */
export function trimCrds(source: Source, files: readonly SourceFile[]): Crd[] {
  const crds = files
    .filter(({ path }) => path.endsWith('.yaml'))
    .flatMap(({ text }) => loadAll(withoutBrokenQuotes(text)) as (Crd | null)[])
    .filter((document): document is Crd => document?.kind === 'CustomResourceDefinition')
    .filter(({ spec }) => source.keep?.groups?.includes(spec.group) ?? true)
    .filter(({ spec }) => source.keep?.kinds?.includes(spec.names.kind) ?? true)
    .map((crd) => trimCrd(crd, source.versions?.[crd.spec.names.kind]));
  for (const kind of source.keep?.kinds ?? []) {
    if (!crds.some(({ spec }) => spec.names.kind === kind)) throw new Error(`${source.name} has no CRD ${kind}`);
  }
  return crds;
}

/**
 * Flagger's CRDs continue quoted descriptions at the indentation of their key. YAML forbids it; Go's parser lets it
 * pass, js-yaml and cdk8s do not. Descriptions are dropped anyway.
 */
function withoutBrokenQuotes(text: string): string {
  return text.replace(/^( *description:) '(?:[^']|'')*'$/gm, "$1 ''");
}

function trimCrd(crd: Crd, pinnedVersion: string | undefined): Crd {
  const { group, names, scope, versions } = crd.spec;
  const version = versions.find(({ name }) => name === (pinnedVersion ?? mostMature(versions)));
  if (!version?.served) throw new Error(`${crd.metadata.name} does not serve ${pinnedVersion ?? 'any version'}`);
  const subresources = (version as { subresources?: object }).subresources;
  const trimmed: Version = {
    name: version.name,
    served: true,
    storage: true,
    ...(subresources && { subresources }),
    schema: { openAPIV3Schema: openStatus(trimSchema(version.schema.openAPIV3Schema)) },
  };
  return {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: crd.metadata.name },
    spec: { group, names, scope, versions: [trimmed] },
  };
}

/** GA before beta before alpha, then the higher number: the order Kubernetes itself prefers. */
function mostMature(versions: readonly Version[]): string | undefined {
  const rank = (name: string): number[] => {
    const [, major, stage, minor] = /^v(\d+)(?:(alpha|beta)(\d+))?$/.exec(name) ?? [];
    if (!major) throw new Error(`not a Kubernetes version: ${name}`);
    return [stage === undefined ? 2 : stage === 'beta' ? 1 : 0, Number(major), Number(minor ?? 0)];
  };
  const byMaturity = (a: string, b: string): number => {
    const other = rank(b);
    return rank(a).reduce((order, part, i) => order || (other[i] ?? 0) - part, 0);
  };
  return versions
    .filter(({ served }) => served)
    .map(({ name }) => name)
    .sort(byMaturity)[0];
}

/** Status is the controllers' to write: nobody declares it, so its schema would only be weight. */
function openStatus(schema: Schema): Schema {
  if (!schema.properties?.status) return schema;
  const status: Schema = { type: 'object', 'x-kubernetes-preserve-unknown-fields': true };
  return { ...schema, properties: { ...schema.properties, status } };
}
