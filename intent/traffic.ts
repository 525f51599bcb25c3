import type { HttpMethod } from './http.js';
import { HTTP_METHODS, methodRefusals } from './http.js';
import { isHttp, type Port } from './port.js';
import { type Duration, formatDuration, milliseconds } from './quantity.js';
import type { Refusal } from './refusal.js';

/** How requests to a service are treated on the way, in plain data (milliseconds). */
export interface TrafficIntent {
  readonly timeoutMs?: number;
  readonly retries?: Retries;
  readonly circuitBreaker?: CircuitBreaker;
  readonly fault?: Fault;
}

/** Which requests are tried again, and how often. Made by `Retries.except(['POST'], { attempts: 3 })` and its like. */
export interface Retries {
  /** The methods that are retried; every other is sent once. */
  readonly methods: readonly HttpMethod[];
  /** Whether the user named the methods that are retried, or only those that are not. */
  readonly stated: 'retried' | 'excluded' | 'none';
  /** The methods as the user named them. */
  readonly named: readonly string[];
  /** Retries after the first try, as Istio counts. */
  readonly attempts: number;
  readonly perTryMs?: number;
  readonly on?: readonly string[];
}

export interface RetryOptions {
  /** Retries after the first try: 3 means at most 4 requests. */
  readonly attempts: number;
  /**
   * Time for one try.
   * @default - the route's timeout
   */
  readonly perTry?: Duration;
  /**
   * Conditions to retry on, Envoy's `retry-on` names (Istio API, `HTTPRetry.retryOn`).
   * @default - 5xx, reset, connect-failure, refused-stream
   */
  readonly on?: readonly string[];
}

const retries = (stated: Retries['stated'], named: readonly HttpMethod[], options: RetryOptions): Retries => ({
  stated,
  named,
  methods: stated === 'excluded' ? HTTP_METHODS.filter((method) => !named.includes(method)) : named,
  attempts: options.attempts,
  perTryMs: milliseconds(options.perTry),
  on: options.on,
});

/** Retry policies. A request that is not safe to repeat is retried only where the policy names its method. */
export const Retries = {
  /** Retries every method but these. POST must be among them: to retry it, say so with `Retries.only`. */
  except: (methods: readonly HttpMethod[], options: RetryOptions): Retries => retries('excluded', methods, options),
  /** Retries these methods, and no other. */
  only: (methods: readonly HttpMethod[], options: RetryOptions): Retries => retries('retried', methods, options),
  /** No retries at all, not even those that the mesh makes of itself. */
  none: (): Retries => ({ stated: 'none', named: [], methods: [], attempts: 0 }),
} as const;

/** When an endpoint that fails is left out of load balancing, and how much may wait for it. */
export interface CircuitBreaker {
  /** Failures in a row that eject an endpoint. */
  readonly consecutive5xx: number;
  readonly intervalMs: number;
  readonly ejectionMs: number;
  /** Per cent of the endpoints that may be ejected at one time, 0 to 100. */
  readonly maxEjectionPercent: number;
  readonly maxConnections?: number;
  readonly maxPendingRequests?: number;
}

export interface CircuitBreakerOptions {
  /**
   * Time between two looks at the endpoints.
   * @default - 10 s (Istio's default)
   */
  readonly interval?: Duration;
  /**
   * Time an endpoint stays out; each further time it is ejected adds as much again.
   * @default - 30 s (Istio's default)
   */
  readonly ejection?: Duration;
  /**
   * Per cent of the endpoints that may be out at one time, 0 to 100.
   * @default 100 - so that a version with a single pod is covered too (Istio's own default is 10)
   */
  readonly maxEjectionPercent?: number;
  /**
   * Most TCP connections to the service, of each caller's proxy.
   * @default - no limit
   */
  readonly maxConnections?: number;
  /**
   * Most requests that wait for a connection, of each caller's proxy.
   * @default - no limit
   */
  readonly maxPendingRequests?: number;
}

