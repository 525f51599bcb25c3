import { istio } from '../../imports/index.js';
import {
  type AccessIntent,
  calledPort,
  type Grant,
  metricsPort,
  type NamespaceIntent,
  type ServiceIntent,
} from '../../intent/model.js';
import type { Manifest } from '../mesh.js';
import { plaintextMonitor, principal } from './identity.js';
import type { IstioSettings } from './settings.js';

type Rule = NonNullable<istio.AuthorizationPolicySpec['rules']>[number];

/**
 * One policy that allows nothing in the namespace, and one ALLOW a service with a rule for each thing that may be done
 * to it. Caller, method, path and port stand in one rule, so that all of them must hold (Istio API, `Rule`).
 */
export function access(namespace: NamespaceIntent, settings: IstioSettings): readonly Manifest[] {
  const [set] = namespace.access;
  if (!set) return [];
  // Istio docs, "Dry Run": the policy is evaluated and logged, and refuses nobody.
  const annotations = set.mode === 'dry-run' ? { 'istio.io/dry-run': 'true' } : undefined;
  const objects: Manifest[] = [
    istio.AuthorizationPolicy.manifest({
      metadata: { name: 'default-deny', namespace: namespace.name, annotations },
      spec: {},
    }),
  ];
  for (const service of namespace.services) {
    const rules = [...grantRules(service, set, settings), ...scrapeRules(service, settings)];
    const selector = { matchLabels: { 'app.kubernetes.io/name': service.name } };
    if (rules.length > 0) {
      objects.push(
        istio.AuthorizationPolicy.manifest({
          metadata: { name: service.name, namespace: namespace.name, annotations },
          spec: { selector, action: 'ALLOW', rules },
        }),
      );
    }
    if (set.endUsers && service.grants.some(({ caller }) => caller.kind === 'entry' && caller.endUsers)) {
      const { issuer, jwksUri, audiences, forward } = set.endUsers;
      objects.push(
        istio.RequestAuthentication.manifest({
          metadata: { name: service.name, namespace: namespace.name },
          spec: {
            selector,
            jwtRules: [
              {
                issuer,
                jwksUri,
                audiences: audiences.length > 0 ? audiences : undefined,
                forwardOriginalToken: forward || undefined,
              },
            ],
          },
        }),
      );
    }
  }
  return objects;
}

/** Grants of the same operation become one rule with all their callers; the order of declaration is kept. */
function grantRules(service: ServiceIntent, set: AccessIntent, settings: IstioSettings): readonly Rule[] {
  const operations = new Map<string, { grant: Grant; endUsers: boolean; principals: Set<string> }>();
  for (const grant of service.grants) {
    const { caller, methods, paths } = grant;
    const endUsers = caller.kind === 'entry' && caller.endUsers && set.endUsers !== undefined;
    const port = calledPort(service.ports, grant.port);
    const key = JSON.stringify([port, methods, paths, endUsers, caller.kind === 'anyone']);
    let operation = operations.get(key);
    if (!operation) {
      operation = { grant, endUsers, principals: new Set() };
      operations.set(key, operation);
    }
    const name = principal(caller, settings);
    if (name !== undefined) operation.principals.add(name);
  }
  return [...operations.values()].map(({ grant, endUsers, principals }): Rule => {
    const port = service.ports[calledPort(service.ports, grant.port) ?? ''];
    return {
      from:
        principals.size === 0
          ? undefined
          : [
              {
                source: {
                  principals: [...principals].sort(),
                  requestPrincipals: endUsers && set.endUsers ? [`${set.endUsers.issuer}/*`] : undefined,
                },
              },
            ],
      to: [
        {
          operation: {
            ports: port && [`${port.targetPort}`],
            methods: grant.methods.length > 0 ? grant.methods : undefined,
            paths: grant.paths.length > 0 ? grant.paths.map(operationPath) : undefined,
          },
        },
      ],
    };
  });
}

/** Beside `{*}`, everything below a path is written `{**}` (Istio API, `Operation.paths`: path templates). */
function operationPath(path: string): string {
  return path.includes('{*}') && path.endsWith('/*') ? `${path.slice(0, -1)}{**}` : path;
}

/** What lets Prometheus in: by its identity where it has one, else by what it asks for on the metrics port. */
function scrapeRules(service: ServiceIntent, settings: IstioSettings): readonly Rule[] {
  const port = service.ports[metricsPort(service) ?? ''];
  if (!port?.metrics) return [];
  const to = [{ operation: { ports: [`${port.targetPort}`], methods: ['GET'], paths: [port.metrics.path] } }];
  const principals = new Set<string>();
  for (const monitor of service.namespace.monitors) {
    if (!monitor.prometheus || !monitor.services.includes(service)) continue;
    const name = principal(
      { kind: 'external', origin: monitor.origin, identity: monitor.prometheus.identity },
      settings,
    );
    if (name !== undefined) principals.add(name);
  }
  return [
    ...(principals.size > 0 ? [{ from: [{ source: { principals: [...principals].sort() } }], to }] : []),
    ...(plaintextMonitor(service) ? [{ to }] : []),
  ];
}
