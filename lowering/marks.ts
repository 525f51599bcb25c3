import type { Marks } from '../meshes/mesh.js';

/** Labels and annotations of several sources as one; a later source wins. Empty ones are left out. */
export function mergeMarks(...sources: readonly (Marks | undefined)[]): Marks {
  return { labels: merge(sources, 'labels'), annotations: merge(sources, 'annotations') };
}

function merge(
  sources: readonly (Marks | undefined)[],
  field: keyof Marks,
): Readonly<Record<string, string>> | undefined {
  let merged: Readonly<Record<string, string>> | undefined;
  for (const source of sources) {
    const own = source?.[field];
    if (own !== undefined && Object.keys(own).length > 0) merged = merged === undefined ? own : { ...merged, ...own };
  }
  return merged;
}

/** The label by which policies, monitors and Services find a service's pods (Kubernetes docs, "Recommended Labels"). */
export function nameLabel(name: string): Record<string, string> {
  return { 'app.kubernetes.io/name': name };
}
