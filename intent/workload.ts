import { type ContainerIntent, containerRefusals } from './container.js';
import type { Port } from './port.js';
import type { Refusal } from './refusal.js';

export const WORKLOAD_KINDS = ['Deployment', 'StatefulSet', 'DaemonSet'] as const;
export type WorkloadKind = (typeof WORKLOAD_KINDS)[number];

/** One version of a service: its container, and how many of it run. A service of one image has one, without a name. */
export interface VersionIntent {
  readonly name?: string;
  readonly container: ContainerIntent;
  readonly replicas?: number;
}

/** Bounds of a HorizontalPodAutoscaler; the targets are per cent of what the container requests. */
export interface AutoscalingIntent {
  readonly minReplicas: number;
  readonly maxReplicas: number;
  readonly cpuUtilization?: number;
  readonly memoryUtilization?: number;
}

/** Bounds of a PodDisruptionBudget: pods, or a percentage such as `50%`. Exactly one is given. */
export type DisruptionBudgetIntent =
  | { readonly minAvailable: number | string; readonly maxUnavailable?: undefined }
  | { readonly maxUnavailable: number | string; readonly minAvailable?: undefined };

export interface WorkloadIntent {
  readonly kind: WorkloadKind;
  readonly versions: readonly VersionIntent[];
  readonly autoscaling?: AutoscalingIntent;
  readonly disruptionBudget?: DisruptionBudgetIntent;
  /** Labels that an existing workload selects by; they cannot be changed later. */
  readonly selector?: Readonly<Record<string, string>>;
  readonly podLabels: Readonly<Record<string, string>>;
  readonly podAnnotations: Readonly<Record<string, string>>;
}

export function* workloadRefusals(
  origin: string,
  workload: WorkloadIntent,
  ports: Readonly<Record<string, Port>>,
): Iterable<Refusal> {
  const { kind, versions, autoscaling, disruptionBudget } = workload;
  if (!(WORKLOAD_KINDS as readonly string[]).includes(kind)) {
    yield {
      origin,
      problem: `workload is "${kind}".`,
      reason: 'a service runs as one of three workloads.',
      mend: `use one of ${WORKLOAD_KINDS.join(', ')}; for what ends by itself take MeshJob or MeshCronJob.`,
    };
  }
  if (workload.selector && versions.some(({ name }) => name !== undefined)) {
    yield {
      origin,
      problem: '`selector` stands beside `versions`.',
      reason:
        'each version is a workload, and two workloads with one selector count and delete the pods of each other.',
      mend: 'leave `selector` out, or keep one image.',
    };
  }
  const named = versions.filter(({ name }) => name !== undefined).length;
  if (versions.length === 0 || (named > 0 && named < versions.length)) {
    yield {
      origin,
      problem: versions.length === 0 ? 'neither `image` nor `versions` is given.' : '`image` stands beside `versions`.',
      reason: versions.length === 0 ? 'there is nothing to run.' : 'a service runs one image, or several versions.',
      mend: 'give an image, or versions by name: { v1: { image: … }, v2: { image: … } }.',
    };
  }
  for (const version of versions) {
    yield* containerRefusals(
      version.name === undefined ? origin : `${origin} (version ${version.name})`,
      version.container,
      ports,
      kind,
    );
    if (version.name !== undefined && !/^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/.test(version.name)) {
      yield {
        origin,
        problem: `the version name "${version.name}" is no DNS label.`,
        reason: "it becomes part of the workload's name and the label `version`.",
        mend: 'rename the key under `versions`, for example to "v1".',
      };
    }
    if (version.replicas !== undefined && !(Number.isInteger(version.replicas) && version.replicas >= 0)) {
      yield {
        origin,
        problem: `replicas is ${version.replicas}.`,
        reason: 'it counts pods.',
        mend: 'give a whole number from 0 on.',
      };
    }
    if (version.replicas !== undefined && (autoscaling || kind === 'DaemonSet')) {
      yield {
        origin,
        problem: `replicas is ${version.replicas} ${autoscaling ? 'beside autoscaling' : 'on a DaemonSet'}.`,
        reason: autoscaling
          ? 'every sync would set the number of pods back that the autoscaler has chosen.'
          : 'a DaemonSet runs one pod a node.',
        mend: 'leave replicas out.',
      };
    }
  }
  if (autoscaling) yield* autoscalingRefusals(origin, workload, autoscaling);
  if (disruptionBudget) yield* disruptionBudgetRefusals(origin, workload, disruptionBudget);
}

