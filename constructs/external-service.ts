import type { Construct } from 'constructs';
import type { ExternalServiceIntent, Grant } from '../intent/model.js';
import type { Port } from '../intent/port.js';
import type { Callee } from './calls.js';
import { NamespaceMember } from './namespace-member.js';
import type { Overrides } from './overrides.js';

export interface ExternalServiceProps<P extends string> {
  /** Host names by which it is called; a wildcard may stand in front (`*.example.com`). */
  readonly hosts: readonly string[];
  /**
   * IP addresses or CIDR blocks of the hosts. Needed where a port is TCP: such a connection carries no host name.
   * @default - none
   */
  readonly addresses?: readonly string[];
  /** Its ports by name, as callers speak to them: `Port.https(443)` where the application itself does TLS. */
  readonly ports: { readonly [K in P]: Port };
  /**
   * Raw changes to what it renders, by kind.
   * @default - none
   */
  readonly overrides?: Overrides;
}

/** Something outside the mesh that services call: known to the mesh, so that calls to it are routed and measured. */
export class ExternalService<P extends string = never> extends NamespaceMember implements Callee {
  readonly intent: ExternalServiceIntent;
  readonly ports: { readonly [K in P]: Port };

  constructor(scope: Construct, id: string, props: ExternalServiceProps<P>) {
    super(scope, id, props.overrides);
    this.ports = props.ports;
    this.intent = {
      origin: this.node.path,
      name: id,
      namespace: this.namespace.intent,
      hosts: props.hosts,
      addresses: props.addresses ?? [],
      ports: props.ports,
      grants: [],
    };
    this.namespace.intent.externalServices.push(this.intent);
  }

  grant(grant: Grant): void {
    this.intent.grants.push(grant);
    this.intent.namespace.cluster.revision += 1;
  }
}
