import { isHttp, type Port } from './port.js';
import { type Duration, milliseconds } from './quantity.js';
import type { Refusal } from './refusal.js';

/** Stands in a raw probe for the port that the container has; no real port is negative. */
export const OWN_PORT = -1;

/** One probe of the kubelet (Kubernetes API, `Probe`). Made by `Health.http('/health')` and its like. */
export interface Health {
  readonly check:
    | { readonly kind: 'http'; readonly path: string; readonly port?: string }
    | { readonly kind: 'grpc'; readonly service?: string; readonly port?: string }
    | { readonly kind: 'tcp'; readonly port?: string }
    | { readonly kind: 'exec'; readonly command: readonly string[] }
    | { readonly kind: 'raw'; readonly probe: object };
  readonly timing: ProbeTiming;
}

/** Milliseconds and counts; what is left out keeps Kubernetes' default. */
export interface ProbeTiming {
  readonly initialDelayMs?: number;
  readonly periodMs?: number;
  readonly timeoutMs?: number;
  readonly failureThreshold?: number;
}

export interface ProbeOptions {
  /**
   * Time between the container's start and the first probe.
   * @default - none
   */
  readonly initialDelay?: Duration;
  /**
   * Time between two probes, whole seconds.
   * @default - 10 s (Kubernetes' default)
   */
  readonly period?: Duration;
  /**
   * Time to wait for an answer, whole seconds.
   * @default - 1 s (Kubernetes' default)
   */
  readonly timeout?: Duration;
  /**
   * Failures in a row before the probe counts as failed.
   * @default - 3 (Kubernetes' default)
   */
  readonly failureThreshold?: number;
}

export interface PortProbeOptions extends ProbeOptions {
  /**
   * Name of the port to probe, a key of the service's `ports`.
   * @default - the service's only port that is not for metrics
   */
  readonly port?: string;
}

export interface GrpcProbeOptions extends PortProbeOptions {
  /**
   * Service name that is sent in the health check.
   * @default - none: the server as a whole
   */
  readonly service?: string;
}

const timing = (options: ProbeOptions = {}): ProbeTiming => ({
  initialDelayMs: milliseconds(options.initialDelay),
  periodMs: milliseconds(options.period),
  timeoutMs: milliseconds(options.timeout),
  failureThreshold: options.failureThreshold,
});

/** How the kubelet learns that a container is well. */
export const Health = {
  /** GET of a path; 200 to 399 is healthy. */
  http: (path: string, options?: PortProbeOptions): Health => ({
    check: { kind: 'http', path, port: options?.port },
    timing: timing(options),
  }),
  /** The gRPC health checking protocol. */
  grpc: (options?: GrpcProbeOptions): Health => ({
    check: { kind: 'grpc', service: options?.service, port: options?.port },
    timing: timing(options),
  }),
  /** A TCP connection that opens. */
  tcp: (options?: PortProbeOptions): Health => ({
    check: { kind: 'tcp', port: options?.port },
    timing: timing(options),
  }),
  /** A command in the container that ends with 0. */
  exec: (command: readonly string[], options?: ProbeOptions): Health => ({
    check: { kind: 'exec', command },
    timing: timing(options),
  }),
} as const;

/** Which probes a container has. */
export interface ProbeSet {
  readonly liveness?: Health;
  readonly readiness?: Health;
  readonly startup?: Health;
}

/** The port of a probe: the one it names, or the only one that is not for metrics. */
export function probedPort(health: Health, ports: Readonly<Record<string, Port>>): string | undefined {
  const { check } = health;
  if (check.kind === 'exec' || check.kind === 'raw') return undefined;
  if (check.port !== undefined) return check.port;
  const candidates = Object.keys(ports).filter((name) => !ports[name]?.metrics);
  return candidates.length === 1 ? candidates[0] : undefined;
}

