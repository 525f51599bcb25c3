import type { ManifestData } from './order.js';

/** Kinds that live in no namespace, as group/kind; cdk8s stamps a Chart's namespace on them all the same. */
const CLUSTER_SCOPED: ReadonlySet<string> = new Set([
  '/Namespace',
  'apiextensions.k8s.io/CustomResourceDefinition',
  'rbac.authorization.k8s.io/ClusterRole',
  'rbac.authorization.k8s.io/ClusterRoleBinding',
  'scheduling.k8s.io/PriorityClass',
  'storage.k8s.io/StorageClass',
  'gateway.networking.k8s.io/GatewayClass',
]);

/** The object without a namespace, where its kind has none. */
export function inScope(object: ManifestData): ManifestData {
  const { apiVersion = '', kind = '', metadata } = object;
  if (metadata?.namespace === undefined) return object;
  const group = apiVersion.includes('/') ? apiVersion.slice(0, apiVersion.indexOf('/')) : '';
  if (!CLUSTER_SCOPED.has(`${group}/${kind}`)) return object;
  const { namespace: _, ...rest } = metadata;
  return { ...object, metadata: rest };
}
