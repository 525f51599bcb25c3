import type { Construct } from 'constructs';
import type { MonitorIntent } from '../intent/model.js';
import { type Duration, milliseconds } from '../intent/quantity.js';
import type { ExternalCaller } from './external-caller.js';
import type { MeshService } from './mesh-service.js';
import { NamespaceMember } from './namespace-member.js';
import type { Overrides } from './overrides.js';

export interface ServiceMonitorProps {
  /** The services to scrape, of this namespace; each has a metrics port (`Port.metrics(9090)`). */
  readonly services: readonly MeshService<string, string>[];
  /**
   * Time between two scrapes.
   * @default - 30 s
   */
  readonly interval?: Duration;
  /**
   * Time a scrape may take, at most the interval.
   * @default - Prometheus' own, 10 s
   */
  readonly scrapeTimeout?: Duration;
  /**
   * Labels of the ServiceMonitor, by which a Prometheus selects it (kube-prometheus-stack: `{ release: '<release name>' }`).
   * @default - none
   */
  readonly labels?: Readonly<Record<string, string>>;
  /**
   * Label of the Service whose value becomes the metrics' `job`.
   * @default - the Service's name
   */
  readonly jobLabel?: string;
  /**
   * Labels of the Service that are copied to its metrics.
   * @default - none
   */
  readonly targetLabels?: readonly string[];
  /**
   * Prometheus' identity, where it holds a certificate of the mesh, and the folder of its certificates in Prometheus' pod:
   * it scrapes over mTLS and is let in by name.
   * @default - Prometheus scrapes in plaintext: the metrics port, and only that, is excepted from STRICT mTLS, and only GET of the metrics' path is let in
   */
  readonly prometheus?: { readonly caller: ExternalCaller; readonly certificates: string };
  /**
   * Raw changes to what it renders, by kind.
   * @default - none
   */
  readonly overrides?: Overrides;
}

/** Which services Prometheus scrapes (Prometheus operator), and the way in for it through mTLS and policies. */
export class ServiceMonitor extends NamespaceMember {
  readonly intent: MonitorIntent;

  constructor(scope: Construct, id: string, props: ServiceMonitorProps) {
    super(scope, id, props.overrides);
    this.intent = {
      origin: this.node.path,
      name: id,
      namespace: this.namespace.intent,
      services: props.services.map((service) => service.intent),
      intervalMs: milliseconds(props.interval) ?? 30_000,
      scrapeTimeoutMs: milliseconds(props.scrapeTimeout),
      labels: props.labels ?? {},
      jobLabel: props.jobLabel,
      targetLabels: props.targetLabels ?? [],
      prometheus: props.prometheus && {
        identity: props.prometheus.caller.intent.identity,
        certificates: props.prometheus.certificates,
      },
    };
    this.namespace.intent.monitors.push(this.intent);
  }
}
