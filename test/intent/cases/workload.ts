import { type Cases, type Declare, service, twoVersions } from '../case.js';

const running =
  (props: Readonly<Record<string, unknown>>): Declare =>
  (shop) =>
    service(shop, 'cart', props);
const requests = { requests: { cpu: '100m', memory: '64Mi' } };
const scaled = (autoscaling: unknown, props: Readonly<Record<string, unknown>> = {}) =>
  running({ resources: requests, autoscaling, ...props });
const budgeted = (disruptionBudget: unknown, props: Readonly<Record<string, unknown>> = { replicas: 2 }) =>
  running({ disruptionBudget, ...props });
const bounds = { minReplicas: 1, maxReplicas: 3, cpuUtilization: 80 };

const givesImages = { fix: 'give an image, or versions by name: { v1: { image: … }, v2: { image: … } }.' };
const notPods = { why: 'it counts pods.', fix: 'give a whole number from 0 on.' };
const notBounds = {
  why: 'both count pods: at least 1, and the maximum not below the minimum.',
  fix: 'give whole numbers with 1 <= minReplicas <= maxReplicas.',
};
const notTarget = {
  why: 'it is per cent of what the container requests.',
  fix: 'give a whole number from 1 on, for example 80.',
};
const idle = (resource: string) => ({
  what: `autoscaling follows ${resource}, but the container requests none.`,
  why: 'utilization is measured against the request; without one the autoscaler stays idle (Kubernetes docs, "Horizontal Pod Autoscaling").',
  fix: `give resources.requests.${resource}.`,
});
const exactlyOne = {
  why: 'a PodDisruptionBudget takes exactly one of them.',
  fix: 'give one, for example maxUnavailable: 1.',
};
const notBound = {
  why: 'it counts pods, or is a percentage of them.',
  fix: 'give a whole number, or a percentage such as "50%".',
};
const byThatLabel =
  'the Service, the policies and the monitors of this service find its pods by that label and its name.';
const neverDrained = 'a node could never be drained while such a pod is on it.';

