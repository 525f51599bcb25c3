import type { ContainerIntent } from './container.js';
import type { HttpMethod, PathPattern } from './http.js';
import type { Identity, ServiceAccountIntent } from './identity.js';
import type { Port } from './port.js';
import type { TrafficIntent } from './traffic.js';
import type { WorkloadIntent } from './workload.js';

/**
 * The model of an app: what was declared, as plain data. Constructs fill it, `*Refusals` judge it, meshes lower it.
 */

/** Everything declared for one API server. */
export interface ClusterIntent {
  readonly origin: string;
  readonly namespaces: NamespaceIntent[];
  /** Raised by every construct that records or changes an intent; what was lowered for an older revision is stale. */
  revision: number;
}

/** A namespace: its place in the mesh, and what is declared in it. */
export interface NamespaceIntent {
  readonly origin: string;
  readonly name: string;
  readonly cluster: ClusterIntent;
  /** Name of the mesh that its pods join; none where it stays outside. */
  readonly mesh: string | undefined;
  /** Trust domain of its identities, where the mesh has one. */
  readonly trustDomain: string | undefined;
  readonly mtls: 'STRICT' | 'PERMISSIVE';
  readonly tracing?: { readonly provider: string; readonly samplingPercentage: number };
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  readonly services: ServiceIntent[];
  readonly jobs: JobIntent[];
  readonly externalServices: ExternalServiceIntent[];
  readonly externalCallers: ExternalCallerIntent[];
  readonly gateways: GatewayIntent[];
  readonly monitors: MonitorIntent[];
  /** The policy sets; more than one is refused. */
  readonly access: AccessIntent[];
}

/** A service of the mesh: what runs, what it listens on, and who may call it. */
export interface ServiceIntent {
  readonly origin: string;
  readonly name: string;
  readonly namespace: NamespaceIntent;
  readonly ports: Readonly<Record<string, Port>>;
  readonly serviceAccount: ServiceAccountIntent;
  /** Missing for a workload that was made elsewhere and adopted; its pods carry the name label. */
  readonly workload?: WorkloadIntent;
  readonly traffic: TrafficIntent;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  /** Who may do what to it; filled by `calls`, by entries and by `calledByAnyone`. */
  readonly grants: Grant[];
  /** The releases of it; more than one is refused. */
  readonly releases: ReleaseIntent[];
}

/** One that may call: a workload of this app, an identity of another repository, an entry, or everyone in the mesh. */
export type Caller =
  | {
      readonly kind: 'workload';
      readonly origin: string;
      readonly identity: Identity;
      readonly namespace: NamespaceIntent;
    }
  | { readonly kind: 'external'; readonly origin: string; readonly identity: Identity }
  | { readonly kind: 'entry'; readonly origin: string; readonly namespace: NamespaceIntent; readonly endUsers: boolean }
  | { readonly kind: 'anyone'; readonly origin: string };

/** One caller may do one thing to one callee. Several methods or paths are alternatives; together with the caller they all must hold. */
export interface Grant {
  readonly caller: Caller;
  /** Key of the callee's port; none where the callee has exactly one that is not for metrics. */
  readonly port?: string;
  readonly methods: readonly HttpMethod[];
  readonly paths: readonly PathPattern[];
}

/** How a service is released: which version takes which requests. */
export interface ReleaseIntent {
  readonly origin: string;
  /** Key of the strategy as the user wrote it; what is not known is refused. */
  readonly strategy: string;
  /** Per cent of the requests that no `match` takes, by version. */
  readonly weights: Readonly<Record<string, number>>;
  /** Requests sent to one version, whatever the weights; the first that fits wins. */
  readonly match: readonly ReleaseMatch[];
}

/** Requests that are sent to one version. All conditions of one match must hold. */
export interface ReleaseMatch {
  readonly to: string;
  readonly headers: Readonly<Record<string, HeaderMatch>>;
  /** True where a cookie is matched and the header `cookie` too, which is one header. */
  readonly cookieTwice: boolean;
}

/** How a header is compared. `regex` is RE2 and must fit the whole value (Istio API, `StringMatch`). */
export type HeaderMatch =
  | { readonly exact: string; readonly prefix?: undefined; readonly regex?: undefined }
  | { readonly prefix: string; readonly exact?: undefined; readonly regex?: undefined }
  | { readonly regex: string; readonly exact?: undefined; readonly prefix?: undefined };

