import { istio } from '../../imports/index.js';
import type { NamespaceIntent } from '../../intent/model.js';
import type { Manifest } from '../mesh.js';

/** Tracing of every workload in the namespace. The provider is one of `meshConfig.extensionProviders` (Istio API, `Telemetry`). */
export function telemetry({ name, tracing }: NamespaceIntent): readonly Manifest[] {
  if (!tracing) return [];
  return [
    istio.Telemetry.manifest({
      metadata: { name: 'default', namespace: name },
      spec: {
        tracing: [{ providers: [{ name: tracing.provider }], randomSamplingPercentage: tracing.samplingPercentage }],
      },
    }),
  ];
}