export const CircuitBreaker = {
  /** Ejects an endpoint after `failures` answers of 5xx (or connection failures) in a row. */
  consecutive5xx: (failures: number, options: CircuitBreakerOptions = {}): CircuitBreaker => ({
    consecutive5xx: failures,
    intervalMs: milliseconds(options.interval) ?? 10_000,
    ejectionMs: milliseconds(options.ejection) ?? 30_000,
    maxEjectionPercent: options.maxEjectionPercent ?? 100,
    maxConnections: options.maxConnections,
    maxPendingRequests: options.maxPendingRequests,
  }),
} as const;

/** Faults the mesh injects, to show or to test what callers do. Either part may be left out. */
export interface Fault {
  readonly abort?: { readonly percent: number; readonly status: number };
  readonly delay?: { readonly percent: number; readonly ms: number };
}

export interface FaultOptions {
  /** Answers this per cent of requests with an HTTP status, 0 to 100. */
  readonly abort?: { readonly percent: number; readonly status: number };
  /** Holds this per cent of requests back for a time, 0 to 100. */
  readonly delay?: { readonly percent: number; readonly duration: Duration };
}

export const Fault = {
  inject: (options: FaultOptions): Fault => ({
    abort: options.abort,
    delay: options.delay && { percent: options.delay.percent, ms: milliseconds(options.delay.duration) },
  }),
} as const;

export function* trafficRefusals(origin: string, traffic: TrafficIntent, ports: readonly Port[]): Iterable<Refusal> {
  const http = ports.some(isHttp);
  const { timeoutMs, retries, circuitBreaker, fault } = traffic;
  for (const [prop, ms] of [
    ['traffic.timeout', timeoutMs],
    ['traffic.retries.perTry', retries?.perTryMs],
    ['traffic.circuitBreaker.interval', circuitBreaker?.intervalMs],
    ['traffic.circuitBreaker.ejection', circuitBreaker?.ejectionMs],
    ['traffic.fault.delay.duration', fault?.delay?.ms],
  ] as const) {
    if (ms === 0) {
      yield {
        origin,
        problem: `${prop} is 0.`,
        reason: 'the proxy reads a zero duration as "none" or refuses it, never as "at once".',
        mend: `give ${prop} a positive Duration, or leave it out.`,
      };
    }
  }
  if (!http && (timeoutMs !== undefined || retries || fault)) {
    yield {
      origin,
      problem: `traffic has ${timeoutMs !== undefined ? 'a timeout' : retries ? 'retries' : 'a fault'}, but no port of the service speaks HTTP.`,
      reason: 'the mesh sees only bytes on a TCP port: there is no request to time, to retry or to fail.',
      mend: 'declare the port as http, http2 or grpc if it is one, or leave it to the application.',
    };
  }
  if (retries) yield* retryRefusals(origin, retries, timeoutMs);
  if (
    retries &&
    retries.stated !== 'none' &&
    !retries.methods.includes('POST') &&
    http &&
    ports.filter(isHttp).every(({ protocol }) => protocol === 'grpc')
  ) {
    yield {
      origin,
      problem: 'traffic.retries leaves POST out, and the service speaks gRPC alone.',
      reason: 'every call of gRPC is a POST, so nothing would be retried.',
      mend: "where its calls are safe to repeat, write Retries.only(['POST'], …); else Retries.none().",
    };
  }
  if (circuitBreaker) yield* circuitBreakerRefusals(origin, circuitBreaker);
  if (fault) yield* faultRefusals(origin, fault, traffic);
}