/** The way in from outside: hosts, and which path leads to which service. */
export interface GatewayIntent {
  readonly origin: string;
  readonly name: string;
  readonly namespace: NamespaceIntent;
  readonly hosts: readonly string[];
  readonly tls?: { readonly secretName: string; readonly redirect: boolean };
  readonly routes: readonly RouteIntent[];
}

export interface RouteIntent {
  readonly path: PathPattern;
  readonly service: ServiceIntent;
  readonly port?: string;
  /** What replaces the matched part of the path on the way to the service. */
  readonly rewrite?: string;
  /** True where no end user's token is asked for although the namespace asks for one. */
  readonly anonymous: boolean;
}

/** Something outside the mesh that services call. */
export interface ExternalServiceIntent {
  readonly origin: string;
  readonly name: string;
  readonly namespace: NamespaceIntent;
  readonly hosts: readonly string[];
  /** IP addresses or CIDR blocks that its hosts resolve to. */
  readonly addresses: readonly string[];
  readonly ports: Readonly<Record<string, Port>>;
  /** What is declared to call it. */
  readonly grants: Grant[];
}

/** An identity that another repository owns. */
export interface ExternalCallerIntent {
  readonly origin: string;
  readonly identity: Identity;
}

/** Something that runs to its end: once, or on a schedule. */
export interface JobIntent {
  readonly origin: string;
  readonly name: string;
  readonly namespace: NamespaceIntent;
  readonly serviceAccount: ServiceAccountIntent;
  readonly container: ContainerIntent;
  readonly backoffLimit?: number;
  readonly activeDeadlineMs?: number;
  readonly podLabels: Readonly<Record<string, string>>;
  readonly podAnnotations: Readonly<Record<string, string>>;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  /** Present for a CronJob. */
  readonly schedule?: {
    readonly cron: string;
    readonly timeZone?: string;
    readonly concurrencyPolicy: 'Allow' | 'Forbid' | 'Replace';
    readonly suspend?: boolean;
  };
}

/** Who may call whom in a namespace: the grants of its services, and what is asked of end users. */
export interface AccessIntent {
  readonly origin: string;
  /** In a dry run, policies are evaluated and logged, but refuse nobody. */
  readonly mode: 'enforce' | 'dry-run';
  readonly endUsers?: EndUsersIntent;
}

/** Where the tokens of end users come from (JWT, RFC 7519). */
export interface EndUsersIntent {
  readonly issuer: string;
  readonly jwksUri?: string;
  readonly audiences: readonly string[];
  /** Whether the token is passed on to the service. */
  readonly forward: boolean;
}

/** Which services Prometheus scrapes, and how it gets in. */
export interface MonitorIntent {
  readonly origin: string;
  readonly name: string;
  readonly namespace: NamespaceIntent;
  readonly services: readonly ServiceIntent[];
  readonly intervalMs: number;
  readonly scrapeTimeoutMs?: number;
  readonly labels: Readonly<Record<string, string>>;
  readonly jobLabel?: string;
  readonly targetLabels: readonly string[];
  /** Prometheus' identity where it holds a certificate of the mesh; else it scrapes in plaintext. */
  readonly prometheus?: { readonly identity: Identity; readonly certificates: string };
}

/** Names of a service's versions; empty for a service of one image. */
export function versionNames(service: ServiceIntent): readonly string[] {
  return (service.workload?.versions ?? []).flatMap((version) => (version.name === undefined ? [] : [version.name]));
}

/** The service's ports that take calls, with their names. */
export function trafficPorts(service: ServiceIntent): readonly (readonly [string, Port])[] {
  return Object.entries(service.ports).filter(([, port]) => !port.metrics);
}

/** The port of a call: the one it names, or the callee's only one that is not for metrics. */
export function calledPort(ports: ServiceIntent['ports'], named: string | undefined): string | undefined {
  if (named !== undefined) return Object.hasOwn(ports, named) ? named : undefined;
  const candidates = Object.keys(ports).filter((name) => !ports[name]?.metrics);
  return candidates.length === 1 ? candidates[0] : undefined;
}

/** The name of a service's metrics port, if it has one; a second is refused. */
export function metricsPort(service: ServiceIntent): string | undefined {
  return Object.keys(service.ports).find((name) => service.ports[name]?.metrics);
}

/** The path pattern as the service sees it, after a rewrite. */
export function servedPath(route: RouteIntent): PathPattern {
  if (route.rewrite === undefined) return route.path;
  if (!route.path.endsWith('/*')) return route.rewrite;
  return route.rewrite.endsWith('/') ? `${route.rewrite}*` : `${route.rewrite}/*`;
}
