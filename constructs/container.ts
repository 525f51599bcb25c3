import type { ContainerIntent, ResourcesIntent } from '../intent/container.js';
import type { ProbeSet } from '../intent/health.js';
import type { ServiceAccountIntent } from '../intent/identity.js';
import { type CpuQuantity, cpuQuantity, type SizeQuantity, sizeQuantity } from '../intent/quantity.js';
import {
  type EnvInput,
  envIntent,
  type HealthInput,
  healthIntent,
  type VolumeInput,
  volumeIntent,
} from './cdk8s-plus.js';

/** Amounts of CPU (cores) and memory (bytes): Kubernetes quantities, cdk8s-plus' `Cpu`, cdk8s' `Size`. */
export interface ResourceAmounts {
  readonly cpu?: CpuQuantity;
  readonly memory?: SizeQuantity;
}

export interface Resources {
  /**
   * What the scheduler sets aside.
   * @default - nothing
   */
  readonly requests?: ResourceAmounts;
  /**
   * What the container may not exceed.
   * @default - no limit
   */
  readonly limits?: ResourceAmounts;
}

/** What a pod may do on its node. The defaults satisfy the Pod Security Standard "restricted", and close the root file system too. */
export interface PodSecurity {
  /**
   * Whether the kubelet refuses to start the container as root.
   * @default true
   */
  readonly runAsNonRoot?: boolean;
  /**
   * User id of the container's process. Needed where the image names its user by name or runs as root.
   * @default - the image's user
   */
  readonly runAsUser?: number;
  /**
   * Group id of the container's process.
   * @default - the image's group
   */
  readonly runAsGroup?: number;
  /**
   * Group id that owns the volumes.
   * @default - the volume's own
   */
  readonly fsGroup?: number;
  /**
   * Whether the container cannot write outside its volumes.
   * @default true
   */
  readonly readOnlyRootFilesystem?: boolean;
  /**
   * Linux capabilities to add; all others are dropped.
   * @default - none
   */
  readonly capabilities?: readonly string[];
}

/** The service account of a workload. */
export interface ServiceAccountProps {
  /**
   * Its name, in the workload's namespace. `default` is refused: it is every pod's that has none of its own.
   * @default - the workload's name
   */
  readonly name?: string;
  /**
   * False where it exists already and is rendered elsewhere.
   * @default true
   */
  readonly create?: boolean;
  /**
   * Whether the pod gets a token for the Kubernetes API.
   * @default false
   */
  readonly apiToken?: boolean;
  /**
   * Annotations, for example of a cloud's workload identity.
   * @default - none
   */
  readonly annotations?: Readonly<Record<string, string>>;
}

/** What runs in a container, whichever workload it is in. */
export interface ContainerProps {
  /**
   * When the kubelet pulls the image.
   * @default - Kubernetes' own: Always for the tag `latest`, else IfNotPresent
   */
  readonly imagePullPolicy?: 'Always' | 'IfNotPresent' | 'Never';
  /**
   * Replaces the image's entry point.
   * @default - the image's
   */
  readonly command?: readonly string[];
  /**
   * Arguments of the entry point.
   * @default - the image's
   */
  readonly args?: readonly string[];
  /**
   * Environment variables, in this order. A literal under the name of a secret (it ends in password, token, secret or key)
   * is refused; take it from a Secret with `Env.secret`, or say `Env.notSecret`.
   * @default - none
   */
  readonly env?: Readonly<Record<string, EnvInput>>;
  /**
   * Configuration: rendered as a ConfigMap and read as environment variables. A change of it rolls the pods.
   * @default - none
   */
  readonly config?: Readonly<Record<string, string>>;
  /**
   * Volumes by name, each with the path it is mounted at.
   * @default - none
   */
  readonly volumes?: Readonly<Record<string, VolumeInput>>;
  /**
   * CPU and memory.
   * @default - neither requests nor limits
   */
  readonly resources?: Resources;
  /**
   * What the pod may do on its node.
   * @default - as little as the Pod Security Standard "restricted" asks, with a read-only root file system
   */
  readonly security?: PodSecurity;
}

/** Probes of a container: one for both liveness and readiness, or each of its own. */
export type HealthProps =
  | HealthInput
  | { readonly liveness?: HealthInput; readonly readiness?: HealthInput; readonly startup?: HealthInput };

export function containerIntent(image: string, props: ContainerProps, health?: HealthProps): ContainerIntent {
  return {
    image,
    imagePullPolicy: props.imagePullPolicy,
    command: props.command,
    args: props.args,
    env: mapValues(props.env, envIntent),
    config: props.config ?? {},
    volumes: mapValues(props.volumes, volumeIntent),
    resources: props.resources && resourcesIntent(props.resources),
    probes: probeSet(health),
    security: {
      runAsNonRoot: props.security?.runAsNonRoot ?? true,
      runAsUser: props.security?.runAsUser,
      runAsGroup: props.security?.runAsGroup,
      fsGroup: props.security?.fsGroup,
      readOnlyRootFilesystem: props.security?.readOnlyRootFilesystem ?? true,
      capabilities: props.security?.capabilities ?? [],
    },
  };
}

export function serviceAccountIntent(workload: string, props: ServiceAccountProps = {}): ServiceAccountIntent {
  return {
    name: props.name ?? workload,
    create: props.create ?? true,
    apiToken: props.apiToken ?? false,
    annotations: props.annotations ?? {},
  };
}

function probeSet(health: HealthProps | undefined): ProbeSet {
  if (!health) return {};
  if ('check' in health || '_toKube' in health) {
    const probe = healthIntent(health as HealthInput);
    return { liveness: probe, readiness: probe };
  }
  const { liveness, readiness, startup } = health as Exclude<HealthProps, HealthInput>;
  return {
    startup: startup && healthIntent(startup),
    liveness: liveness && healthIntent(liveness),
    readiness: readiness && healthIntent(readiness),
  };
}

function resourcesIntent({ requests, limits }: Resources): ResourcesIntent {
  const amounts = (resources: ResourceAmounts | undefined) =>
    resources && {
      cpu: resources.cpu === undefined ? undefined : cpuQuantity(resources.cpu),
      memory: resources.memory === undefined ? undefined : sizeQuantity(resources.memory),
    };
  return { requests: amounts(requests), limits: amounts(limits) };
}

function mapValues<A, B>(
  record: Readonly<Record<string, A>> | undefined,
  map: (value: A) => B,
): Readonly<Record<string, B>> {
  return Object.fromEntries(Object.entries(record ?? {}).map(([key, value]) => [key, map(value)]));
}
