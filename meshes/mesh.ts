import type {
  Caller,
  ExternalServiceIntent,
  GatewayIntent,
  MonitorIntent,
  NamespaceIntent,
  ServiceIntent,
} from '../intent/model.js';
import type { Port } from '../intent/port.js';
import type { Refusal } from '../intent/refusal.js';

/** A Kubernetes object as data. */
export interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata?: {
    readonly name?: string;
    readonly namespace?: string;
    readonly labels?: Readonly<Record<string, string>>;
    readonly annotations?: Readonly<Record<string, string>>;
  };
}

/** Labels and annotations that a mesh wants on an object it does not own. */
export interface Marks {
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
}

/** How a port of a Service tells this mesh what is spoken on it. */
export interface PortForm {
  readonly name: string;
  readonly appProtocol?: string;
}

/** How a ServiceMonitor's endpoint reaches a pod through this mesh (Prometheus operator API, `Endpoint`). */
export interface ScrapeForm {
  readonly scheme?: 'http' | 'https';
  readonly tlsConfig?: {
    readonly caFile?: string;
    readonly certFile?: string;
    readonly keyFile?: string;
    readonly insecureSkipVerify?: boolean;
  };
}

/**
 * How an intent is written for one mesh. Every function is pure: the same intent gives the same objects, and nothing
 * is read but its arguments. What a mesh cannot do, `refusals` says before anything is written; the others may rely on it.
 */
export interface Mesh {
  /** What people call it, such as `istio`. */
  readonly name: string;
  /** False where pods get no proxy: no identity, no encryption, no policy. */
  readonly meshed: boolean;
  /** Trust domain of the identities it gives to pods; none where it gives none. */
  readonly trustDomain: string | undefined;
  /** What is declared in this namespace that the mesh cannot do, with the alternative. */
  refusals(namespace: NamespaceIntent): Iterable<Refusal>;

  /** How pods of the namespace join the mesh. */
  namespaceMarks(namespace: NamespaceIntent): Marks;
  /** What a pod needs beside that; `ends` is true for a pod that runs to its end. */
  podMarks(ends: boolean): Marks;
  /** What a Service needs. */
  serviceMarks(service: ServiceIntent): Marks;
  /** A port's name and appProtocol; `name` is the user's. */
  portForm(name: string, port: Port): PortForm;
  /** How Prometheus reaches the metrics ports of a monitor. */
  scrapeForm(monitor: MonitorIntent): ScrapeForm;
  /** A caller as this mesh's policies name it; none for anyone. */
  principal(caller: Caller): string | undefined;

  /** Who the pods are and how they encrypt: mTLS and its exceptions. */
  identity(namespace: NamespaceIntent): readonly Manifest[];
  /** Who may call whom; only asked where the namespace has an AuthzPolicySet. */
  access(namespace: NamespaceIntent): readonly Manifest[];
  /** Timeouts, retries, circuit breaking, faults, splits and matches of one service. */
  traffic(service: ServiceIntent): readonly Manifest[];
  /** The way in from outside. */
  entry(gateway: GatewayIntent): readonly Manifest[];
  /** The way out to something outside. */
  egress(external: ExternalServiceIntent): readonly Manifest[];
  /** Tracing of the namespace. */
  telemetry(namespace: NamespaceIntent): readonly Manifest[];
}
