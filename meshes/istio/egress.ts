import { istio } from '../../imports/index.js';
import type { ExternalServiceIntent } from '../../intent/model.js';
import type { Port } from '../../intent/port.js';
import type { Manifest } from '../mesh.js';

/** Protocols of a ServiceEntry's port (Istio API, `ServicePort.protocol`). */
const PROTOCOL: Readonly<Record<Port['protocol'], string>> = {
  http: 'HTTP',
  http2: 'HTTP2',
  grpc: 'GRPC',
  https: 'HTTPS',
  tcp: 'TCP',
};

/** An external service, known to the namespaces that call it and to no other. */
export function egress(external: ExternalServiceIntent): readonly Manifest[] {
  const others = new Set(
    external.grants.flatMap(({ caller }) =>
      caller.kind === 'workload' && caller.namespace !== external.namespace ? [caller.namespace.name] : [],
    ),
  );
  return [
    istio.ServiceEntry.manifest({
      metadata: { name: external.name, namespace: external.namespace.name },
      spec: {
        hosts: external.hosts,
        addresses: external.addresses.length > 0 ? external.addresses : undefined,
        location: 'MESH_EXTERNAL',
        resolution: isOpen(external) ? 'NONE' : 'DNS',
        ports: Object.entries(external.ports).map(([name, port]) => ({
          number: port.number,
          name,
          protocol: PROTOCOL[port.protocol],
          targetPort: port.targetPort === port.number ? undefined : port.targetPort,
        })),
        exportTo: ['.', ...[...others].sort()],
      },
    }),
  ];
}

/** A wildcard or a block of addresses cannot be looked up: the request goes where the caller resolved it to. */
function isOpen({ hosts, addresses }: ExternalServiceIntent): boolean {
  return hosts.some((host) => host.startsWith('*')) || addresses.some((address) => address.includes('/'));
}