export const workloads: Cases = {
  'an unknown kind of workload': {
    wrong: running({ workload: 'ReplicaSet' }),
    says: {
      what: 'workload is "ReplicaSet".',
      why: 'a service runs as one of three workloads.',
      fix: 'use one of Deployment, StatefulSet, DaemonSet; for what ends by itself take MeshJob or MeshCronJob.',
    },
    right: { 'a known one': running({ workload: 'DaemonSet' }) },
  },
  'neither image nor versions': {
    wrong: running({ image: undefined }),
    says: {
      what: 'neither `image` nor `versions` is given.',
      why: 'there is nothing to run.',
      ...givesImages,
    },
    right: { 'an image': running({ image: 'cart:1' }) },
  },
  'versions that are none': {
    wrong: running({ versions: {} }),
    says: {
      what: 'neither `image` nor `versions` is given.',
      why: 'there is nothing to run.',
      ...givesImages,
    },
    right: { 'one version': running({ versions: { v1: { image: 'cart:1' } } }) },
  },
  'both image and versions': {
    wrong: running({ image: 'cart:1', versions: { v2: { image: 'cart:2' } } }),
    says: {
      what: '`image` stands beside `versions`.',
      why: 'a service runs one image, or several versions.',
      ...givesImages,
    },
    right: { 'only versions': running(twoVersions) },
  },
  'one selector for several versions': {
    wrong: running({ ...twoVersions, selector: { app: 'cart' } }),
    says: {
      what: '`selector` stands beside `versions`.',
      why: 'each version is a workload, and two workloads with one selector count and delete the pods of each other.',
      fix: 'leave `selector` out, or keep one image.',
    },
    right: { 'for one image': running({ selector: { run: 'cart' } }) },
  },
  ...Object.fromEntries(
    ['labels', 'podLabels'].map((prop) => [
      `another name in ${prop}`,
      {
        wrong: running({ [prop]: { 'app.kubernetes.io/name': 'basket' } }),
        says: {
          what: `${prop} sets app.kubernetes.io/name to "basket".`,
          why: byThatLabel,
          fix: 'leave it out.',
        },
        right: { 'the same name': running({ [prop]: { 'app.kubernetes.io/name': 'cart', team: 'shop' } }) },
      },
    ]),
  ),
  'another name in the selector': {
    wrong: running({ selector: { 'app.kubernetes.io/name': 'basket' } }),
    says: {
      what: 'selector sets app.kubernetes.io/name to "basket".',
      why: byThatLabel,
      fix: 'name the service "basket", or let the workload be replaced.',
    },
    right: { 'the same name': running({ selector: { 'app.kubernetes.io/name': 'cart' } }) },
  },
  'a negative number of pods': {
    wrong: running({ replicas: -1 }),
    says: { what: 'replicas is -1.', ...notPods },
    right: { none: running({ replicas: 0 }) },
  },
  'half a pod, of each version': {
    wrong: running({ ...twoVersions, replicas: 0.5 }),
    says: { what: 'replicas is 0.5.', ...notPods },
    right: { 'one each': running({ ...twoVersions, replicas: 1 }) },
  },
  'a number of pods beside an autoscaler': {
    wrong: scaled(bounds, { replicas: 2 }),
    says: {
      what: 'replicas is 2 beside autoscaling.',
      why: 'every sync would set the number of pods back that the autoscaler has chosen.',
      fix: 'leave replicas out.',
    },
    right: { 'the autoscaler alone': scaled(bounds) },
  },
  'a number of pods of a DaemonSet': {
    wrong: running({ workload: 'DaemonSet', replicas: 2 }),
    says: {
      what: 'replicas is 2 on a DaemonSet.',
      why: 'a DaemonSet runs one pod a node.',
      fix: 'leave replicas out.',
    },
    right: { 'of a StatefulSet': running({ workload: 'StatefulSet', replicas: 2 }) },
  },
  'an autoscaler of a DaemonSet': {
    wrong: scaled(bounds, { workload: 'DaemonSet' }),
    says: {
      what: 'autoscaling stands on a DaemonSet.',
      why: 'a DaemonSet runs one pod a node and has no scale.',
      fix: 'leave autoscaling out, or use a Deployment.',
    },
    right: { 'of a StatefulSet': scaled(bounds, { workload: 'StatefulSet' }) },
  },
  'an autoscaler that may scale to none': {
    wrong: scaled({ ...bounds, minReplicas: 0 }),
    says: { what: 'autoscaling has minReplicas 0 and maxReplicas 3.', ...notBounds },
    right: { 'to one': scaled({ ...bounds, minReplicas: 1 }) },
  },
  'an autoscaler with its maximum below its minimum': {
    wrong: scaled({ ...bounds, minReplicas: 4 }),
    says: { what: 'autoscaling has minReplicas 4 and maxReplicas 3.', ...notBounds },
    right: { 'with both the same': scaled({ ...bounds, minReplicas: 3 }) },
  },
  'an autoscaler without a target': {
    wrong: scaled({ minReplicas: 1, maxReplicas: 3 }),
    says: {
      what: 'autoscaling has no target.',
      why: 'without one it never scales.',
      fix: 'give cpuUtilization or memoryUtilization in per cent of the request, for example cpuUtilization: 80.',
    },
    right: { 'with two': scaled({ ...bounds, memoryUtilization: 80 }) },
  },
  'an autoscaler with a target of nothing': {
    wrong: scaled({ ...bounds, cpuUtilization: 0 }),
    says: { what: 'autoscaling.cpuUtilization is 0.', ...notTarget },
    right: { 'with more than the request': scaled({ ...bounds, cpuUtilization: 150 }) },
  },
  'an autoscaler with half a per cent as target': {
    wrong: scaled({ minReplicas: 1, maxReplicas: 3, memoryUtilization: 0.5 }),
    says: { what: 'autoscaling.memoryUtilization is 0.5.', ...notTarget },
    right: { 'with one per cent': scaled({ minReplicas: 1, maxReplicas: 3, memoryUtilization: 1 }) },
  },
  'an autoscaler that follows CPU nobody requested': {
    wrong: scaled(bounds, { resources: { requests: { memory: '64Mi' } } }),
    says: idle('cpu'),
    right: {
      'a limit, which is then the request too': scaled(bounds, { resources: { limits: { cpu: '1' } } }),
    },
  },
  'an autoscaler that follows memory which one version does not request': {
    wrong: running({
      versions: { v1: { image: 'cart:1', resources: requests }, v2: { image: 'cart:2' } },
      autoscaling: { minReplicas: 1, maxReplicas: 3, memoryUtilization: 80 },
    }),
    says: idle('memory'),
    right: { 'which all of them do': scaled({ ...bounds, memoryUtilization: 80 }, twoVersions) },
  },
  'a disruption budget with both bounds': {
    wrong: budgeted({ minAvailable: 1, maxUnavailable: 1 }),
    says: { what: 'disruptionBudget has both minAvailable and maxUnavailable.', ...exactlyOne },
    right: { 'with one': budgeted({ minAvailable: 1 }) },
  },
  'a disruption budget with neither bound': {
    wrong: budgeted({}),
    says: { what: 'disruptionBudget has neither minAvailable nor maxUnavailable.', ...exactlyOne },
    right: { 'with the other': budgeted({ maxUnavailable: 1 }) },
  },
  'a disruption budget of half a pod': {
    wrong: budgeted({ maxUnavailable: 0.5 }),
    says: { what: 'disruptionBudget.maxUnavailable is 0.5.', ...notBound },
    right: { 'of half the pods': budgeted({ maxUnavailable: '50%' }) },
  },
  'a disruption budget of a fraction without its sign': {
    wrong: budgeted({ minAvailable: '50' }),
    says: { what: 'disruptionBudget.minAvailable is "50".', ...notBound },
    right: { 'with it': budgeted({ minAvailable: '50%' }) },
  },
  'a disruption budget of more than all pods': {
    wrong: budgeted({ maxUnavailable: '101%' }),
    says: { what: 'disruptionBudget.maxUnavailable is "101%".', ...notBound },
    right: { 'of all pods': budgeted({ maxUnavailable: '100%' }) },
  },
  'a disruption budget that needs every pod': {
    wrong: budgeted({ minAvailable: 2 }),
    says: {
      what: 'disruptionBudget lets none of 2 pods go.',
      why: neverDrained,
      fix: 'leave at least one pod to spare, for example maxUnavailable: 1.',
    },
    right: {
      'one less': budgeted({ minAvailable: 1 }),
      'the pods of all versions but one': budgeted({ minAvailable: 3 }, { ...twoVersions, replicas: 2 }),
      'one of those that an autoscaler keeps, of each version': budgeted(
        { minAvailable: 1 },
        { ...twoVersions, resources: requests, autoscaling: bounds },
      ),
      'one of a DaemonSet, whose pods nobody has counted': budgeted({ minAvailable: 1 }, { workload: 'DaemonSet' }),
    },
  },
  'a disruption budget of a single pod': {
    wrong: budgeted({ minAvailable: 1 }, {}),
    says: {
      what: 'disruptionBudget lets none of 1 pod go.',
      why: neverDrained,
      fix: 'raise replicas, or let the only one go: maxUnavailable: 1.',
    },
    right: { 'which may go': budgeted({ maxUnavailable: 1 }, {}) },
  },
  ...Object.fromEntries(
    [{ maxUnavailable: 0 }, { maxUnavailable: '0%' }, { minAvailable: '100%' }].map((budget) => [
      `a disruption budget of ${JSON.stringify(budget)}`,
      {
        wrong: budgeted(budget),
        says: {
          what: 'disruptionBudget lets none of 2 pods go.',
          why: neverDrained,
          fix: 'leave at least one pod to spare, for example maxUnavailable: 1.',
        },
        right: { 'nearly so': budgeted({ minAvailable: '99%' }), 'nothing kept': budgeted({ minAvailable: '0%' }) },
      },
    ]),
  ),
};
