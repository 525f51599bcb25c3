import type { MonitorIntent } from '../../intent/model.js';
import type { Port } from '../../intent/port.js';
import type { Marks, PortForm, ScrapeForm } from '../mesh.js';

/** Istio reads `appProtocol` first and the name's prefix where it is missing (Istio docs, "Protocol Selection"); both agree here. */
export function portForm(name: string, { protocol }: Port): PortForm {
  return {
    name: name === protocol || name.startsWith(`${protocol}-`) ? name : `${protocol}-${name}`,
    appProtocol: protocol,
  };
}

/** Sidecar injection by namespace (Istio docs, "Installing the Sidecar"). */
export const injection: Marks = { labels: { 'istio-injection': 'enabled' } };

/**
 * A pod that ends needs the proxy to end after it: as a native sidecar, the kubelet stops it once the other containers are
 * done. Istio does so by itself where every kubelet is 1.33 or later; the annotation asks for it on all that can
 * (Istio docs, "Resource Annotations").
 */
export const nativeSidecar: Marks = { annotations: { 'sidecar.istio.io/nativeSidecar': 'true' } };

/** Plaintext on an excepted port, or Prometheus' own certificate of the mesh (Istio docs, "Prometheus": TLS settings). */
export function scrapeForm({ prometheus }: MonitorIntent): ScrapeForm {
  if (!prometheus) return {};
  const directory = prometheus.certificates.replace(/\/$/, '');
  return {
    scheme: 'https',
    tlsConfig: {
      caFile: `${directory}/root-cert.pem`,
      certFile: `${directory}/cert-chain.pem`,
      keyFile: `${directory}/key.pem`,
      // Istio names workloads by SPIFFE URI, which Prometheus cannot compare with a host name.
      insecureSkipVerify: true,
    },
  };
}
