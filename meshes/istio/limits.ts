import { type NamespaceIntent, trafficPorts } from '../../intent/model.js';
import type { Refusal } from '../../intent/refusal.js';

/** The user and group of Istio's proxy: what runs as it is taken for the proxy and bypasses the mesh (Istio docs, "Application Requirements"). */
const PROXY_ID = 1337;

/** What Istio's sidecars cannot do, or would do otherwise than declared. */
export function* limits(namespace: NamespaceIntent): Iterable<Refusal> {
  const containers = [
    ...namespace.services.flatMap(({ origin, workload }) =>
      (workload?.versions ?? []).map(({ container }) => ({ origin, container })),
    ),
    ...namespace.jobs,
  ];
  for (const { origin, container } of containers) {
    for (const prop of ['runAsUser', 'runAsGroup'] as const) {
      if (container.security[prop] === PROXY_ID) {
        yield {
          origin,
          problem: `security.${prop} is ${PROXY_ID}.`,
          reason: "it is the sidecar's own, so the container's traffic would bypass the mesh: no mTLS, no policy.",
          mend: 'give another number.',
        };
      }
    }
  }
  for (const service of namespace.services) {
    const [release] = service.releases;
    const tls = trafficPorts(service).find(([, port]) => port.protocol === 'https');
    if (release && tls) {
      yield {
        origin: release.origin,
        problem: `${service.name} is released, and its port "${tls[0]}" is https.`,
        reason:
          'on such a port Istio routes by the name in the TLS handshake, which callers may write in several ways, so the split would be missed.',
        mend: 'let the mesh encrypt and declare the port as http, http2 or grpc.',
      };
    }
  }
}
