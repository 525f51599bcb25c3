import { ApiObject, type ApiObjectMetadataDefinition, Chart, JsonPatch } from 'cdk8s';
import type { Construct, IConstruct } from 'constructs';
import type { HttpMethod, PathPattern } from '../intent/http.js';
import type { Caller, Grant, ServiceIntent } from '../intent/model.js';
import type { Port } from '../intent/port.js';
import type {
  AutoscalingIntent,
  DisruptionBudgetIntent,
  VersionIntent,
  WorkloadIntent,
  WorkloadKind,
} from '../intent/workload.js';
import { type Callee, type CallOptions, type PortsOf, recordCall } from './calls.js';
import {
  type ContainerProps,
  containerIntent,
  type HealthProps,
  type ServiceAccountProps,
  serviceAccountIntent,
} from './container.js';
import { MeshNamespace } from './mesh-namespace.js';
import { NamespaceMember } from './namespace-member.js';
import type { Overrides } from './overrides.js';
import { type Traffic, trafficIntent } from './traffic.js';

/** What differs in one version of a service; what is left out is taken from the service. */
export interface VersionProps extends ContainerProps {
  /** Image reference, with a tag or digest. */
  readonly image: string;
  /**
   * Pods of this version.
   * @default - the service's
   */
  readonly replicas?: number;
}

/** A service of one image, or of several versions. */
export type Images<V extends string> =
  | {
      /** Image reference, with a tag or digest. */
      readonly image: string;
      readonly versions?: undefined;
    }
  | {
      readonly image?: undefined;
      /** Versions by name; each runs as a workload of its own, `<service>-<version>`, with the pod label `version`. */
      readonly versions: { readonly [K in V]: VersionProps };
    };

/** What a service is to the mesh, whatever runs it. */
export interface ServiceProps<P extends string> {
  /** Ports by name. A name is what calls, probes and monitors refer to; the mesh's own naming rules are applied to it. */
  readonly ports: { readonly [K in P]: Port };
  /**
   * How requests to it are treated: timeout, retries, circuit breaking.
   * @default - what the mesh does of itself
   */
  readonly traffic?: Traffic;
  /**
   * Its service account, which is its identity in the mesh.
   * @default - one of its own, with its name and without access to the Kubernetes API
   */
  readonly serviceAccount?: ServiceAccountProps;
  /**
   * Labels of every object it renders.
   * @default - only `app.kubernetes.io/name`
   */
  readonly labels?: Readonly<Record<string, string>>;
  /**
   * Annotations of every object it renders.
   * @default - none
   */
  readonly annotations?: Readonly<Record<string, string>>;
  /**
   * Raw changes to what it renders, by kind.
   * @default - none
   */
  readonly overrides?: Overrides;
}

/** What runs, how much of it, and how it is kept up. */
export interface WorkloadProps extends ContainerProps {
  /**
   * What runs the pods.
   * @default "Deployment"
   */
  readonly workload?: WorkloadKind;
  /**
   * How the kubelet learns that a container is well: one probe for liveness and readiness, or each of its own.
   * @default - no probes
   */
  readonly health?: HealthProps;
  /**
   * Pods, of each version.
   * @default 1
   */
  readonly replicas?: number;
  /**
   * Bounds and targets (per cent of the requests) of a HorizontalPodAutoscaler; replaces `replicas`.
   * @default - none
   */
  readonly autoscaling?: AutoscalingIntent;
  /**
   * How many pods a drained node may take away; exactly one of the two, as pods or per cent.
   * @default - no budget
   */
  readonly disruptionBudget?: DisruptionBudgetIntent;
  /**
   * Labels that an existing workload selects its pods by. A selector cannot be changed, so a workload that is taken over keeps it.
   * @default - `app`, and `version` where there are versions
   */
  readonly selector?: Readonly<Record<string, string>>;
  /**
   * Labels of the pods.
   * @default - only those the library needs
   */
  readonly podLabels?: Readonly<Record<string, string>>;
  /**
   * Annotations of the pods.
   * @default - only those the mesh needs
   */
  readonly podAnnotations?: Readonly<Record<string, string>>;
}

export type MeshServiceProps<V extends string = never, P extends string = never> = ServiceProps<P> &
  WorkloadProps &
  Images<V>;

/** Marks the props of a service whose pods something else renders. */
const ADOPTED = Symbol('adopted');

/** A workload of cdk8s-plus: its Deployment, StatefulSet or DaemonSet. */
export interface AdoptableWorkload extends IConstruct {
  readonly podMetadata: ApiObjectMetadataDefinition;
}

/**
 * A service of the mesh: its workload, its Service, its identity, and who may call it. The id is its name, in DNS too.
 */
