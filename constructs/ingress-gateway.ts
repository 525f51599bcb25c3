import type { Construct } from 'constructs';
import type { PathPattern } from '../intent/http.js';
import { type GatewayIntent, servedPath } from '../intent/model.js';
import type { MeshService } from './mesh-service.js';
import { NamespaceMember } from './namespace-member.js';
import type { Overrides } from './overrides.js';

export interface GatewayTls {
  /** Name of the Secret that holds certificate and key, in the namespace of the gateway's pods. Only the name is rendered. */
  readonly secretName: string;
  /**
   * Whether requests over plain HTTP are sent on to HTTPS; else they find no listener.
   * @default true
   */
  readonly redirect?: boolean;
}

export interface GatewayRoute {
  /** Exact path (`/healthz`), everything below one (`/api/*`), or with `{*}` for one segment. The first that fits wins. */
  readonly path: PathPattern;
  /** Where the requests go. */
  readonly service: MeshService<string, string>;
  /**
   * Name of the service's port.
   * @default - its only port that is not for metrics
   */
  readonly port?: string;
  /**
   * What replaces the path, or the part before the `*`, on the way to the service.
   * @default - the path is passed on as it is
   */
  readonly rewrite?: string;
  /**
   * Whether requests need no end user's token, although the service's AuthzPolicySet asks for one (`endUsers`).
   * @default false
   */
  readonly anonymous?: boolean;
}

export interface IngressGatewayProps {
  /** Host names that are served, such as `shop.example.com`; `*` for any. */
  readonly hosts: readonly string[];
  /** What is let in. A path that no route names is answered with 404. */
  readonly routes: readonly GatewayRoute[];
  /**
   * TLS towards the outside.
   * @default - plain HTTP on port 80
   */
  readonly tls?: GatewayTls;
  /**
   * Raw changes to what it renders, by kind.
   * @default - none
   */
  readonly overrides?: Overrides;
}

/**
 * The way in from outside. Its routes are grants too: the services they lead to let the gateway in, for these paths and
 * no others. Which pods are the gateway is a setting of the mesh (`Mesh.istio({ ingressGateway: … })`).
 */
export class IngressGateway extends NamespaceMember {
  readonly intent: GatewayIntent;

  constructor(scope: Construct, id: string, props: IngressGatewayProps) {
    super(scope, id, props.overrides);
    this.intent = {
      origin: this.node.path,
      name: id,
      namespace: this.namespace.intent,
      hosts: props.hosts,
      tls: props.tls && { secretName: props.tls.secretName, redirect: props.tls.redirect ?? true },
      routes: props.routes.map(({ path, service, port, rewrite, anonymous }) => ({
        path,
        service: service.intent,
        port,
        rewrite,
        anonymous: anonymous ?? false,
      })),
    };
    this.namespace.intent.gateways.push(this.intent);
    for (const [index, route] of this.intent.routes.entries()) {
      props.routes[index]?.service.grant({
        caller: { kind: 'entry', origin: this.node.path, namespace: this.namespace.intent, endUsers: !route.anonymous },
        port: route.port,
        methods: [],
        paths: [servedPath(route)],
      });
    }
  }
}
