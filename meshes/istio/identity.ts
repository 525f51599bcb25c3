import { istio } from '../../imports/index.js';
import {
  type Caller,
  type MonitorIntent,
  metricsPort,
  type NamespaceIntent,
  type ServiceIntent,
} from '../../intent/model.js';
import type { Manifest } from '../mesh.js';
import type { IstioSettings } from './settings.js';

/** The caller's SPIFFE identity as AuthorizationPolicy writes it, without `spiffe://` (Istio API, `Source.principals`). */
export function principal(caller: Caller, settings: IstioSettings): string | undefined {
  switch (caller.kind) {
    case 'anyone':
      return undefined;
    case 'entry': {
      const { namespace, serviceAccount } = settings.ingressGateway;
      return `${settings.trustDomain}/ns/${namespace}/sa/${serviceAccount}`;
    }
    default: {
      const { namespace, serviceAccount } = caller.identity;
      const own = caller.kind === 'workload' ? caller.namespace.trustDomain : caller.identity.trustDomain;
      return `${own ?? settings.trustDomain}/ns/${namespace}/sa/${serviceAccount}`;
    }
  }
}

/** The monitor that scrapes a service in plaintext, if one does. */
export function plaintextMonitor(service: ServiceIntent): MonitorIntent | undefined {
  return service.namespace.monitors.find((monitor) => !monitor.prometheus && monitor.services.includes(service));
}

/**
 * mTLS of the namespace, and one exception a service that Prometheus scrapes without a certificate: its metrics port,
 * which takes nothing but metrics. An exception is by workload and the workload's own port (Istio API, `portLevelMtls`).
 */
export function identity(namespace: NamespaceIntent): readonly Manifest[] {
  const objects: Manifest[] = [
    istio.PeerAuthentication.manifest({
      metadata: { name: 'default', namespace: namespace.name },
      spec: { mtls: { mode: namespace.mtls } },
    }),
  ];
  if (namespace.mtls !== 'STRICT') return objects;
  for (const service of namespace.services) {
    const port = plaintextMonitor(service) && service.ports[metricsPort(service) ?? ''];
    if (!port) continue;
    objects.push(
      istio.PeerAuthentication.manifest({
        metadata: { name: `${service.name}-metrics`, namespace: namespace.name },
        spec: {
          selector: { matchLabels: { 'app.kubernetes.io/name': service.name } },
          mtls: { mode: 'STRICT' },
          portLevelMtls: { [port.targetPort]: { mode: 'PERMISSIVE' } },
        },
      }),
    );
  }
  return objects;
}
