import { Duration } from 'cdk8s';
import { Probe } from 'cdk8s-plus-27';
import { Health, type HealthProps, Port } from '../../../constructs/index.js';
import { type Cases, type Declare, service } from '../case.js';

const web: Readonly<Record<string, Port>> = { http: Port.http(8080), metrics: Port.metrics(9090) };
const several = { metrics: Port.metrics(9090), http: Port.http(8080), admin: Port.http(8081) };
/** A service that is probed so, on these ports. */
const probed =
  (health: HealthProps, ports = web): Declare =>
  (shop) =>
    service(shop, 'cart', { health, ports });
const { seconds, millis } = Duration;

const cannotGuess = 'which one to probe cannot be guessed.';
const unreachable = 'the kubelet could never reach it, so the pod would not become ready or be restarted forever.';
const notUnderstood = 'the answer would not be understood, and the pod would not become ready.';
const wholeSeconds = 'the kubelet counts whole seconds, from 1 s on.';
const wholeCount = { why: 'the API server takes whole numbers from 1 on.', fix: 'give a whole number from 1 on.' };

export const probes: Cases = {
  'a probe on a port that is not there': {
    wrong: probed({ readiness: Health.http('/health', { port: 'admin' }) }),
    says: {
      what: 'the readiness probe is on port "admin", which the service does not have.',
      why: unreachable,
      fix: 'probe one of http, or declare "admin" under `ports`.',
    },
    right: {
      'on one that is': probed({ readiness: Health.http('/health', { port: 'http' }) }),
      'on the port for metrics, by name': probed({ liveness: Health.http('/metrics', { port: 'metrics' }) }),
    },
  },
  'one probe for two roles, on a port that is not there': {
    wrong: probed(Health.tcp({ port: 'admin' })),
    says: {
      what: 'the liveness and readiness probe is on port "admin", which the service does not have.',
      why: unreachable,
      fix: 'probe one of http, or declare "admin" under `ports`.',
    },
    right: { 'on one that is': probed(Health.tcp({ port: 'http' })) },
  },
  'a probe of a service without ports': {
    wrong: probed({ startup: Health.http('/health', { port: 'http' }) }, {}),
    says: {
      what: 'the startup probe is on port "http", which the service does not have.',
      why: unreachable,
      fix: 'declare the port under `ports`.',
    },
    right: { 'by a command': probed({ startup: Health.exec(['true']) }, {}) },
  },
  'a probe that names no port where there is none': {
    wrong: probed({ liveness: Health.tcp() }, {}),
    says: {
      what: 'the liveness probe names no port, and the service has none that takes requests.',
      why: cannotGuess,
      fix: 'declare the port under `ports`.',
    },
    right: { 'where there is one': probed({ liveness: Health.tcp() }) },
  },
  'a probe that names no port where there is only one for metrics': {
    wrong: probed({ liveness: Health.http('/health') }, { metrics: Port.metrics(9090) }),
    says: {
      what: 'the liveness probe names no port, and the service has none that takes requests.',
      why: cannotGuess,
      fix: 'declare the port under `ports`.',
    },
    right: { 'where one takes requests': probed({ liveness: Health.http('/health') }) },
  },
  'a probe that names none of several ports': {
    wrong: probed({ liveness: Health.http('/health') }, several),
    says: {
      what: 'the liveness probe names no port, and the service has several: http, admin.',
      why: cannotGuess,
      fix: "name one: Health.http(…, { port: 'http' }).",
    },
    right: { 'that names one': probed({ liveness: Health.http('/health', { port: 'admin' }) }, several) },
  },
  'a probe by TCP that names none of several ports': {
    wrong: probed({ liveness: Health.tcp() }, several),
    says: {
      what: 'the liveness probe names no port, and the service has several: http, admin.',
      why: cannotGuess,
      fix: "name one: Health.tcp({ port: 'http' }).",
    },
    right: { 'that names one': probed({ liveness: Health.tcp({ port: 'http' }) }, several) },
  },
  'a probe of cdk8s-plus that names none of several ports': {
    wrong: probed({ liveness: Probe.fromHttpGet('/health') }, several),
    says: {
      what: 'the liveness probe names no port, and the service has several: http, admin.',
      why: cannotGuess,
      fix: 'name it in the options of the probe: { port: 8080 }.',
    },
    right: {
      'that names one': probed({ liveness: Probe.fromHttpGet('/health', { port: 8081 }) }, several),
      'of the only one beside metrics': probed({ liveness: Probe.fromTcpSocket() }),
    },
  },
  'a probe by HTTP of a port that speaks it not': {
    wrong: probed({ liveness: Health.http('/health') }, { redis: Port.tcp(6379) }),
    says: {
      what: 'the liveness probe speaks http to port "redis", which is declared as tcp.',
      why: notUnderstood,
      fix: 'declare ports.redis as it is spoken, or use Health.tcp().',
    },
    right: {
      'by TCP': probed({ liveness: Health.tcp() }, { redis: Port.tcp(6379) }),
      'of HTTP over TLS': probed({ liveness: Health.http('/health') }, { https: Port.https(8443) }),
      'of gRPC, which is HTTP': probed({ liveness: Health.http('/health') }, { grpc: Port.grpc(9000) }),
    },
  },
  'a probe by gRPC of a port that speaks it not': {
    wrong: probed({ liveness: Health.grpc() }),
    says: {
      what: 'the liveness probe speaks grpc to port "http", which is declared as http.',
      why: notUnderstood,
      fix: 'declare ports.http as it is spoken, or use Health.tcp().',
    },
    right: { 'of one that does': probed({ liveness: Health.grpc() }, { grpc: Port.grpc(9000) }) },
  },
  'a path that does not start with a slash': {
    wrong: probed({ liveness: Health.http('health') }),
    says: {
      what: 'the liveness probe asks for "health".',
      why: 'a path starts with "/".',
      fix: "write Health.http('/health').",
    },
    right: { 'that does, with a query': probed({ liveness: Health.http('/health?deep=1') }) },
  },
  'no time between two probes': {
    wrong: probed({ liveness: Health.http('/health', { period: seconds(0) }) }),
    says: {
      what: 'the liveness probe has period 0 ms.',
      why: wholeSeconds,
      fix: 'give period in whole seconds, for example Duration.seconds(1).',
    },
    right: { 'a second': probed({ liveness: Health.http('/health', { period: seconds(1) }) }) },
  },
  'no time for an answer': {
    wrong: probed({ liveness: Health.exec(['true'], { timeout: seconds(0) }) }),
    says: {
      what: 'the liveness probe has timeout 0 ms.',
      why: wholeSeconds,
      fix: 'give timeout in whole seconds, for example Duration.seconds(1).',
    },
    right: { 'a second': probed({ liveness: Health.exec(['true'], { timeout: seconds(1) }) }) },
  },
  'fractions of a second': {
    wrong: probed({ startup: Health.tcp({ initialDelay: millis(1500) }) }),
    says: {
      what: 'the startup probe has initialDelay 1500 ms.',
      why: wholeSeconds,
      fix: 'give initialDelay in whole seconds, for example Duration.seconds(2).',
    },
    right: {
      'none at all before the first probe': probed({ startup: Health.tcp({ initialDelay: seconds(0) }) }),
      'whole seconds in another unit': probed({ startup: Health.tcp({ initialDelay: millis(2000) }) }),
    },
  },
  'failure after no failures': {
    wrong: probed({ liveness: Health.tcp({ failureThreshold: 0 }) }),
    says: { what: 'the liveness probe has failureThreshold 0.', ...wholeCount },
    right: { 'after one': probed({ liveness: Health.tcp({ failureThreshold: 1 }) }) },
  },
  'failure after half a failure': {
    wrong: probed({ liveness: Health.exec(['true'], { failureThreshold: 0.5 }) }),
    says: { what: 'the liveness probe has failureThreshold 0.5.', ...wholeCount },
    right: { 'after several': probed({ liveness: Health.exec(['true'], { failureThreshold: 30 }) }) },
  },
};