function* autoscalingRefusals(
  origin: string,
  { kind, versions }: WorkloadIntent,
  { minReplicas, maxReplicas, cpuUtilization, memoryUtilization }: AutoscalingIntent,
): Iterable<Refusal> {
  if (kind === 'DaemonSet') {
    yield {
      origin,
      problem: 'autoscaling stands on a DaemonSet.',
      reason: 'a DaemonSet runs one pod a node and has no scale.',
      mend: 'leave autoscaling out, or use a Deployment.',
    };
  }
  if (
    !(Number.isInteger(minReplicas) && Number.isInteger(maxReplicas) && minReplicas >= 1 && maxReplicas >= minReplicas)
  ) {
    yield {
      origin,
      problem: `autoscaling has minReplicas ${minReplicas} and maxReplicas ${maxReplicas}.`,
      reason: 'both count pods: at least 1, and the maximum not below the minimum.',
      mend: 'give whole numbers with 1 <= minReplicas <= maxReplicas.',
    };
  }
  if (cpuUtilization === undefined && memoryUtilization === undefined) {
    yield {
      origin,
      problem: 'autoscaling has no target.',
      reason: 'without one it never scales.',
      mend: 'give cpuUtilization or memoryUtilization in per cent of the request, for example cpuUtilization: 80.',
    };
  }
  for (const [resource, target] of [
    ['cpu', cpuUtilization],
    ['memory', memoryUtilization],
  ] as const) {
    if (target === undefined) continue;
    if (!(Number.isInteger(target) && target >= 1)) {
      yield {
        origin,
        problem: `autoscaling.${resource}Utilization is ${target}.`,
        reason: 'it is per cent of what the container requests.',
        mend: 'give a whole number from 1 on, for example 80.',
      };
    }
    if (
      versions.some(
        ({ container: { resources } }) =>
          (resources?.requests?.[resource] ?? resources?.limits?.[resource]) === undefined,
      )
    ) {
      yield {
        origin,
        problem: `autoscaling follows ${resource}, but the container requests none.`,
        reason: `utilization is measured against the request; without one the autoscaler stays idle (Kubernetes docs, "Horizontal Pod Autoscaling").`,
        mend: `give resources.requests.${resource}.`,
      };
    }
  }
}

function* disruptionBudgetRefusals(
  origin: string,
  { kind, versions, autoscaling }: WorkloadIntent,
  { minAvailable, maxUnavailable }: DisruptionBudgetIntent,
): Iterable<Refusal> {
  if ((minAvailable === undefined) === (maxUnavailable === undefined)) {
    yield {
      origin,
      problem: `disruptionBudget has ${minAvailable === undefined ? 'neither minAvailable nor' : 'both minAvailable and'} maxUnavailable.`,
      reason: 'a PodDisruptionBudget takes exactly one of them.',
      mend: 'give one, for example maxUnavailable: 1.',
    };
    return;
  }
  for (const [prop, value] of [
    ['minAvailable', minAvailable],
    ['maxUnavailable', maxUnavailable],
  ] as const) {
    if (
      value !== undefined &&
      !(typeof value === 'number' ? Number.isInteger(value) && value >= 0 : /^(\d{1,2}|100)%$/.test(value))
    ) {
      yield {
        origin,
        problem: `disruptionBudget.${prop} is ${JSON.stringify(value)}.`,
        reason: 'it counts pods, or is a percentage of them.',
        mend: 'give a whole number, or a percentage such as "50%".',
      };
    }
  }
  const pods = versions.reduce((sum, version) => sum + (autoscaling?.minReplicas ?? version.replicas ?? 1), 0);
  const never =
    maxUnavailable === 0 ||
    maxUnavailable === '0%' ||
    minAvailable === '100%' ||
    (kind !== 'DaemonSet' && typeof minAvailable === 'number' && minAvailable >= pods);
  if (never) {
    yield {
      origin,
      problem: `disruptionBudget lets none of ${kind === 'DaemonSet' ? 'its pods' : pods === 1 ? '1 pod' : `${pods} pods`} go.`,
      reason: 'a node could never be drained while such a pod is on it.',
      mend:
        pods === 1 && kind !== 'DaemonSet'
          ? `raise ${autoscaling ? 'minReplicas' : 'replicas'}, or let the only one go: maxUnavailable: 1.`
          : 'leave at least one pod to spare, for example maxUnavailable: 1.',
    };
  }
}
