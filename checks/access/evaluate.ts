import type { ManifestData } from '../../manifests/order.js';
import { mtlsMode } from './mtls.js';
import { type Decision, decide } from './policy.js';
import { type AccessTree, accessTree, type Pods, selects } from './tree.js';

/** Who asks: a workload of the tree by name, an identity, or somebody without a certificate of the mesh. */
export type From =
  | string
  | { readonly namespace: string; readonly serviceAccount: string; readonly trustDomain?: string }
  | 'plaintext';

/** One request to a Service of the tree. */
export interface AccessRequest {
  readonly from: From;
  /** Name of the Service, or `namespace/name` where the name is not unique. */
  readonly to: string;
  /**
   * Name or number of the Service's port.
   * @default - its first
   */
  readonly port?: string | number;
  /** @default "GET" */
  readonly method?: string;
  /** @default "/" */
  readonly path?: string;
  /** The Host header, where a policy asks for it. */
  readonly host?: string;
  /** `<issuer>/<subject>` of an end user's valid token. */
  readonly requestPrincipal?: string;
}

export interface EvaluatorOptions {
  /** @default "cluster.local" */
  readonly trustDomain?: string;
  /** Namespace whose policies hold for the whole mesh. @default "istio-system" */
  readonly rootNamespace?: string;
}

/** Says of a rendered tree who may do what, from its policies alone. */
export class AccessEvaluator {
  private readonly tree: AccessTree;
  private readonly trustDomain: string;
  private readonly rootNamespace: string;

  constructor(objects: readonly ManifestData[], options: EvaluatorOptions = {}) {
    this.tree = accessTree(objects);
    this.trustDomain = options.trustDomain ?? 'cluster.local';
    this.rootNamespace = options.rootNamespace ?? 'istio-system';
  }

  /**
   * Decides a request at every workload behind the Service; it is allowed where all of them allow it.
   * @throws where the tree has no such caller, Service, port or pods, or a policy uses what cannot be judged from files
   */
  decide(request: AccessRequest): Decision {
    const service = this.service(request.to);
    const port = this.port(service, request.port);
    const callees = this.tree.pods.filter(
      (pods) => pods.namespace === service.metadata?.namespace && selects(service.spec?.selector, pods.labels),
    );
    if (callees.length === 0) throw new Error(`no workload of the tree is behind the Service ${request.to}.`);
    const http = speaksHttp(port);
    const caller = this.principal(request.from);
    const decisions = callees.map((pods): Decision => {
      const number =
        typeof port.targetPort === 'string' ? pods.containerPorts.get(port.targetPort) : (port.targetPort ?? port.port);
      if (number === undefined) throw new Error(`${pods.workload} has no container port "${port.targetPort}".`);
      if (!pods.meshed) return { allowed: true, because: 'the callee has no proxy that could refuse' };
      const mode = mtlsMode(this.tree, pods, number, this.rootNamespace);
      const principal = mode === 'DISABLE' ? undefined : caller;
      if (principal === undefined && mode === 'STRICT') {
        return { allowed: false, because: 'mTLS is STRICT and the caller has no certificate of the mesh' };
      }
      const policies = this.tree.policies.filter(
        ({ metadata, spec }) =>
          (metadata?.namespace === pods.namespace || metadata?.namespace === this.rootNamespace) &&
          selects(spec?.selector?.matchLabels, pods.labels),
      );
      return decide(policies, {
        principal,
        requestPrincipal: request.requestPrincipal,
        port: number,
        http: http ? { method: request.method ?? 'GET', path: request.path ?? '/', host: request.host } : undefined,
      });
    });
    return decisions.find(({ allowed }) => !allowed) ?? (decisions[0] as Decision);
  }

  private principal(from: From): string | undefined {
    if (from === 'plaintext') return undefined;
    const identity = typeof from === 'string' ? this.caller(from) : from;
    if ('meshed' in identity && !identity.meshed) return undefined;
    const trustDomain = ('trustDomain' in identity && identity.trustDomain) || this.trustDomain;
    return `${trustDomain}/ns/${identity.namespace}/sa/${identity.serviceAccount}`;
  }

  private caller(workload: string): Pods {
    const named = (pods: Pods) => [pods.workload, `${pods.namespace}/${pods.workload}`, pods.labels.app];
    const found = this.tree.pods.filter((pods) => named(pods).includes(workload));
    const identities = new Set(found.map(({ namespace, serviceAccount }) => `${namespace}/${serviceAccount}`));
    const [pods] = found;
    if (!pods) throw new Error(`no workload of the tree is named "${workload}".`);
    if (identities.size > 1)
      throw new Error(`"${workload}" may be ${[...identities].join(' or ')}; write namespace/name.`);
    return pods;
  }

  private service(name: string) {
    const found = this.tree.services.filter(({ metadata }) =>
      [metadata?.name, `${metadata?.namespace}/${metadata?.name}`].includes(name),
    );
    const [service] = found;
    if (!service || found.length > 1) throw new Error(`the tree has ${found.length} Services named "${name}".`);
    return service;
  }

  private port(service: AccessTree['services'][number], wanted: string | number | undefined) {
    const ports = service.spec?.ports ?? [];
    const port = wanted === undefined ? ports[0] : ports.find(({ name, port }) => name === wanted || port === wanted);
    if (!port) throw new Error(`the Service ${service.metadata?.name} has no port "${wanted}".`);
    return port;
  }
}

/** As Istio tells it: by appProtocol, else by the port's name up to the first dash (Istio docs, "Protocol Selection"). */
function speaksHttp({ appProtocol, name = '' }: { readonly appProtocol?: string; readonly name?: string }): boolean {
  const protocol = appProtocol ?? name.split('-')[0] ?? '';
  return !['tcp', 'tls', 'https', 'mongo', 'mysql', 'redis', 'udp'].includes(protocol.toLowerCase());
}
