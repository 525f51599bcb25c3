/** An object of the rendered tree, as data. */
export interface ManifestData {
  readonly apiVersion?: string;
  readonly kind?: string;
  readonly metadata?: { readonly name?: string; readonly namespace?: string };
}

/**
 * The order in which a reader and an API server want objects: what others live in first, then who they are and what they
 * may do, then what they listen on, what runs, and what watches it. A kind that is not listed comes last.
 */
const KINDS: readonly string[] = [
  'Namespace',
  'CustomResourceDefinition',
  'PriorityClass',
  'StorageClass',
  'ResourceQuota',
  'LimitRange',
  'ServiceAccount',
  'ClusterRole',
  'ClusterRoleBinding',
  'Role',
  'RoleBinding',
  'PeerAuthentication',
  'RequestAuthentication',
  'AuthorizationPolicy',
  'NetworkPolicy',
  'Secret',
  'ConfigMap',
  'PersistentVolumeClaim',
  'Service',
  'ServiceEntry',
  'Gateway',
  'DestinationRule',
  'VirtualService',
  'GitRepository',
  'OCIRepository',
  'HelmRepository',
  'Kustomization',
  'HelmRelease',
  'Deployment',
  'StatefulSet',
  'DaemonSet',
  'Job',
  'CronJob',
  'HorizontalPodAutoscaler',
  'PodDisruptionBudget',
  'Telemetry',
  'ServiceMonitor',
  'PodMonitor',
  'PrometheusRule',
];

const RANK: ReadonlyMap<string, number> = new Map(KINDS.map((kind, index) => [kind, index]));

/** Compares two objects by kind in apply order, then by namespace, name and group: total, so that no order is left to chance. */
export function compareObjects(a: ManifestData, b: ManifestData): number {
  return (
    rank(a) - rank(b) ||
    compareText(a.kind, b.kind) ||
    compareText(a.metadata?.namespace, b.metadata?.namespace) ||
    compareText(a.metadata?.name, b.metadata?.name) ||
    compareText(a.apiVersion, b.apiVersion)
  );
}

function rank({ kind }: ManifestData): number {
  return RANK.get(kind ?? '') ?? KINDS.length;
}

/** By code units, so that the order is the same in every locale. */
function compareText(a = '', b = ''): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
