import { createRequire } from 'node:module';
import type { Schema } from './schema.js';

/** A custom resource's kind with its schema. */
export interface CustomKind {
  readonly scope: 'Namespaced' | 'Cluster';
  /** Status has a subresource, so it is dropped on create. */
  readonly status: boolean;
  readonly schema: Schema;
}

interface Source {
  readonly kinds: { readonly [kind: string]: CustomKind };
  readonly shared: readonly Schema[];
}

/** The JSON of the package stands in imports/, whether this file runs as TypeScript or from lib/. */
const root = import.meta.url.endsWith('.ts') ? '../../imports/' : '../../../imports/';
const load = createRequire(import.meta.url);
const loaded = new Map<string, unknown>();

function json<T>(path: string): T {
  if (!loaded.has(path)) loaded.set(path, load(`${root}${path}`));
  return loaded.get(path) as T;
}

/** In which file the kind (`group/version/Kind`) is, nothing where none of the pinned projects has it. */
export function sourceOf(kind: string): string | undefined {
  const index = json<{ readonly [kind: string]: string }>('schemas/index.json');
  return Object.hasOwn(index, kind) ? index[kind] : undefined;
}

export const KUBERNETES = 'kubernetes';

export function customKind(source: string, kind: string): CustomKind {
  return json<Source>(`schemas/${source}.json`).kinds[kind] as CustomKind;
}

/** What `#/3` stands for in a source. */
export function sharedSchema(source: string, ref: string): Schema {
  return json<Source>(`schemas/${source}.json`).shared[Number(ref.slice('#/'.length))] as Schema;
}

interface Definition extends Schema {
  readonly 'x-kubernetes-group-version-kind'?: readonly { group: string; version: string; kind: string }[];
}

const definitions = (): { readonly [name: string]: Definition } => json(`crds/${KUBERNETES}.json`);

/** What `#/io.k8s.api.core.v1.Pod` stands for. */
export function definition(ref: string): Schema {
  return definitions()[ref.slice('#/'.length)] as Schema;
}

let refs: Map<string, string> | undefined;

/** The `$ref` of one of Kubernetes' own kinds. */
export function definitionOf(kind: string): string {
  refs ??= new Map(
    Object.entries(definitions()).flatMap(([name, schema]) =>
      (schema['x-kubernetes-group-version-kind'] ?? []).map(
        (gvk) => [`${gvk.group}/${gvk.version}/${gvk.kind}`, `#/${name}`] as const,
      ),
    ),
  );
  return refs.get(kind) as string;
}

export const OBJECT_META = '#/io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta';
