import { type MonitorIntent, metricsPort } from './model.js';
import { nameRefusals } from './names.js';
import { formatDuration } from './quantity.js';
import type { Refusal } from './refusal.js';

export function* monitorRefusals(monitor: MonitorIntent): Iterable<Refusal> {
  const { origin, services, intervalMs, scrapeTimeoutMs } = monitor;
  yield* nameRefusals(origin, 'monitor', monitor.name, { form: 'label' });
  if (services.length === 0) {
    yield {
      origin,
      problem: 'services is empty.',
      reason: 'a monitor without services scrapes nothing.',
      mend: 'name the services to scrape.',
    };
  }
  for (const service of services) {
    if (service.namespace !== monitor.namespace) {
      yield {
        origin,
        problem: `${service.name} is in namespace "${service.namespace.name}".`,
        reason: `this ServiceMonitor is rendered into "${monitor.namespace.name}" and selects Services there.`,
        mend: `make a ServiceMonitor in "${service.namespace.name}" for it.`,
      };
    }
    if (metricsPort(service) === undefined) {
      yield {
        origin,
        problem: `${service.name} has no metrics port.`,
        reason:
          'there is nothing to scrape; and opening a port that also takes calls would let plaintext in where mTLS is asked for.',
        mend: `declare one: ports: { …, metrics: Port.metrics(9090) }.`,
      };
    }
  }
  const paths = new Map<string, { readonly path: string; readonly name: string }>();
  for (const service of services) {
    const port = metricsPort(service) ?? '';
    const path = service.ports[port]?.metrics?.path;
    const other = paths.get(port);
    if (path !== undefined && other !== undefined && other.path !== path) {
      yield {
        origin,
        problem: `${other.name} and ${service.name} both name their metrics port "${port}", and serve them at ${other.path} and ${path}.`,
        reason:
          'a ServiceMonitor finds ports by name and would scrape each of the two at both paths, so two targets would be down.',
        mend: 'make a ServiceMonitor for each path, or name the ports apart.',
      };
    }
    if (path !== undefined) paths.set(port, { path, name: service.name });
  }
  for (const [prop, ms] of [
    ['interval', intervalMs],
    ['scrapeTimeout', scrapeTimeoutMs],
  ] as const) {
    if (ms !== undefined && ms <= 0) {
      yield {
        origin,
        problem: `${prop} is 0.`,
        reason: 'Prometheus refuses a scrape without time.',
        mend: `give ${prop} a positive Duration, for example Duration.seconds(30).`,
      };
    }
  }
  if (scrapeTimeoutMs !== undefined && scrapeTimeoutMs > intervalMs) {
    yield {
      origin,
      problem: `scrapeTimeout is ${formatDuration(scrapeTimeoutMs)}, longer than the interval of ${formatDuration(intervalMs)}.`,
      reason: 'Prometheus refuses a configuration in which a scrape may outlast its interval.',
      mend: 'make scrapeTimeout at most the interval.',
    };
  }
}
