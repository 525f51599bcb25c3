import { type EnvIntent, envRefusals } from './env.js';
import { healthRefusals, type ProbeSet } from './health.js';
import type { Port } from './port.js';
import { isQuantity } from './quantity.js';
import type { Refusal } from './refusal.js';
import { type VolumeIntent, volumeRefusals } from './volume.js';

/** What runs in one container. */
export interface ContainerIntent {
  readonly image: string;
  readonly imagePullPolicy?: 'Always' | 'IfNotPresent' | 'Never';
  readonly command?: readonly string[];
  readonly args?: readonly string[];
  readonly env: Readonly<Record<string, EnvIntent>>;
  /** Configuration: rendered as a ConfigMap, read as environment variables. */
  readonly config: Readonly<Record<string, string>>;
  readonly volumes: Readonly<Record<string, VolumeIntent>>;
  readonly resources?: ResourcesIntent;
  readonly probes: ProbeSet;
  readonly security: SecurityIntent;
}

/** Kubernetes quantities. */
export interface ResourcesIntent {
  readonly requests?: { readonly cpu?: string; readonly memory?: string };
  readonly limits?: { readonly cpu?: string; readonly memory?: string };
}

/** What the pod may do on its node; the defaults satisfy the Pod Security Standard "restricted". */
export interface SecurityIntent {
  readonly runAsNonRoot: boolean;
  readonly runAsUser?: number;
  readonly runAsGroup?: number;
  readonly fsGroup?: number;
  readonly readOnlyRootFilesystem: boolean;
  readonly capabilities: readonly string[];
}

export function* containerRefusals(
  origin: string,
  container: ContainerIntent,
  ports: Readonly<Record<string, Port>>,
  workload: string,
): Iterable<Refusal> {
  if (container.image.trim() === '' || /\s/.test(container.image)) {
    yield {
      origin,
      problem: `the image is "${container.image}".`,
      reason: 'the kubelet cannot pull it.',
      mend: 'give an image reference, such as "registry.example.com/cart:1.4.2".',
    };
  }
  yield* envRefusals(origin, 'env', container.env);
  yield* envRefusals(
    origin,
    'config',
    Object.fromEntries(Object.entries(container.config).map(([name, value]) => [name, { from: 'literal', value }])),
  );
  for (const name of Object.keys(container.config)) {
    if (name in container.env) {
      yield {
        origin,
        problem: `${name} stands in both config and env.`,
        reason: 'a variable has one value; env would silently win.',
        mend: 'keep it in one of them.',
      };
    }
  }
  yield* volumeRefusals(origin, container.volumes, workload);
  yield* resourceRefusals(origin, container.resources);
  yield* healthRefusals(origin, container.probes, ports);
  const { security } = container;
  if (security.runAsNonRoot && security.runAsUser === 0) {
    yield {
      origin,
      problem: 'security.runAsUser is 0 while runAsNonRoot is on.',
      reason: 'user 0 is root, so the kubelet would not start the container.',
      mend: 'give another user, or say runAsNonRoot: false.',
    };
  }
}

function* resourceRefusals(origin: string, resources: ResourcesIntent | undefined): Iterable<Refusal> {
  for (const kind of ['requests', 'limits'] as const) {
    for (const [name, quantity] of Object.entries(resources?.[kind] ?? {})) {
      if (quantity !== undefined && !isQuantity(quantity)) {
        yield {
          origin,
          problem: `resources.${kind}.${name} is "${quantity}".`,
          reason: 'it is no Kubernetes quantity, so the API server refuses the pod.',
          mend: name === 'cpu' ? 'write "100m" or "0.5".' : 'write Size.mebibytes(128) or "128Mi".',
        };
      }
    }
  }
}
