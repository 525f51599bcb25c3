import { Duration } from 'cdk8s';
import { CircuitBreaker, Fault, Port, Retries, type Traffic } from '../../../constructs/index.js';
import { type Cases, type Declare, service, unchecked } from '../case.js';

/** A service whose requests are treated so. */
const treated =
  (traffic: Traffic): Declare =>
  (shop) =>
    service(shop, 'cart', { traffic });
const opaque =
  (traffic: Traffic): Declare =>
  (shop) =>
    service(shop, 'cart', { traffic, ports: { redis: Port.tcp(6379), metrics: Port.metrics(9090) } });
const { seconds, millis } = Duration;

const zero = (prop: string) => ({
  what: `${prop} is 0.`,
  why: 'the proxy reads a zero duration as "none" or refuses it, never as "at once".',
  fix: `give ${prop} a positive Duration, or leave it out.`,
});
const noHttp = {
  why: 'the mesh sees only bytes on a TCP port: there is no request to time, to retry or to fail.',
  fix: 'declare the port as http, http2 or grpc if it is one, or leave it to the application.',
};
const wouldRetryPost =
  'a POST that is sent twice may charge, order or book twice; a retry policy must say that it means that.';
const cutOff = 'the timeout covers all tries, so the last of them would be cut off.';
const notAttempts = {
  why: 'it counts the retries after the first try, a whole number from 1 on.',
  fix: 'give a whole number from 1 on, or write Retries.none().',
};
const retriesNothing = {
  what: 'traffic.retries names no method to retry.',
  why: 'such a policy retries nothing.',
  fix: "name the methods, for example Retries.only(['GET', 'HEAD'], …), or write Retries.none().",
};
const unknownMethod = {
  why: 'it is no HTTP method; methods are compared letter by letter, so no request would match.',
  fix: 'use one of GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS, CONNECT, TRACE (upper case). For gRPC, give the path "/package.Service/Method" instead.',
};
const notCount = {
  why: 'it is a count, and 0 would switch the breaker off.',
  fix: 'give a whole number from 1 on, or leave the circuit breaker out.',
};
const notPercent = {
  why: 'it is a share of a hundred, more than 0 and at most 100.',
  fix: 'give a number in that range, or leave it out.',
};
const beside = (others: string) => ({
  what: `traffic has a fault beside ${others}.`,
  why: 'a fault on a route switches its timeout and retries off (Istio API, `HTTPRoute.fault`), so they would be dead.',
  fix: `leave ${others} out while the fault is injected, or drop the fault.`,
});
const notStatus = {
  why: 'the proxy answers with an HTTP status from 200 to 599.',
  fix: 'give a status in that range, such as 500.',
};
const fault = Fault.inject({ abort: { percent: 5, status: 500 } });
const abort = (percent: number, status = 500) => treated({ fault: Fault.inject({ abort: { percent, status } }) });
const delay = (percent: number) => treated({ fault: Fault.inject({ delay: { percent, duration: seconds(1) } }) });

