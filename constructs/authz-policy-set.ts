import type { Construct } from 'constructs';
import type { AccessIntent } from '../intent/model.js';
import { NamespaceMember } from './namespace-member.js';
import type { Overrides } from './overrides.js';

/** Tokens of end users (JWT) that are asked for at the entry. */
export interface EndUsers {
  /** The `iss` claim of the tokens. */
  readonly issuer: string;
  /**
   * Where the issuer's public keys are, an https URL.
   * @default - found through the issuer (OpenID Connect Discovery)
   */
  readonly jwksUri?: string;
  /**
   * Accepted `aud` claims.
   * @default - the service's own name (Istio API, `JWTRule.audiences`)
   */
  readonly audiences?: readonly string[];
  /**
   * Whether the token is passed on to the service.
   * @default false
   */
  readonly forward?: boolean;
}

export interface AuthzPolicySetProps {
  /**
   * `enforce` refuses what is not granted; `dry-run` only logs and counts what would be refused, to adopt policies in stages.
   * @default "enforce"
   */
  readonly mode?: 'enforce' | 'dry-run';
  /**
   * Asks for a token of an end user on every route of an IngressGateway to a service of this namespace, unless the route is
   * `anonymous`.
   * @default - no token is asked for
   */
  readonly endUsers?: EndUsers;
  /**
   * Raw changes to the policies, by kind.
   * @default - none
   */
  readonly overrides?: Overrides;
}

/**
 * Who may call whom in a namespace: nobody, except for the calls that are declared (`calls`, routes of an IngressGateway,
 * `calledByAnyone`, and the scrapes of a ServiceMonitor). One a namespace.
 */
export class AuthzPolicySet extends NamespaceMember {
  readonly intent: AccessIntent;

  constructor(scope: Construct, id: string, props: AuthzPolicySetProps = {}) {
    super(scope, id, props.overrides);
    const { endUsers } = props;
    this.intent = {
      origin: this.node.path,
      mode: props.mode ?? 'enforce',
      endUsers: endUsers && {
        issuer: endUsers.issuer,
        jwksUri: endUsers.jwksUri,
        audiences: endUsers.audiences ?? [],
        forward: endUsers.forward ?? false,
      },
    };
    this.namespace.intent.access.push(this.intent);
  }
}
