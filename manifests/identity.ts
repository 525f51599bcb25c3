import type { ManifestData } from './order.js';

/** What makes an object one object to an API server: group, kind, namespace and name. The version is no part of it. */
export function identityOf({ apiVersion = '', kind = '', metadata }: ManifestData): string {
  const group = apiVersion.includes('/') ? apiVersion.slice(0, apiVersion.indexOf('/')) : '';
  return `${group}/${kind}/${metadata?.namespace ?? ''}/${metadata?.name ?? ''}`;
}

/** The identity as a person reads it: `Deployment e-commerce/cart-service (apps)`. */
export function describeIdentity({ apiVersion = '', kind = '', metadata }: ManifestData): string {
  const group = apiVersion.includes('/') ? ` (${apiVersion.slice(0, apiVersion.indexOf('/'))})` : '';
  const namespace = metadata?.namespace === undefined ? '' : `${metadata.namespace}/`;
  return `${kind} ${namespace}${metadata?.name ?? ''}`.trim() + group;
}
