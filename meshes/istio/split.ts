import type { ServiceIntent } from '../../intent/model.js';
import type { Port } from '../../intent/port.js';
import { serviceHost } from './host.js';
import type { IstioSettings } from './settings.js';

type Destination = {
  readonly destination: { readonly host: string; readonly port: { readonly number: number }; readonly subset?: string };
  readonly weight?: number;
};

/** Where requests to a service go: all to one version, split by the release's weights, or to any pod. */
export function destinations(
  service: ServiceIntent,
  port: Port,
  settings: IstioSettings,
  only?: string,
): readonly Destination[] {
  // Always with the port: a destination may leave it out only where the Service has a single one (Istio API, `Destination.port`).
  const to = (subset?: string) => ({
    host: serviceHost(service, settings),
    port: { number: port.number },
    ...(subset !== undefined && { subset }),
  });
  const [release] = service.releases;
  if (only !== undefined) return [{ destination: to(only) }];
  if (!release) return [{ destination: to() }];
  return Object.entries(release.weights)
    .filter(([, weight]) => weight > 0)
    .map(([version, weight]) => ({ destination: to(version), weight }));
}
