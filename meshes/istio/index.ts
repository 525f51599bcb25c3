import type { Mesh } from '../mesh.js';
import { access } from './access.js';
import { egress } from './egress.js';
import { injection, nativeSidecar, portForm, scrapeForm } from './form.js';
import { identity, principal } from './identity.js';
import { entry } from './ingress.js';
import { limits } from './limits.js';
import { type IstioOptions, istioSettings } from './settings.js';
import { telemetry } from './telemetry.js';
import { traffic } from './traffic.js';

export type { IstioOptions } from './settings.js';

/** Istio with sidecars, routed by its own API: VirtualService, DestinationRule and Gateway. */
export function istio(options?: IstioOptions): Mesh {
  const settings = istioSettings(options);
  return {
    name: 'istio',
    meshed: true,
    trustDomain: settings.trustDomain,
    refusals: limits,
    namespaceMarks: () => injection,
    podMarks: (ends) => (ends ? nativeSidecar : {}),
    serviceMarks: () => ({}),
    portForm,
    scrapeForm,
    principal: (caller) => principal(caller, settings),
    identity,
    access: (namespace) => access(namespace, settings),
    traffic: (service) => traffic(service, settings),
    entry: (gateway) => entry(gateway, settings),
    egress,
    telemetry,
  };
}
