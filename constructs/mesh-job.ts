import type { Construct } from 'constructs';
import type { JobIntent } from '../intent/model.js';
import { type Duration, milliseconds } from '../intent/quantity.js';
import { type Callee, type CallOptions, type PortsOf, recordCall } from './calls.js';
import { type ContainerProps, containerIntent, type ServiceAccountProps, serviceAccountIntent } from './container.js';
import { NamespaceMember } from './namespace-member.js';
import type { Overrides } from './overrides.js';

/** What a Job and a CronJob have in common. */
export interface MeshJobProps extends ContainerProps {
  /** Image reference, with a tag or digest. */
  readonly image: string;
  /**
   * Tries after the first before the Job counts as failed.
   * @default - 6 (Kubernetes' default)
   */
  readonly backoffLimit?: number;
  /**
   * Time after which a Job that still runs is ended as failed, in whole seconds.
   * @default - no limit
   */
  readonly activeDeadline?: Duration;
  /**
   * Its service account, which is its identity in the mesh.
   * @default - one of its own, with its name and without access to the Kubernetes API
   */
  readonly serviceAccount?: ServiceAccountProps;
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

export interface MeshCronJobProps extends MeshJobProps {
  /** When it runs: five fields (minute, hour, day of month, month, day of week), or a macro such as `@daily`. */
  readonly schedule: string;
  /**
   * Time zone of the schedule, such as `Europe/Berlin`.
   * @default - that of the kube-controller-manager
   */
  readonly timeZone?: string;
  /**
   * What happens when a run is due while the last one still runs.
   * @default "Forbid"
   */
  readonly concurrencyPolicy?: 'Allow' | 'Forbid' | 'Replace';
  /**
   * Whether runs are held back.
   * @default false
   */
  readonly suspend?: boolean;
}

abstract class RunsToCompletion extends NamespaceMember {
  readonly intent: JobIntent;

  constructor(scope: Construct, id: string, props: MeshJobProps, schedule?: JobIntent['schedule']) {
    super(scope, id, props.overrides);
    this.intent = {
      origin: this.node.path,
      name: id,
      namespace: this.namespace.intent,
      serviceAccount: serviceAccountIntent(id, props.serviceAccount),
      container: containerIntent(props.image, props),
      backoffLimit: props.backoffLimit,
      activeDeadlineMs: milliseconds(props.activeDeadline),
      podLabels: props.podLabels ?? {},
      podAnnotations: props.podAnnotations ?? {},
      labels: props.labels ?? {},
      annotations: props.annotations ?? {},
      schedule,
    };
    this.namespace.intent.jobs.push(this.intent);
  }

  /** Declares that it calls a service: the callee's policy lets it in, for these methods and paths and no others. */
  calls<S extends Callee>(callee: S, options?: CallOptions<NoInfer<PortsOf<S>>>): this {
    const { namespace, serviceAccount } = this.intent;
    const identity = { namespace: namespace.name, serviceAccount: serviceAccount.name };
    recordCall({ kind: 'workload', origin: this.node.path, namespace, identity }, callee, options);
    return this;
  }
}

/**
 * Something that runs once to its end, as a Job in the mesh: it ends although a proxy runs beside it.
 *
 * A Job's pod template cannot be changed: delivery replaces the Job when the image changes (Flux `force`, Argo CD `Replace`).
 */
export class MeshJob extends RunsToCompletion {
  constructor(scope: Construct, id: string, props: MeshJobProps) {
    super(scope, id, props);
  }
}

/** Something that runs to its end on a schedule, as a CronJob in the mesh. The id has at most 52 characters. */
export class MeshCronJob extends RunsToCompletion {
  constructor(scope: Construct, id: string, props: MeshCronJobProps) {
    super(scope, id, props, {
      cron: props.schedule,
      timeZone: props.timeZone,
      concurrencyPolicy: props.concurrencyPolicy ?? 'Forbid',
      suspend: props.suspend,
    });
  }
}
