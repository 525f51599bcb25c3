import { kubernetes } from '../imports/index.js';
import type { NamespaceIntent } from '../intent/model.js';
import type { Refusal } from '../intent/refusal.js';
import type { Manifest, Mesh } from '../meshes/mesh.js';
import { job } from './job.js';
import { mergeMarks } from './marks.js';
import { monitor } from './monitor.js';
import { serviceAccount, services } from './service.js';
import { serviceMarks, workloads } from './workload.js';

/** An object, and the construct whose intent it renders. */
export interface Lowered {
  readonly origin: string;
  readonly object: Manifest;
}

/**
 * Every object of a namespace: what is the same on every mesh, and what the mesh makes of it. Pure, and only called on a
 * namespace that neither the intents nor the mesh refuse.
 */
export function lowerNamespace(namespace: NamespaceIntent, mesh: Mesh): readonly Lowered[] {
  const from = ({ origin }: { readonly origin: string }, objects: readonly Manifest[]): readonly Lowered[] =>
    objects.map((object) => ({ origin, object }));
  const [access] = namespace.access;
  return [
    ...from(namespace, [namespaceObject(namespace, mesh), ...mesh.identity(namespace), ...mesh.telemetry(namespace)]),
    ...(access ? from(access, mesh.access(namespace)) : []),
    ...namespace.services.flatMap((service) =>
      from(service, [
        ...serviceAccount(service.serviceAccount, namespace.name, serviceMarks(service)),
        ...services(service, mesh),
        ...workloads(service, mesh),
        ...mesh.traffic(service),
      ]),
    ),
    ...namespace.jobs.flatMap((intent) => from(intent, job(intent, mesh))),
    ...namespace.externalServices.flatMap((external) => from(external, mesh.egress(external))),
    ...namespace.gateways.flatMap((gateway) => from(gateway, mesh.entry(gateway))),
    ...namespace.monitors.flatMap((intent) => from(intent, monitor(intent, mesh))),
  ];
}

/** Ports that a user named apart and the mesh's naming rules would name alike. */
export function* portNameRefusals(namespace: NamespaceIntent, mesh: Mesh): Iterable<Refusal> {
  for (const { origin, ports } of namespace.services) {
    const seen = new Map<string, string>();
    for (const [key, port] of Object.entries(ports)) {
      const { name } = mesh.portForm(key, port);
      const other = seen.get(name);
      if (other !== undefined) {
        yield {
          origin,
          problem: `ports.${other} and ports.${key} would both be named "${name}" on ${mesh.name}.`,
          reason: 'the ports of a Service have names of their own.',
          mend: 'rename one of the keys.',
        };
      }
      seen.set(name, key);
    }
  }
}

function namespaceObject(namespace: NamespaceIntent, mesh: Mesh): Manifest {
  return kubernetes.Namespace.manifest({
    metadata: { name: namespace.name, ...mergeMarks(namespace, mesh.namespaceMarks(namespace)) },
  });
}
