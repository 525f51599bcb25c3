import type { NamespaceIntent } from '../../intent/model.js';
import type { Refusal } from '../../intent/refusal.js';
import type { Mesh } from '../mesh.js';

/** A namespace that stays out of every mesh: plain workloads and Services, and a refusal for all that needs a proxy. */
export function outside(): Mesh {
  return {
    name: 'outside',
    meshed: false,
    trustDomain: undefined,
    refusals,
    namespaceMarks: () => ({}),
    podMarks: () => ({}),
    serviceMarks: () => ({}),
    portForm: (name, port) => ({ name, appProtocol: port.protocol === 'grpc' ? 'kubernetes.io/h2c' : port.protocol }),
    scrapeForm: () => ({}),
    principal: () => undefined,
    identity: () => [],
    access: () => [],
    traffic: () => [],
    entry: () => [],
    egress: () => [],
    telemetry: () => [],
  };
}

function* refusals(namespace: NamespaceIntent): Iterable<Refusal> {
  const needsMesh = (origin: string, what: string): Refusal => ({
    origin,
    problem: `${what}, and the namespace "${namespace.name}" is outside any mesh.`,
    reason: 'its pods have no proxy that could do it.',
    mend: `let the namespace join a mesh, or leave it out.`,
  });
  for (const service of namespace.services) {
    const asked = Object.entries(service.traffic).flatMap(([name, value]) => (value === undefined ? [] : [name]));
    if (asked.length > 0)
      yield needsMesh(service.origin, `traffic asks for ${asked.map((name) => name.replace(/Ms$/, '')).join(', ')}`);
    for (const release of service.releases) yield needsMesh(release.origin, `${service.name} is released by weights`);
  }
  for (const gateway of namespace.gateways) yield needsMesh(gateway.origin, 'a gateway is declared');
  for (const external of namespace.externalServices)
    yield needsMesh(external.origin, 'an external service is declared');
  for (const access of namespace.access) yield needsMesh(access.origin, 'policies are declared');
  if (namespace.tracing) yield needsMesh(namespace.origin, 'tracing is asked for');
  for (const monitor of namespace.monitors) {
    if (monitor.prometheus) yield needsMesh(monitor.origin, 'Prometheus is to scrape with a certificate of the mesh');
  }
}