export const traffic: Cases = {
  'a timeout of zero': {
    wrong: treated({ timeout: seconds(0) }),
    says: zero('traffic.timeout'),
    right: { 'a short one': treated({ timeout: millis(1) }) },
  },
  'a timeout of zero for several tries': {
    wrong: treated({ timeout: seconds(0), retries: Retries.except(['POST'], { attempts: 1, perTry: seconds(1) }) }),
    says: zero('traffic.timeout'),
    right: { none: treated({ retries: Retries.except(['POST'], { attempts: 1, perTry: seconds(1) }) }) },
  },
  'no time for one try': {
    wrong: treated({ retries: Retries.except(['POST'], { attempts: 1, perTry: seconds(0) }) }),
    says: zero('traffic.retries.perTry'),
    right: { 'a little': treated({ retries: Retries.except(['POST'], { attempts: 1, perTry: millis(1) }) }) },
  },
  'no time between two looks of a circuit breaker': {
    wrong: treated({ circuitBreaker: CircuitBreaker.consecutive5xx(5, { interval: seconds(0) }) }),
    says: zero('traffic.circuitBreaker.interval'),
    right: { 'a second': treated({ circuitBreaker: CircuitBreaker.consecutive5xx(5, { interval: seconds(1) }) }) },
  },
  'no time that a circuit breaker leaves an endpoint out': {
    wrong: treated({ circuitBreaker: CircuitBreaker.consecutive5xx(5, { ejection: seconds(0) }) }),
    says: zero('traffic.circuitBreaker.ejection'),
    right: { 'a second': treated({ circuitBreaker: CircuitBreaker.consecutive5xx(5, { ejection: seconds(1) }) }) },
  },
  'a delay of zero': {
    wrong: treated({ fault: Fault.inject({ delay: { percent: 5, duration: seconds(0) } }) }),
    says: zero('traffic.fault.delay.duration'),
    right: { 'a short one': treated({ fault: Fault.inject({ delay: { percent: 5, duration: millis(1) } }) }) },
  },
  'a timeout where no port speaks HTTP': {
    wrong: opaque({ timeout: seconds(3) }),
    says: { what: 'traffic has a timeout, but no port of the service speaks HTTP.', ...noHttp },
    right: {
      'where one of two does': (shop) =>
        service(shop, 'cart', {
          traffic: { timeout: seconds(3) },
          ports: { redis: Port.tcp(6379), grpc: Port.grpc(9000) },
        }),
    },
  },
  'retries where no port speaks HTTP': {
    wrong: opaque({ retries: Retries.except(['POST'], { attempts: 1 }) }),
    says: { what: 'traffic has retries, but no port of the service speaks HTTP.', ...noHttp },
    right: { 'a circuit breaker there': opaque({ circuitBreaker: CircuitBreaker.consecutive5xx(5) }) },
  },
  'a fault where no port speaks HTTP': {
    wrong: opaque({ fault }),
    says: { what: 'traffic has a fault, but no port of the service speaks HTTP.', ...noHttp },
    right: { 'where one does': treated({ fault }) },
  },
  'a retry policy that excepts nothing': {
    wrong: treated({ retries: Retries.except([], { attempts: 2 }) }),
    says: {
      what: 'traffic.retries excepts no method, so it would retry POST.',
      why: wouldRetryPost,
      fix: "write Retries.except(['POST'], …), or, where POST is safe to repeat, Retries.only([…, 'POST'], …).",
    },
    right: { 'one that excepts POST': treated({ retries: Retries.except(['POST'], { attempts: 2 }) }) },
  },
  'a retry policy that excepts others than POST': {
    wrong: treated({ retries: Retries.except(['PATCH', 'DELETE'], { attempts: 2 }) }),
    says: {
      what: 'traffic.retries excepts PATCH, DELETE, so it would retry POST.',
      why: wouldRetryPost,
      fix: "write Retries.except(['PATCH', 'DELETE', 'POST'], …), or, where POST is safe to repeat, Retries.only([…, 'POST'], …).",
    },
    right: { 'one that says it means POST': treated({ retries: Retries.only(['GET', 'POST'], { attempts: 2 }) }) },
  },
  'an excepted method in lower case': {
    wrong: treated({ retries: Retries.except(unchecked(['post']), { attempts: 2 }) }),
    says: { what: 'traffic.retries names "post".', ...unknownMethod },
    right: { 'in upper case': treated({ retries: Retries.except(['POST'], { attempts: 2 }) }) },
  },
  'an unknown method among those excepted': {
    wrong: treated({ retries: Retries.except(unchecked(['POST', 'FETCH']), { attempts: 2 }) }),
    says: { what: 'traffic.retries names "FETCH".', ...unknownMethod },
    right: { 'a known one': treated({ retries: Retries.except(['POST', 'TRACE'], { attempts: 2 }) }) },
  },
  'an excepted method where every call is a POST': {
    wrong: (shop) =>
      service(shop, 'cart', {
        traffic: { retries: Retries.except(['POST'], { attempts: 2 }) },
        ports: { grpc: Port.grpc(9000), redis: Port.tcp(6379), metrics: Port.metrics(9090) },
      }),
    says: {
      what: 'traffic.retries leaves POST out, and the service speaks gRPC alone.',
      why: 'every call of gRPC is a POST, so nothing would be retried.',
      fix: "where its calls are safe to repeat, write Retries.only(['POST'], …); else Retries.none().",
    },
    right: {
      'where another port speaks HTTP': (shop) =>
        service(shop, 'cart', {
          traffic: { retries: Retries.except(['POST'], { attempts: 2 }) },
          ports: { grpc: Port.grpc(9000), http: Port.http(8080) },
        }),
      'no retries at all, said so': (shop) =>
        service(shop, 'cart', { traffic: { retries: Retries.none() }, ports: { grpc: Port.grpc(9000) } }),
      'POST, said so': (shop) =>
        service(shop, 'cart', {
          traffic: { retries: Retries.only(['POST'], { attempts: 2 }) },
          ports: { grpc: Port.grpc(9000) },
        }),
    },
  },
  'an unknown method that is retried': {
    wrong: treated({ retries: Retries.only(unchecked(['FETCH']), { attempts: 2 }) }),
    says: { what: 'traffic.retries names "FETCH".', ...unknownMethod },
    right: { 'a known one': treated({ retries: Retries.only(['GET'], { attempts: 2 }) }) },
  },
  'a retry policy for no method': {
    wrong: treated({ retries: Retries.only([], { attempts: 2 }) }),
    says: retriesNothing,
    right: { 'no retries at all, said so': treated({ retries: Retries.none() }) },
  },
  'a retry policy that excepts every method': {
    wrong: treated({
      retries: Retries.except(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'CONNECT', 'TRACE'], {
        attempts: 2,
      }),
    }),
    says: retriesNothing,
    right: {
      'every method but one': treated({
        retries: Retries.except(['HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'CONNECT', 'TRACE'], {
          attempts: 2,
        }),
      }),
    },
  },
  'no attempts': {
    wrong: treated({ retries: Retries.only(['GET'], { attempts: 0 }) }),
    says: { what: 'traffic.retries.attempts is 0.', ...notAttempts },
    right: { 'one attempt': treated({ retries: Retries.only(['GET'], { attempts: 1 }) }) },
  },
  'half an attempt': {
    wrong: treated({ retries: Retries.only(['GET'], { attempts: 1.5 }) }),
    says: { what: 'traffic.retries.attempts is 1.5.', ...notAttempts },
    right: { 'whole ones': treated({ retries: Retries.only(['GET'], { attempts: 2 }) }) },
  },
  'a timeout shorter than all tries': {
    wrong: treated({
      timeout: millis(2999),
      retries: Retries.except(['POST'], { attempts: 2, perTry: seconds(1) }),
    }),
    says: {
      what: 'traffic.timeout is 2999ms, but 3 tries (the first and 2 retries) of 1s take up to 3s.',
      why: cutOff,
      fix: 'raise traffic.timeout to at least 3s, or lower perTry or attempts.',
    },
    right: {
      'exactly as long': treated({
        timeout: seconds(3),
        retries: Retries.except(['POST'], { attempts: 2, perTry: seconds(1) }),
      }),
      'any with no time for one try named': treated({
        timeout: millis(1),
        retries: Retries.except(['POST'], { attempts: 2 }),
      }),
    },
  },
  'a timeout shorter than two tries': {
    wrong: treated({ timeout: seconds(60), retries: Retries.only(['GET'], { attempts: 1, perTry: seconds(31) }) }),
    says: {
      what: 'traffic.timeout is 1m, but 2 tries (the first and 1 retry) of 31s take up to 62s.',
      why: cutOff,
      fix: 'raise traffic.timeout to at least 62s, or lower perTry or attempts.',
    },
    right: {
      'exactly as long': treated({
        timeout: seconds(62),
        retries: Retries.only(['GET'], { attempts: 1, perTry: seconds(31) }),
      }),
    },
  },
  'a circuit breaker that waits for no failure': {
    wrong: treated({ circuitBreaker: CircuitBreaker.consecutive5xx(0) }),
    says: { what: 'traffic.circuitBreaker has consecutive5xx 0.', ...notCount },
    right: { 'for one': treated({ circuitBreaker: CircuitBreaker.consecutive5xx(1) }) },
  },
  'a circuit breaker without connections': {
    wrong: treated({ circuitBreaker: CircuitBreaker.consecutive5xx(5, { maxConnections: 0 }) }),
    says: { what: 'traffic.circuitBreaker has maxConnections 0.', ...notCount },
    right: { 'with one': treated({ circuitBreaker: CircuitBreaker.consecutive5xx(5, { maxConnections: 1 }) }) },
  },
  'a circuit breaker with half a waiting request': {
    wrong: treated({ circuitBreaker: CircuitBreaker.consecutive5xx(5, { maxPendingRequests: 0.5 }) }),
    says: { what: 'traffic.circuitBreaker has maxPendingRequests 0.5.', ...notCount },
    right: { 'with one': treated({ circuitBreaker: CircuitBreaker.consecutive5xx(5, { maxPendingRequests: 1 }) }) },
  },
  ...Object.fromEntries(
    [0, 101, 33.3].map((percent) => [
      `a circuit breaker that ejects ${percent} per cent`,
      {
        wrong: treated({ circuitBreaker: CircuitBreaker.consecutive5xx(5, { maxEjectionPercent: percent }) }),
        says: {
          what: `traffic.circuitBreaker.maxEjectionPercent is ${percent}.`,
          why: 'it is a share of a hundred, more than 0 and at most 100, a whole number.',
          fix: 'give a number in that range, or leave it out.',
        },
        right: {
          'one that ejects 1': treated({ circuitBreaker: CircuitBreaker.consecutive5xx(5, { maxEjectionPercent: 1 }) }),
          'one that ejects all': treated({
            circuitBreaker: CircuitBreaker.consecutive5xx(5, { maxEjectionPercent: 100 }),
          }),
        },
      },
    ]),
  ),
  'a fault beside a timeout': {
    wrong: treated({ fault, timeout: seconds(3) }),
    says: beside('timeout'),
    right: { 'beside a circuit breaker': treated({ fault, circuitBreaker: CircuitBreaker.consecutive5xx(5) }) },
  },
  'a fault beside retries': {
    wrong: treated({ fault, retries: Retries.except(['POST'], { attempts: 1 }) }),
    says: beside('retries'),
    right: { 'beside no retries, said so': treated({ fault, retries: Retries.none() }) },
  },
  'a fault beside both': {
    wrong: treated({ fault, timeout: seconds(3), retries: Retries.except(['POST'], { attempts: 1 }) }),
    says: beside('timeout and retries'),
    right: { alone: treated({ fault }) },
  },
  'a fault that does nothing': {
    wrong: treated({ fault: Fault.inject({}) }),
    says: {
      what: 'traffic.fault injects nothing.',
      why: 'it has neither `abort` nor `delay`.',
      fix: 'give one of them, or leave the fault out.',
    },
    right: { 'one of the two': abort(5) },
  },
  'a fault for no request': {
    wrong: abort(0),
    says: { what: 'traffic.fault.abort.percent is 0.', ...notPercent },
    right: { 'for few': abort(0.01) },
  },
  'a fault for more than every request': {
    wrong: delay(100.1),
    says: { what: 'traffic.fault.delay.percent is 100.1.', ...notPercent },
    right: { 'for every one': delay(100) },
  },
  'a status below those of HTTP': {
    wrong: abort(5, 199),
    says: { what: 'traffic.fault.abort.status is 199.', ...notStatus },
    right: { 'the first': abort(5, 200) },
  },
  'a status above those of HTTP': {
    wrong: abort(5, 600),
    says: { what: 'traffic.fault.abort.status is 600.', ...notStatus },
    right: { 'the last': abort(5, 599) },
  },
};
