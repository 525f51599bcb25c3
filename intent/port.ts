import type { Refusal } from './refusal.js';

/** What is spoken on a port. The mesh writes it in its own form (port name, appProtocol), so it is declared once, here. */
export type PortProtocol = 'http' | 'http2' | 'grpc' | 'https' | 'tcp';

/** A port of a service. Made by `Port.http(5003)` and its like. */
export interface Port {
  readonly protocol: PortProtocol;
  /** The Service's port, 1 to 65535. */
  readonly number: number;
  /** The container's port where it differs from the Service's. */
  readonly targetPort: number;
  /** Set on a port that only serves metrics; it takes no calls and is scraped by a ServiceMonitor. */
  readonly metrics?: { readonly path: string };
}

export interface PortOptions {
  /**
   * The port the container listens on.
   * @default - the same number
   */
  readonly targetPort?: number;
}

export interface MetricsPortOptions extends PortOptions {
  /**
   * HTTP path of the metrics, in the Prometheus text format.
   * @default "/metrics"
   */
  readonly path?: string;
}

const port = (protocol: PortProtocol, number: number, options: PortOptions = {}): Port => ({
  protocol,
  number,
  targetPort: options.targetPort ?? number,
});

/** Ports of a service, one factory a protocol. Numbers are checked at synth, where the message can name the service. */
export const Port = {
  /** HTTP/1.1. The mesh reads it: routes, retries and grants by method and path work. */
  http: (number: number, options?: PortOptions): Port => port('http', number, options),
  /** HTTP/2 without TLS. */
  http2: (number: number, options?: PortOptions): Port => port('http2', number, options),
  /** gRPC: HTTP/2 without TLS, where the path is `/package.Service/Method`. */
  grpc: (number: number, options?: PortOptions): Port => port('grpc', number, options),
  /** TLS that the application itself ends. Opaque to the mesh: grants by caller only. */
  https: (number: number, options?: PortOptions): Port => port('https', number, options),
  /** Anything else over TCP. Opaque to the mesh: grants by caller only. */
  tcp: (number: number, options?: PortOptions): Port => port('tcp', number, options),
  /** HTTP port that serves metrics and nothing else. */
  metrics: (number: number, options: MetricsPortOptions = {}): Port => ({
    ...port('http', number, options),
    metrics: { path: options.path ?? '/metrics' },
  }),
} as const;

/** True where the mesh can read requests, so that methods, paths, headers and retries mean something. */
export function isHttp(port: Port): boolean {
  return port.protocol === 'http' || port.protocol === 'http2' || port.protocol === 'grpc';
}

const isPortNumber = (n: number) => Number.isInteger(n) && n >= 1 && n <= 65535;
/** IANA service name: what Kubernetes takes as the name of a container's port (API reference, `ContainerPort.name`). */
const isPortName = (name: string) =>
  name.length <= 15 && /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/.test(name) && /[a-z]/.test(name) && !name.includes('--');

export function* portRefusals(origin: string, ports: Readonly<Record<string, Port>>): Iterable<Refusal> {
  const byNumber = new Map<number, string>();
  const byTarget = new Map<number, string>();
  const metrics = Object.keys(ports).filter((name) => ports[name]?.metrics);
  if (metrics.length > 1) {
    yield {
      origin,
      problem: `${metrics.map((name) => `ports.${name}`).join(' and ')} are all for metrics.`,
      reason: 'a service is scraped on one port; the others would be opened for nothing.',
      mend: 'keep one of them.',
    };
  }
  for (const [name, port] of Object.entries(ports)) {
    if (!isPortName(name)) {
      yield {
        origin,
        problem: `the port name "${name}" cannot be rendered.`,
        reason:
          'a container port\'s name has at most 15 characters: lower-case letters, digits and "-", with a letter in it.',
        mend: 'rename the key under `ports`, for example to "http" or "grpc-admin".',
      };
    }
    for (const [what, number] of [
      ['port', port.number],
      ['targetPort', port.targetPort],
    ] as const) {
      if (!isPortNumber(number) && !(what === 'targetPort' && Object.is(number, port.number))) {
        yield {
          origin,
          problem: `ports.${name} has ${what} ${number}.`,
          reason: 'a port is a whole number from 1 to 65535.',
          mend: `give ports.${name} a number in that range.`,
        };
      }
    }
    const sameNumber = byNumber.get(port.number);
    if (sameNumber !== undefined) {
      yield {
        origin,
        problem: `ports.${name} and ports.${sameNumber} both declare port ${port.number}.`,
        reason: 'a Service has each port once; the API server refuses the second.',
        mend: `give one of them another number (\`targetPort\` says where the container listens).`,
      };
    }
    const sameTarget = byTarget.get(port.targetPort);
    if (sameTarget !== undefined && sameNumber === undefined) {
      yield {
        origin,
        problem: `ports.${name} and ports.${sameTarget} both lead to the container's port ${port.targetPort}.`,
        reason: "policies are written for the container's port, so a grant for one of them would open the other too.",
        mend: `keep one of them, or give each a \`targetPort\` of its own.`,
      };
    }
    byNumber.set(port.number, name);
    byTarget.set(port.targetPort, name);
    if (port.metrics && !port.metrics.path.startsWith('/')) {
      yield {
        origin,
        problem: `ports.${name} has the metrics path "${port.metrics.path}".`,
        reason: 'a path starts with "/".',
        mend: `write Port.metrics(${port.number}, { path: '/${port.metrics.path}' }).`,
      };
    }
  }
}