function* retryRefusals(origin: string, retries: Retries, timeoutMs: number | undefined): Iterable<Refusal> {
  const { attempts, perTryMs, methods, named, stated } = retries;
  if (stated === 'none') return;
  yield* methodRefusals(origin, 'traffic.retries', named);
  if (!Number.isInteger(attempts) || attempts < 1) {
    yield {
      origin,
      problem: `traffic.retries.attempts is ${attempts}.`,
      reason: 'it counts the retries after the first try, a whole number from 1 on.',
      mend: 'give a whole number from 1 on, or write Retries.none().',
    };
  }
  if (stated === 'excluded' && !named.some((method) => method.toUpperCase() === 'POST')) {
    const known = HTTP_METHODS.filter((method) => named.includes(method));
    yield {
      origin,
      problem: `traffic.retries excepts ${named.length === 0 ? 'no method' : named.join(', ')}, so it would retry POST.`,
      reason: 'a POST that is sent twice may charge, order or book twice; a retry policy must say that it means that.',
      mend: `write Retries.except(${quoteList([...known, 'POST'])}, …), or, where POST is safe to repeat, Retries.only([…, 'POST'], …).`,
    };
  }
  if (methods.length === 0) {
    yield {
      origin,
      problem: 'traffic.retries names no method to retry.',
      reason: 'such a policy retries nothing.',
      mend: "name the methods, for example Retries.only(['GET', 'HEAD'], …), or write Retries.none().",
    };
  }
  const needed = perTryMs === undefined ? undefined : perTryMs * (attempts + 1);
  if (
    perTryMs !== undefined &&
    needed !== undefined &&
    timeoutMs !== undefined &&
    timeoutMs > 0 &&
    timeoutMs < needed
  ) {
    yield {
      origin,
      problem: `traffic.timeout is ${formatDuration(timeoutMs)}, but ${attempts + 1} tries (the first and ${attempts} ${attempts === 1 ? 'retry' : 'retries'}) of ${formatDuration(perTryMs)} take up to ${formatDuration(needed)}.`,
      reason: 'the timeout covers all tries, so the last of them would be cut off.',
      mend: `raise traffic.timeout to at least ${formatDuration(needed)}, or lower perTry or attempts.`,
    };
  }
}

function* circuitBreakerRefusals(origin: string, breaker: CircuitBreaker): Iterable<Refusal> {
  for (const [prop, value] of [
    ['consecutive5xx', breaker.consecutive5xx],
    ['maxConnections', breaker.maxConnections],
    ['maxPendingRequests', breaker.maxPendingRequests],
  ] as const) {
    if (value !== undefined && !(Number.isInteger(value) && value >= 1)) {
      yield {
        origin,
        problem: `traffic.circuitBreaker has ${prop} ${value}.`,
        reason: 'it is a count, and 0 would switch the breaker off.',
        mend: 'give a whole number from 1 on, or leave the circuit breaker out.',
      };
    }
  }
  yield* percentRefusals(origin, 'traffic.circuitBreaker.maxEjectionPercent', breaker.maxEjectionPercent, true);
}

function* faultRefusals(origin: string, fault: Fault, traffic: TrafficIntent): Iterable<Refusal> {
  const beside = [
    ...(traffic.timeoutMs !== undefined ? ['timeout'] : []),
    ...(traffic.retries && traffic.retries.stated !== 'none' ? ['retries'] : []),
  ];
  if (beside.length > 0) {
    yield {
      origin,
      problem: `traffic has a fault beside ${beside.join(' and ')}.`,
      reason:
        'a fault on a route switches its timeout and retries off (Istio API, `HTTPRoute.fault`), so they would be dead.',
      mend: `leave ${beside.join(' and ')} out while the fault is injected, or drop the fault.`,
    };
  }
  if (!fault.abort && !fault.delay) {
    yield {
      origin,
      problem: 'traffic.fault injects nothing.',
      reason: 'it has neither `abort` nor `delay`.',
      mend: 'give one of them, or leave the fault out.',
    };
  }
  if (fault.abort) {
    yield* percentRefusals(origin, 'traffic.fault.abort.percent', fault.abort.percent);
    const { status } = fault.abort;
    if (!Number.isInteger(status) || status < 200 || status > 599) {
      yield {
        origin,
        problem: `traffic.fault.abort.status is ${status}.`,
        reason: 'the proxy answers with an HTTP status from 200 to 599.',
        mend: 'give a status in that range, such as 500.',
      };
    }
  }
  if (fault.delay) yield* percentRefusals(origin, 'traffic.fault.delay.percent', fault.delay.percent);
}

function* percentRefusals(origin: string, prop: string, percent: number, whole = false): Iterable<Refusal> {
  if (!(percent > 0 && percent <= 100) || (whole && !Number.isInteger(percent))) {
    yield {
      origin,
      problem: `${prop} is ${percent}.`,
      reason: `it is a share of a hundred, more than 0 and at most 100${whole ? ', a whole number' : ''}.`,
      mend: 'give a number in that range, or leave it out.',
    };
  }
}

function quoteList(names: readonly string[]): string {
  return `[${[...new Set(names)].map((name) => `'${name}'`).join(', ')}]`;
}
