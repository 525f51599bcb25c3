import type { istio, kubernetes, prometheusOperator } from '../imports/index.js';
import type { Manifest } from '../meshes/mesh.js';

/** Any part of a type, at any depth; `null` takes a field away. A list is replaced as a whole. */
export type DeepPartial<T> = T extends readonly (infer Item)[]
  ? readonly Item[]
  : T extends object
    ? { readonly [K in keyof T]?: DeepPartial<T[K]> | null }
    : T;

/** Fields to merge into an object, or a function that is given the object and returns what to render instead. */
export type Override<T> = DeepPartial<T> | ((object: T) => T);

/** Raw changes to what a construct renders, by kind. They are applied last, to every object of the kind that it renders. */
export interface Overrides {
  readonly Namespace?: Override<kubernetes.NamespaceManifest>;
  readonly ServiceAccount?: Override<kubernetes.ServiceAccountManifest>;
  readonly ConfigMap?: Override<kubernetes.ConfigMapManifest>;
  readonly Service?: Override<kubernetes.ServiceManifest>;
  readonly Deployment?: Override<kubernetes.DeploymentManifest>;
  readonly StatefulSet?: Override<kubernetes.StatefulSetManifest>;
  readonly DaemonSet?: Override<kubernetes.DaemonSetManifest>;
  readonly HorizontalPodAutoscaler?: Override<kubernetes.HorizontalPodAutoscalerManifest>;
  readonly PodDisruptionBudget?: Override<kubernetes.PodDisruptionBudgetManifest>;
  readonly Job?: Override<kubernetes.JobManifest>;
  readonly CronJob?: Override<kubernetes.CronJobManifest>;
  readonly VirtualService?: Override<istio.VirtualServiceManifest>;
  readonly DestinationRule?: Override<istio.DestinationRuleManifest>;
  readonly Gateway?: Override<istio.GatewayManifest>;
  readonly ServiceEntry?: Override<istio.ServiceEntryManifest>;
  readonly PeerAuthentication?: Override<istio.PeerAuthenticationManifest>;
  readonly AuthorizationPolicy?: Override<istio.AuthorizationPolicyManifest>;
  readonly RequestAuthentication?: Override<istio.RequestAuthenticationManifest>;
  readonly Telemetry?: Override<istio.TelemetryManifest>;
  readonly ServiceMonitor?: Override<prometheusOperator.ServiceMonitorManifest>;
}

/** The object with the override for its kind, if there is one. */
export function applyOverrides(object: Manifest, overrides: Overrides): Manifest {
  const override = (overrides as Readonly<Record<string, Override<Manifest> | undefined>>)[object.kind];
  if (override === undefined) return object;
  // Objects share labels, so a function gets a copy that it may change in place.
  return typeof override === 'function' ? override(structuredClone(object)) : (merge(object, override) as Manifest);
}

function merge(base: unknown, patch: unknown): unknown {
  if (!isPlainObject(base) || !isPlainObject(patch)) return patch;
  const merged: Record<string, unknown> = { ...base };
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) delete merged[key];
    else if (value !== undefined) merged[key] = merge(merged[key], value);
  }
  return merged;
}

function isPlainObject(value: unknown): value is Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null) return false;
  const prototype = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null; // a Lazy or a token is a value, not a mapping
}
