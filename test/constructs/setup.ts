import { Mesh, MeshApp, MeshNamespace, type MeshNamespaceProps, Port } from '../../constructs/index.js';
import type { RenderedObject } from '../../testing/index.js';

/** A namespace on Istio, in an app of its own. */
export function istioNamespace(props: MeshNamespaceProps = {}, id = 'shop'): MeshNamespace {
  return new MeshNamespace(new MeshApp({ quiet: true }), id, { mesh: Mesh.istio(), ...props });
}

/** The least that a service needs. */
export const web = { image: 'web:1', ports: { http: Port.http(8080) } } as const;

/** The pod template of a rendered workload. */
export function podOf({ spec }: RenderedObject) {
  const { template } = spec.jobTemplate?.spec ?? spec;
  const [container] = template.spec.containers;
  return {
    labels: template.metadata.labels,
    annotations: template.metadata.annotations,
    spec: template.spec,
    container,
  };
}

/** Labels and annotations of a rendered object. */
export function marksOf(object: RenderedObject): {
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
} {
  return (object as Readonly<Record<string, ReturnType<typeof marksOf>>>).metadata ?? {};
}

/** `Kind name` of every object, in the order given. */
export function kindsAndNames(objects: readonly RenderedObject[]): readonly string[] {
  return objects.map(({ kind, metadata }) => `${kind} ${metadata?.name}`);
}
