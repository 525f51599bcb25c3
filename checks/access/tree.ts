import type { istio, kubernetes } from '../../imports/index.js';
import type { ManifestData } from '../../manifests/order.js';

/** The pods that a workload runs, as its template describes them. */
export interface Pods {
  readonly workload: string;
  readonly namespace: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly serviceAccount: string;
  readonly containerPorts: ReadonlyMap<string, number>;
}

/** What of a rendered tree says who may reach whom, indexed once. */
export interface AccessTree {
  readonly pods: readonly Pods[];
  readonly services: readonly kubernetes.ServiceManifest[];
  readonly policies: readonly istio.AuthorizationPolicyManifest[];
  readonly peerAuthentications: readonly istio.PeerAuthenticationManifest[];
}

const WORKLOADS: ReadonlySet<string> = new Set(['Deployment', 'StatefulSet', 'DaemonSet', 'Job']);

export function accessTree(objects: readonly ManifestData[]): AccessTree {
  const ofKind = <T>(group: string, kind: string) =>
    objects.filter(
      ({ apiVersion = '', ...object }) =>
        object.kind === kind && (group === '' ? !apiVersion.includes('/') : apiVersion.startsWith(`${group}/`)),
    ) as readonly unknown[] as readonly T[];
  return {
    pods: objects
      .filter(({ kind = '' }) => WORKLOADS.has(kind))
      .map((object) => podsOf(object as kubernetes.DeploymentManifest)),
    services: ofKind<kubernetes.ServiceManifest>('', 'Service'),
    // A policy with targetRefs binds gateways and waypoints; it is none of the pods' own.
    policies: ofKind<istio.AuthorizationPolicyManifest>('security.istio.io', 'AuthorizationPolicy').filter(
      ({ spec }) => !spec?.targetRefs?.length && !spec?.targetRef,
    ),
    peerAuthentications: ofKind<istio.PeerAuthenticationManifest>('security.istio.io', 'PeerAuthentication'),
  };
}

function podsOf({ metadata, spec }: kubernetes.DeploymentManifest): Pods {
  const { template } = spec;
  return {
    workload: metadata?.name ?? '',
    namespace: metadata?.namespace ?? 'default',
    labels: template.metadata?.labels ?? {},
    serviceAccount: template.spec?.serviceAccountName ?? 'default',
    containerPorts: new Map(
      (template.spec?.containers ?? []).flatMap(({ ports = [] }) =>
        ports.map(({ name = '', containerPort }) => [name, containerPort] as const),
      ),
    ),
  };
}

/** True where every label of the selector is on the pod; an empty selector takes all. */
export function selects(
  selector: Readonly<Record<string, string>> | undefined,
  labels: Readonly<Record<string, string>>,
): boolean {
  return Object.entries(selector ?? {}).every(([key, value]) => labels[key] === value);
}
