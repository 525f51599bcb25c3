import { parsePath, pathRefusals } from './http.js';
import { calledPort, type GatewayIntent } from './model.js';
import { isHost, nameRefusals } from './names.js';
import { isHttp } from './port.js';
import type { Refusal } from './refusal.js';

export function* gatewayRefusals(gateway: GatewayIntent): Iterable<Refusal> {
  const { origin, hosts, routes, tls } = gateway;
  yield* nameRefusals(origin, 'gateway', gateway.name, { form: 'label' });
  if (hosts.length === 0) {
    yield {
      origin,
      problem: 'hosts is empty.',
      reason: 'a gateway without hosts answers nobody.',
      mend: "give the host names, for example ['shop.example.com'].",
    };
  }
  for (const host of hosts) {
    if (host !== '*' && !isHost(host)) {
      yield {
        origin,
        problem: `the host "${host}" is no host name.`,
        reason: 'it holds a scheme, a port, a path, capitals or other characters that a host name has not.',
        mend: 'write the bare name in lower case, such as "shop.example.com".',
      };
    }
  }
  if (routes.length === 0) {
    yield {
      origin,
      problem: 'routes is empty.',
      reason: 'every request would be answered with 404.',
      mend: "give at least one, for example { path: '/api/*', service: api }.",
    };
  }
  if (tls) yield* nameRefusals(origin, 'TLS secret', tls.secretName, { form: 'name' });
  yield* pathRefusals(
    origin,
    'the route path',
    routes.map((route) => route.path),
  );
  for (const [index, route] of routes.entries()) {
    const before = routes.slice(0, index).find(({ path }) => covers(path, route.path));
    if (before) {
      const same = before.path === route.path;
      yield {
        origin,
        problem: `the path "${route.path}" is ${same ? 'routed twice' : `behind the route of "${before.path}"`}.`,
        reason: 'the first route that fits takes the request; the second would be dead.',
        mend: same ? 'keep one of them.' : `put the route of "${route.path}" first.`,
      };
    }
    const name = calledPort(route.service.ports, route.port);
    const port = name === undefined ? undefined : route.service.ports[name];
    if (port && !isHttp(port)) {
      yield {
        origin,
        problem: `the path "${route.path}" leads to port "${name}" of ${route.service.name}, which is ${port.protocol}.`,
        reason: 'a path is part of HTTP; on such a port there is none.',
        mend: 'route to a port that is http, http2 or grpc.',
      };
    }
    if (route.rewrite !== undefined) {
      if (route.rewrite.includes('*') || route.path.includes('{*}')) {
        yield {
          origin,
          problem: `the path "${route.path}" is rewritten to "${route.rewrite}".`,
          reason: 'a rewrite replaces a fixed prefix or path by another; it knows no wildcards.',
          mend: 'give a plain path such as "/", and route a path without "{*}".',
        };
      } else {
        yield* pathRefusals(origin, 'the rewrite', [route.rewrite]);
      }
    }
  }
}

/** Whether every request that fits the second pattern fits the first one too. */
function covers(first: string, second: string): boolean {
  const wide = parsePath(first);
  return first === second || (wide.kind === 'prefix' && second.startsWith(wide.value));
}
