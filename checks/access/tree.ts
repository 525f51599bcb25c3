import type { istio, kubernetes } from '../../imports/index.js';
import type { ManifestData } from '../../manifests/order.js';

/** The pods that a workload runs, as its template describes them. */
export interface Pods {
  readonly workload: string;
  readonly namespace: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly serviceAccount: string;
  /** False where the tree holds their Namespace and it joins no mesh; their proxy is taken for granted otherwise. */
  readonly meshed: boolean;
  readonly containerPorts: ReadonlyMap<string, number>;
}

/** What of a rendered tree says who may reach whom, indexed once. */
export interface AccessTree {
  readonly pods: readonly Pods[];
  readonly services: readonly kubernetes.ServiceManifest[];
  readonly policies: readonly istio.AuthorizationPolicyManifest[];
  readonly peerAuthentications: readonly istio.PeerAuthenticationManifest[];
}

const WORKLOADS: ReadonlySet<string> = new Set(['Deployment', 'StatefulSet', 'DaemonSet', 'Job', 'CronJob']);

export function accessTree(objects: readonly ManifestData[]): AccessTree {
  const ofKind = <T>(group: string, kind: string) =>
    objects.filter(
      ({ apiVersion = '', ...object }) =>
        object.kind === kind && (group === '' ? !apiVersion.includes('/') : apiVersion.startsWith(`${group}/`)),
    ) as readonly unknown[] as readonly T[];
  const outside = new Set(
    ofKind<kubernetes.NamespaceManifest>('', 'Namespace')
      .filter(({ metadata }) => !INJECTION.some((label) => metadata?.labels?.[label] !== undefined))
      .map(({ metadata }) => metadata?.name),
  );
  return {
    pods: objects
      .filter(({ kind = '' }) => WORKLOADS.has(kind))
      .map((object) => podsOf(object as kubernetes.DeploymentManifest | kubernetes.CronJobManifest, outside)),
    services: ofKind<kubernetes.ServiceManifest>('', 'Service'),
    // A policy with targetRefs binds gateways and waypoints; it is none of the pods' own.
    policies: ofKind<istio.AuthorizationPolicyManifest>('security.istio.io', 'AuthorizationPolicy').filter(
      ({ spec }) => !spec?.targetRefs?.length && !spec?.targetRef,
    ),
    peerAuthentications: ofKind<istio.PeerAuthenticationManifest>('security.istio.io', 'PeerAuthentication'),
  };
}

/** Labels by which a namespace joins Istio (Istio docs, "Installing the Sidecar"; ambient: "Add workloads to the mesh"). */
const INJECTION = ['istio-injection', 'istio.io/rev', 'istio.io/dataplane-mode'];

function podsOf(
  { metadata, spec }: kubernetes.DeploymentManifest | kubernetes.CronJobManifest,
  outside: ReadonlySet<string | undefined>,
): Pods {
  const template = 'jobTemplate' in spec ? spec.jobTemplate.spec?.template : spec.template;
  const namespace = metadata?.namespace ?? 'default';
  return {
    workload: metadata?.name ?? '',
    namespace,
    labels: template?.metadata?.labels ?? {},
    serviceAccount: template?.spec?.serviceAccountName ?? 'default',
    meshed: !outside.has(namespace),
    containerPorts: new Map(
      (template?.spec?.containers ?? []).flatMap(({ ports = [] }) =>
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
