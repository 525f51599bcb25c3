import type { Construct } from 'constructs';
import type { ExternalCallerIntent } from '../intent/model.js';
import { type Callee, type CallOptions, type PortsOf, recordCall } from './calls.js';
import { NamespaceMember } from './namespace-member.js';

export interface ExternalCallerProps {
  /** Namespace that the caller runs in. */
  readonly namespace: string;
  /** Its service account; `default` is refused, since every pod without an account of its own runs as it. */
  readonly serviceAccount: string;
  /**
   * Its trust domain, where another mesh's certificates are trusted here.
   * @default - this mesh's own
   */
  readonly trustDomain?: string;
}

/** An identity of the mesh that another repository owns, so that it may be granted calls. It renders nothing itself. */
export class ExternalCaller extends NamespaceMember {
  readonly intent: ExternalCallerIntent;

  constructor(scope: Construct, id: string, props: ExternalCallerProps) {
    super(scope, id);
    const { namespace, serviceAccount, trustDomain } = props;
    this.intent = { origin: this.node.path, identity: { namespace, serviceAccount, trustDomain } };
    this.namespace.intent.externalCallers.push(this.intent);
  }

  /** Declares that it calls a service: the callee's policy lets it in, for these methods and paths and no others. */
  calls<S extends Callee>(callee: S, options?: CallOptions<NoInfer<PortsOf<S>>>): this {
    recordCall({ kind: 'external', ...this.intent }, callee, options);
    return this;
  }
}