export class MeshService<V extends string = never, P extends string = never> extends NamespaceMember implements Callee {
  /** What was declared. */
  readonly intent: ServiceIntent;
  /** Its ports, by the names that calls use. */
  readonly ports: { readonly [K in P]: Port };
  /** Its versions; empty for a service of one image. */
  readonly versions: { readonly [K in V]: VersionProps };

  constructor(scope: Construct, id: string, props: MeshServiceProps<V, P>) {
    super(scope, id, props.overrides);
    this.ports = props.ports;
    this.versions = props.versions ?? ({} as { readonly [K in V]: VersionProps });
    this.intent = this.record(id, props, workloadIntent(props));
  }

  /**
   * Takes over a workload of cdk8s-plus: it stays as it is, gets the service account and the label that policies and
   * monitors select by, and a Service of its own.
   */
  static from<P extends string>(
    scope: Construct,
    id: string,
    workload: AdoptableWorkload,
    props: ServiceProps<P>,
  ): MeshService<never, P> {
    const [from, to] = [Chart.of(workload).namespace, MeshNamespace.of(scope).intent.name];
    if (from !== to) {
      throw new Error(
        `${scope.node.path}/${id}: the workload ${workload.node.path} is in ${from === undefined ? 'no namespace' : `namespace "${from}"`}, and a Service in "${to}" selects pods there only. Make the workload in the MeshNamespace "${to}".`,
      );
    }
    const adopted = { ...props, [ADOPTED]: true } as ServiceProps<P> as MeshServiceProps<never, P>;
    const service = new MeshService<never, P>(scope, id, adopted);
    workload.podMetadata.addLabel('app.kubernetes.io/name', id);
    ApiObject.of(workload).addJsonPatch(
      JsonPatch.add('/spec/template/spec/serviceAccountName', service.intent.serviceAccount.name),
    );
    return service;
  }

  /** Declares that this service calls another: the callee's policy lets it in, for these methods and paths and no others. */
  calls<S extends Callee>(callee: S, options?: CallOptions<NoInfer<PortsOf<S>>>): this {
    recordCall(this.asCaller(), callee, options);
    return this;
  }

  /** Opens these methods and paths to every pod of the mesh, whoever it is; for health checks. Both must be named. */
  calledByAnyone(options: {
    readonly methods: readonly HttpMethod[];
    readonly paths: readonly PathPattern[];
    readonly port?: NoInfer<P>;
  }): this {
    recordCall({ kind: 'anyone', origin: this.node.path }, this, options);
    return this;
  }

  grant(grant: Grant): void {
    this.intent.grants.push(grant);
    this.intent.namespace.cluster.revision += 1;
  }

  private asCaller(): Caller {
    const { namespace, serviceAccount } = this.intent;
    return {
      kind: 'workload',
      origin: this.node.path,
      namespace,
      identity: { namespace: namespace.name, serviceAccount: serviceAccount.name },
    };
  }

  private record(id: string, props: ServiceProps<P>, workload: WorkloadIntent | undefined): ServiceIntent {
    const intent: ServiceIntent = {
      origin: this.node.path,
      name: id,
      namespace: this.namespace.intent,
      ports: props.ports,
      serviceAccount: serviceAccountIntent(id, props.serviceAccount),
      workload,
      traffic: trafficIntent(props.traffic),
      labels: props.labels ?? {},
      annotations: props.annotations ?? {},
      grants: [],
      releases: [],
    };
    this.namespace.intent.services.push(intent);
    return intent;
  }
}

function workloadIntent<V extends string, P extends string>(props: MeshServiceProps<V, P>): WorkloadIntent | undefined {
  if (ADOPTED in props) return undefined;
  const versions: readonly VersionIntent[] = [
    ...(props.image === undefined
      ? []
      : [{ container: containerIntent(props.image, props, props.health), replicas: props.replicas }]),
    ...Object.entries<VersionProps>(props.versions ?? {}).map(([name, version]) => ({
      name,
      container: containerIntent(version.image, versionContainer(props, version), props.health),
      replicas: version.replicas ?? props.replicas,
    })),
  ];
  return {
    kind: props.workload ?? 'Deployment',
    versions,
    autoscaling: props.autoscaling,
    disruptionBudget: props.disruptionBudget,
    selector: props.selector,
    podLabels: props.podLabels ?? {},
    podAnnotations: props.podAnnotations ?? {},
  };
}

/** The service's container with what one version says differently; environment, configuration and volumes are joined by name. */
function versionContainer(service: ContainerProps, version: ContainerProps): ContainerProps {
  return {
    imagePullPolicy: version.imagePullPolicy ?? service.imagePullPolicy,
    command: version.command ?? service.command,
    args: version.args ?? service.args,
    env: { ...service.env, ...version.env },
    config: { ...service.config, ...version.config },
    volumes: { ...service.volumes, ...version.volumes },
    resources: version.resources ?? service.resources,
    security: { ...service.security, ...version.security },
  };
}
