import { accessRefusals } from './access.js';
import { externalCallerRefusals, externalGrantRefusals, externalServiceRefusals } from './external.js';
import { gatewayRefusals } from './gateway.js';
import { jobRefusals } from './job.js';
import type { ClusterIntent, NamespaceIntent } from './model.js';
import { monitorRefusals } from './monitor.js';
import { nameRefusals } from './names.js';
import type { Refusal } from './refusal.js';
import { serviceRefusals } from './service.js';

/** Every refusal of one namespace that does not depend on the mesh. */
export function* namespaceRefusals(namespace: NamespaceIntent): Iterable<Refusal> {
  const { origin, name, mtls, tracing } = namespace;
  yield* nameRefusals(origin, 'namespace', name, { form: 'label' });
  if (mtls !== 'STRICT' && mtls !== 'PERMISSIVE') {
    yield {
      origin,
      problem: `mtls is "${mtls}".`,
      reason: 'plaintext is refused (STRICT) or taken too (PERMISSIVE).',
      mend: 'use one of STRICT, PERMISSIVE.',
    };
  }
  if (tracing && !(tracing.samplingPercentage >= 0 && tracing.samplingPercentage <= 100)) {
    yield {
      origin,
      problem: `tracing.samplingPercentage is ${tracing.samplingPercentage}.`,
      reason: 'it is per cent of the requests.',
      mend: 'give a number from 0 to 100.',
    };
  }
  yield* twiceRefusals(namespace);
  for (const service of namespace.services) yield* serviceRefusals(service);
  for (const job of namespace.jobs) yield* jobRefusals(job);
  for (const caller of namespace.externalCallers) yield* externalCallerRefusals(caller);
  for (const external of namespace.externalServices) {
    yield* externalServiceRefusals(external);
    for (const grant of external.grants) yield* externalGrantRefusals(external, grant);
  }
  for (const gateway of namespace.gateways) yield* gatewayRefusals(gateway);
  for (const monitor of namespace.monitors) yield* monitorRefusals(monitor);
  for (const access of namespace.access) yield* accessRefusals(access);
  const [first, second] = namespace.access;
  if (first && second) {
    yield {
      origin: second.origin,
      problem: `namespace "${name}" has a second AuthzPolicySet; the first is ${first.origin}.`,
      reason: 'each renders the policies of every service, so one object would be written twice.',
      mend: 'keep one AuthzPolicySet a namespace; every declared call is in it.',
    };
  }
}

/** Refusals that only show when all namespaces of a cluster are seen. */
export function* clusterRefusals(cluster: ClusterIntent): Iterable<Refusal> {
  const namespaces = new Map<string, string>();
  const hosts = new Map<string, string>();
  for (const namespace of cluster.namespaces) {
    const other = namespaces.get(namespace.name);
    if (other !== undefined) {
      yield {
        origin: namespace.origin,
        problem: `the namespace "${namespace.name}" is declared here and by ${other}.`,
        reason: 'both would render the same Namespace, mTLS and policies.',
        mend: 'declare a namespace once a cluster.',
      };
    }
    namespaces.set(namespace.name, namespace.origin);
    for (const gateway of namespace.gateways) {
      for (const host of gateway.hosts) {
        const owner = hosts.get(host);
        if (owner !== undefined) {
          yield {
            origin: gateway.origin,
            problem: `the host "${host}" is served here and by ${owner}.`,
            reason: 'two routes for one host are merged in no defined order, so either may take the requests.',
            mend: 'serve a host by one IngressGateway, with all its routes.',
          };
        }
        hosts.set(host, gateway.origin);
      }
    }
  }
}

/** Services and jobs share one name space: the pods of both carry their name as the label that everything selects by. */
function* twiceRefusals(namespace: NamespaceIntent): Iterable<Refusal> {
  const seen = new Map<string, string>();
  const named = [
    ...[...namespace.services, ...namespace.externalServices].map(({ origin, name }) => ({
      origin,
      name,
      what: 'service',
    })),
    ...namespace.jobs.map(({ origin, name, schedule }) => ({ origin, name, what: schedule ? 'CronJob' : 'Job' })),
  ];
  for (const { origin, name, what } of named) {
    const other = seen.get(name);
    if (other !== undefined) {
      yield {
        origin,
        problem: `the ${what} "${name}" has the name of ${other}, both in namespace "${namespace.name}".`,
        reason:
          'their objects would overwrite each other, or the Service and the policies of one would select the pods of the other.',
        mend: 'rename one of them.',
      };
    }
    seen.set(name, origin);
  }
}

/** What a reader should know of a namespace although nothing is wrong with it. */
export function* namespaceNotices(namespace: NamespaceIntent): Iterable<string> {
  if (namespace.mesh !== undefined && namespace.access.length === 0 && namespace.services.length > 0) {
    yield `${namespace.origin}: no AuthzPolicySet, so no policy is rendered and every caller in the mesh may call its services.`;
  }
  const owners = new Map<string, string>();
  for (const { origin, serviceAccount } of [...namespace.services, ...namespace.jobs]) {
    const other = owners.get(serviceAccount.name);
    if (other !== undefined) {
      yield `${origin}: runs as the service account "${serviceAccount.name}", as ${other} does; to the mesh they are one, so each may call what the other may.`;
    }
    owners.set(serviceAccount.name, origin);
  }
}
