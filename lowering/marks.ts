import type { Marks } from '../meshes/mesh.js';

/** Labels and annotations of several sources as one; a later source wins. Empty ones are left out. */
export function mergeMarks(...sources: readonly (Marks | undefined)[]): Marks {
  const labels = Object.assign({}, ...sources.map((source) => source?.labels));
  const annotations = Object.assign({}, ...sources.map((source) => source?.annotations));
  return {
    labels: Object.keys(labels).length > 0 ? labels : undefined,
    annotations: Object.keys(annotations).length > 0 ? annotations : undefined,
  };
}

/** The label by which policies, monitors and Services find a service's pods (Kubernetes docs, "Recommended Labels"). */
export function nameLabel(name: string): Record<string, string> {
  return { 'app.kubernetes.io/name': name };
}