export function* healthRefusals(
  origin: string,
  probes: ProbeSet,
  ports: Readonly<Record<string, Port>>,
): Iterable<Refusal> {
  const own = Object.keys(ports).filter((name) => !ports[name]?.metrics);
  const which = own.length === 0 ? 'none that takes requests' : `several: ${own.join(', ')}`;
  // One probe may have several roles; what is wrong with it is said once.
  const roles = new Map<Health, string[]>();
  for (const [role, health] of Object.entries(probes) as [string, Health | undefined][]) {
    if (health) roles.set(health, [...(roles.get(health) ?? []), role]);
  }
  for (const [health, names] of roles) {
    const role = names.join(' and ');
    if (health.check.kind === 'exec' || health.check.kind === 'raw') {
      yield* timingRefusals(origin, role, health.timing);
      if (
        health.check.kind === 'raw' &&
        own.length !== 1 &&
        JSON.stringify(health.check.probe).includes(`"port":${OWN_PORT}`)
      ) {
        yield {
          origin,
          problem: `the ${role} probe names no port, and the service has ${which}.`,
          reason: 'which one to probe cannot be guessed.',
          mend: 'name it in the options of the probe: { port: 8080 }.',
        };
      }
      continue;
    }
    const name = probedPort(health, ports);
    const port = name === undefined ? undefined : ports[name];
    if (name === undefined) {
      yield {
        origin,
        problem: `the ${role} probe names no port, and the service has ${which}.`,
        reason: 'which one to probe cannot be guessed.',
        mend:
          own.length === 0
            ? 'declare the port under `ports`.'
            : `name one: Health.${health.check.kind}(${health.check.kind === 'http' ? '…, ' : ''}{ port: '${own[0]}' }).`,
      };
    } else if (!port) {
      yield {
        origin,
        problem: `the ${role} probe is on port "${name}", which the service does not have.`,
        reason: 'the kubelet could never reach it, so the pod would not become ready or be restarted forever.',
        mend:
          own.length === 0
            ? 'declare the port under `ports`.'
            : `probe one of ${own.join(', ')}, or declare "${name}" under \`ports\`.`,
      };
    } else if (
      (health.check.kind === 'http' && !isHttp(port) && port.protocol !== 'https') ||
      (health.check.kind === 'grpc' && port.protocol !== 'grpc')
    ) {
      yield {
        origin,
        problem: `the ${role} probe speaks ${health.check.kind} to port "${name}", which is declared as ${port.protocol}.`,
        reason: 'the answer would not be understood, and the pod would not become ready.',
        mend: `declare ports.${name} as it is spoken, or use ${port.protocol === 'grpc' ? 'Health.grpc()' : 'Health.tcp()'}.`,
      };
    }
    if (health.check.kind === 'http' && !health.check.path.startsWith('/')) {
      yield {
        origin,
        problem: `the ${role} probe asks for "${health.check.path}".`,
        reason: 'a path starts with "/".',
        mend: `write Health.http('/${health.check.path}').`,
      };
    }
    yield* timingRefusals(origin, role, health.timing);
  }
}

function* timingRefusals(origin: string, role: string, timing: ProbeTiming): Iterable<Refusal> {
  for (const [prop, ms] of [
    ['period', timing.periodMs],
    ['timeout', timing.timeoutMs],
    ['initialDelay', timing.initialDelayMs],
  ] as const) {
    if (ms !== undefined && ((ms === 0 && prop !== 'initialDelay') || ms % 1000 !== 0)) {
      yield {
        origin,
        problem: `the ${role} probe has ${prop} ${ms} ms.`,
        reason: 'the kubelet counts whole seconds, from 1 s on.',
        mend: `give ${prop} in whole seconds, for example Duration.seconds(${Math.max(1, Math.ceil(ms / 1000))}).`,
      };
    }
  }
  if (
    timing.failureThreshold !== undefined &&
    !(Number.isInteger(timing.failureThreshold) && timing.failureThreshold >= 1)
  ) {
    yield {
      origin,
      problem: `the ${role} probe has failureThreshold ${timing.failureThreshold}.`,
      reason: 'the API server takes whole numbers from 1 on.',
      mend: 'give a whole number from 1 on.',
    };
  }
}
