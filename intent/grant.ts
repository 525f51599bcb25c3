import { methodRefusals, pathRefusals } from './http.js';
import { calledPort, type Grant, type ServiceIntent } from './model.js';
import { isHttp } from './port.js';
import type { Refusal } from './refusal.js';

/** Refuses a port that the callee does not have, or a choice that nobody made. */
export function* calledPortRefusals(
  origin: string,
  what: string,
  callee: { readonly name: string; readonly ports: ServiceIntent['ports'] },
  named: string | undefined,
): Iterable<Refusal> {
  if (calledPort(callee.ports, named) !== undefined) return;
  const names = Object.keys(callee.ports).filter((name) => !callee.ports[name]?.metrics);
  if (named !== undefined) {
    yield {
      origin,
      problem: `${what} is on port "${named}", which ${callee.name} does not have.`,
      reason: 'nothing listens there, so the call can only fail.',
      mend:
        names.length === 0 ? `declare the port under \`ports\` of ${callee.name}.` : `use one of: ${names.join(', ')}.`,
    };
  } else {
    yield {
      origin,
      problem: `${what} names no port, and ${callee.name} has ${names.length === 0 ? 'none to call' : `several: ${names.join(', ')}`}.`,
      reason: 'which one is meant cannot be guessed.',
      mend:
        names.length === 0 ? `declare a port under \`ports\` of ${callee.name}.` : `name one: { port: '${names[0]}' }.`,
    };
  }
}

export function* grantRefusals(callee: ServiceIntent, grant: Grant): Iterable<Refusal> {
  const { caller, methods, paths } = grant;
  const { origin } = caller;
  const what =
    caller.kind === 'entry'
      ? `the route to ${callee.name}`
      : caller.kind === 'anyone'
        ? 'calledByAnyone'
        : `the call to ${callee.name}`;
  const outside = ` whose namespace "${callee.namespace.name}" is outside any mesh`;
  if (callee.namespace.mesh === undefined) {
    yield {
      origin,
      problem: `${what} leads to a service${outside}.`,
      reason: 'it has no proxy, so nothing would encrypt the call, check the caller or apply the policy.',
      mend: `let the namespace join a mesh, or declare the callee as an ExternalService.`,
    };
  } else if (
    (caller.kind === 'workload' || caller.kind === 'entry') &&
    caller.namespace.mesh !== callee.namespace.mesh
  ) {
    yield {
      origin,
      problem: `${what} comes from namespace "${caller.namespace.name}", which is ${caller.namespace.mesh === undefined ? 'outside any mesh' : `on another mesh (${caller.namespace.mesh})`}.`,
      reason: `the caller has no identity that the mesh of the callee (${callee.namespace.mesh}) knows, so the call would be refused.`,
      mend: 'let both namespaces join the same mesh, or declare an ExternalCaller with an identity this mesh trusts.',
    };
  }
  if (
    (caller.kind === 'workload' || caller.kind === 'entry') &&
    caller.namespace.cluster !== callee.namespace.cluster
  ) {
    yield {
      origin,
      problem: `${what} leads into another cluster (${callee.namespace.cluster.origin || 'the app'}).`,
      reason: 'its Service and its policies exist over there; here nothing of that name can be found.',
      mend: 'declare it here as an ExternalService, and the caller over there as an ExternalCaller.',
    };
  }
  yield* calledPortRefusals(origin, what, callee, grant.port);
  if (grant.port !== undefined && callee.ports[grant.port]?.metrics) {
    yield {
      origin,
      problem: `${what} is on port "${grant.port}", which is for metrics.`,
      reason: 'it takes no calls; Prometheus is let in by a ServiceMonitor.',
      mend: 'call another port, or declare this one as http.',
    };
  }
  // A route's path and the protocol of its port are judged with the gateway.
  if (caller.kind === 'entry') return;
  yield* methodRefusals(origin, `${what}: methods`, methods);
  yield* pathRefusals(origin, `${what}: path`, paths);
  const name = calledPort(callee.ports, grant.port);
  const port = name === undefined ? undefined : callee.ports[name];
  if (port && !isHttp(port) && (methods.length > 0 || paths.length > 0)) {
    yield {
      origin,
      problem: `${what} grants ${methods.length > 0 ? `methods ${methods.join(', ')}` : `paths ${paths.join(', ')}`} on port "${name}", which is ${port.protocol}.`,
      reason:
        'the proxy reads no HTTP on such a port: an ALLOW with methods or paths never matches, and the call is refused.',
      mend: 'leave methods and paths out, or declare the port as http, http2 or grpc if it speaks that.',
    };
  }
  if (port?.protocol === 'grpc' && methods.length > 0 && !methods.includes('POST')) {
    yield {
      origin,
      problem: `${what} grants ${methods.join(', ')} on port "${name}", which speaks gRPC.`,
      reason: 'every call of gRPC is a POST, so none would be let in.',
      mend: 'leave methods out, and name the calls by path: "/package.Service/Method".',
    };
  }
  if (caller.kind === 'anyone' && (methods.length === 0 || paths.length === 0)) {
    yield {
      origin,
      problem: `calledByAnyone names no ${methods.length === 0 ? 'methods' : 'paths'}.`,
      reason: 'it would open the whole port to every pod of the mesh.',
      mend: "name both, for example { methods: ['GET'], paths: ['/health'] }.",
    };
  }
}
