import { istio } from '../../imports/index.js';
import { HTTP_METHODS, type HttpMethod } from '../../intent/http.js';
import { type ServiceIntent, trafficPorts, versionNames } from '../../intent/model.js';
import { isHttp, type Port } from '../../intent/port.js';
import { formatDuration } from '../../intent/quantity.js';
import type { CircuitBreaker, Fault, Retries, TrafficIntent } from '../../intent/traffic.js';
import type { Manifest } from '../mesh.js';
import { serviceHost } from './host.js';
import type { IstioSettings } from './settings.js';
import { destinations } from './split.js';

export type HttpRoute = NonNullable<istio.VirtualServiceSpec['http']>[number];
export type HttpMatch = NonNullable<HttpRoute['match']>[number];

/** Conditions Istio's documentation shows for retries; its own default retries only what never reached the callee. */
const RETRY_ON = ['5xx', 'reset', 'connect-failure', 'refused-stream'];
/** gRPC answers 200 and tells its failures in a trailer (Envoy docs, `x-envoy-retry-grpc-on`). */
const RETRY_GRPC_ON = ['unavailable', 'cancelled', 'resource-exhausted', 'reset', 'connect-failure', 'refused-stream'];

/** The routes and the destination rule of one service, where anything about its traffic is declared. */
export function traffic(service: ServiceIntent, settings: IstioSettings): readonly Manifest[] {
  const { timeoutMs, retries, fault, circuitBreaker } = service.traffic;
  const [release] = service.releases;
  const metadata = { name: service.name, namespace: service.namespace.name };
  const host = serviceHost(service, settings);
  const objects: Manifest[] = [];
  if (circuitBreaker || release) {
    objects.push(
      istio.DestinationRule.manifest({
        metadata,
        spec: {
          host,
          trafficPolicy: trafficPolicy(service),
          subsets: release && versionNames(service).map((version) => ({ name: version, labels: { version } })),
        },
      }),
    );
  }
  if (timeoutMs === undefined && !retries && !fault && !release) return objects;
  const ports = trafficPorts(service);
  // With one port of any sort there is nothing to tell apart; else a route without `port` would take every port's requests.
  const several = Object.keys(service.ports).length > 1;
  const http = ports
    .filter(([, port]) => isHttp(port))
    .flatMap(([, port]) => httpRoutes(service, port, settings, several ? { port: port.number } : {}));
  const tcp = ports
    .filter(([, port]) => release && !isHttp(port))
    .map(([, port]) => ({ match: [{ port: port.number }], route: destinations(service, port, settings) }));
  objects.push(
    istio.VirtualService.manifest({
      metadata,
      spec: { hosts: [host], http: http.length > 0 ? http : undefined, tcp: tcp.length > 0 ? tcp : undefined },
    }),
  );
  return objects;
}

/**
 * The routes of one HTTP port, for requests that `match`: those that a release sends to one version, then the split; each
 * of them once for the methods that are retried and once for those that are not. Used for calls within the mesh and at
 * the entry alike, since a gateway's route replaces the service's own.
 */
export function httpRoutes(
  service: ServiceIntent,
  port: Port,
  settings: IstioSettings,
  match: HttpMatch,
  extra: Pick<HttpRoute, 'rewrite'> = {},
): readonly HttpRoute[] {
  const [release] = service.releases;
  const targets = [
    ...(release?.match ?? []).map((entry) => ({
      match: { ...match, headers: entry.headers },
      route: destinations(service, port, settings, entry.to),
    })),
    { match, route: destinations(service, port, settings) },
  ];
  return targets.flatMap((target) =>
    retryRoutes(service.traffic, port).map(({ methods, policy }): HttpRoute => {
      const matches = methods
        ? methods.map((method) => ({ ...target.match, method: { exact: method } }))
        : [target.match];
      return {
        match: matches.some((entry) => Object.keys(entry).length > 0) ? matches : undefined,
        ...extra,
        route: target.route,
        timeout: duration(service.traffic.timeoutMs),
        retries: policy,
        fault: service.traffic.fault && faultInjection(service.traffic.fault),
      };
    }),
  );
}

/**
 * Istio's retry policy is a route's, and a route without one is retried twice, POST too (Istio, `route/retry`). So the
 * methods that are not retried come first, with `attempts: 0` (or, where they are fewer, those that are retried).
 */
function retryRoutes(
  { retries }: TrafficIntent,
  port: Port,
): readonly { methods?: readonly HttpMethod[]; policy?: HttpRoute['retries'] }[] {
  if (!retries) return [{}];
  const never = { attempts: 0 };
  if (retries.stated === 'none') return [{ policy: never }];
  const policy = retryPolicy(retries, port);
  const once = HTTP_METHODS.filter((method) => !retries.methods.includes(method));
  if (once.length === 0) return [{ policy }];
  return retries.stated === 'excluded'
    ? [{ methods: once, policy: never }, { policy }]
    : [{ methods: retries.methods, policy }, { policy: never }];
}

function retryPolicy({ attempts, perTryMs, on }: Retries, { protocol }: Port): HttpRoute['retries'] {
  return {
    attempts,
    perTryTimeout: duration(perTryMs),
    retryOn: (on ?? (protocol === 'grpc' ? RETRY_GRPC_ON : RETRY_ON)).join(','),
  };
}

/** Nothing, where nothing is declared and auto mTLS is left to decide. */
function trafficPolicy({ namespace, traffic }: ServiceIntent): istio.DestinationRuleSpec['trafficPolicy'] {
  const { circuitBreaker } = traffic;
  if (namespace.mtls !== 'STRICT' && !circuitBreaker) return undefined;
  return {
    // Said in full, so that no reader has to know that a rule without `tls` is covered by auto mTLS. Where mTLS is
    // PERMISSIVE, pods without a proxy are still called in plaintext, and auto mTLS decides pod by pod.
    tls: namespace.mtls === 'STRICT' ? { mode: 'ISTIO_MUTUAL' } : undefined,
    ...(circuitBreaker && breaker(circuitBreaker)),
  };
}

function breaker(
  breaker: CircuitBreaker,
): Pick<NonNullable<istio.DestinationRuleSpec['trafficPolicy']>, 'connectionPool' | 'outlierDetection'> {
  const { consecutive5xx, intervalMs, ejectionMs, maxEjectionPercent, maxConnections, maxPendingRequests } = breaker;
  return {
    connectionPool:
      maxConnections === undefined && maxPendingRequests === undefined
        ? undefined
        : {
            tcp: maxConnections === undefined ? undefined : { maxConnections },
            http: maxPendingRequests === undefined ? undefined : { http1MaxPendingRequests: maxPendingRequests },
          },
    outlierDetection: {
      consecutive5xxErrors: consecutive5xx,
      interval: formatDuration(intervalMs),
      baseEjectionTime: formatDuration(ejectionMs),
      maxEjectionPercent,
    },
  };
}

function faultInjection({ abort, delay }: Fault): HttpRoute['fault'] {
  return {
    abort: abort && { percentage: { value: abort.percent }, httpStatus: abort.status },
    delay: delay && { percentage: { value: delay.percent }, fixedDelay: formatDuration(delay.ms) },
  };
}

function duration(ms: number | undefined): string | undefined {
  return ms === undefined ? undefined : formatDuration(ms);
}
