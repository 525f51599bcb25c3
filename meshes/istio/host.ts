import type { ServiceIntent } from '../../intent/model.js';
import type { IstioSettings } from './settings.js';

/** The Service's full DNS name; a short one is read in the namespace of whoever looks (Istio API, `VirtualService.hosts`). */
export function serviceHost(service: ServiceIntent, settings: IstioSettings): string {
  return `${service.name}.${service.namespace.name}.svc.${settings.clusterDomain}`;
}
