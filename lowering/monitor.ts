import { prometheusOperator } from '../imports/index.js';
import { type MonitorIntent, metricsPort } from '../intent/model.js';
import { formatDuration } from '../intent/quantity.js';
import type { Manifest, Mesh } from '../meshes/mesh.js';
import { nameLabel } from './marks.js';

/** One ServiceMonitor for all services of a monitor, with an endpoint for each name and path their metrics ports have. */
export function monitor(monitor: MonitorIntent, mesh: Mesh): readonly Manifest[] {
  const endpoints = new Map<string, { port: string; path: string }>();
  for (const service of monitor.services) {
    const name = metricsPort(service);
    const port = name === undefined ? undefined : service.ports[name];
    if (name === undefined || !port?.metrics) continue;
    const endpoint = { port: mesh.portForm(name, port).name, path: port.metrics.path };
    endpoints.set(JSON.stringify(endpoint), endpoint);
  }
  const names = monitor.services.map(({ name }) => name);
  const [only] = names;
  return [
    prometheusOperator.ServiceMonitor.manifest({
      metadata: {
        name: monitor.name,
        namespace: monitor.namespace.name,
        labels: Object.keys(monitor.labels).length > 0 ? monitor.labels : undefined,
      },
      spec: {
        jobLabel: monitor.jobLabel,
        targetLabels: monitor.targetLabels.length > 0 ? monitor.targetLabels : undefined,
        selector:
          names.length === 1 && only !== undefined
            ? { matchLabels: nameLabel(only) }
            : { matchExpressions: [{ key: 'app.kubernetes.io/name', operator: 'In', values: names }] },
        endpoints: [...endpoints.values()].map(({ port, path }) => ({
          port,
          path,
          interval: formatDuration(monitor.intervalMs),
          scrapeTimeout: monitor.scrapeTimeoutMs === undefined ? undefined : formatDuration(monitor.scrapeTimeoutMs),
          ...mesh.scrapeForm(monitor),
        })),
      },
    }),
  ];
}
