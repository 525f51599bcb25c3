import { istio } from '../../imports/index.js';
import { parsePath, pathRegex } from '../../intent/http.js';
import { calledPort, type GatewayIntent, type RouteIntent } from '../../intent/model.js';
import type { Manifest } from '../mesh.js';
import type { IstioSettings } from './settings.js';
import { type HttpMatch, type HttpRoute, httpRoutes } from './traffic.js';

/** The gateway's listeners and its routes; what no route names is answered with 404. */
export function entry(gateway: GatewayIntent, settings: IstioSettings): readonly Manifest[] {
  const { name, namespace, hosts, tls } = gateway;
  const metadata = { name, namespace: namespace.name };
  return [
    istio.Gateway.manifest({
      metadata,
      spec: {
        selector: settings.ingressGateway.labels,
        servers: [
          ...(tls
            ? [
                {
                  port: { number: 443, name: 'https', protocol: 'HTTPS' },
                  hosts,
                  // The Secret lies in the namespace of the gateway workload (Istio API, `ServerTLSSettings.credentialName`).
                  tls: { mode: 'SIMPLE' as const, credentialName: tls.secretName },
                },
              ]
            : []),
          ...(!tls || tls.redirect
            ? [{ port: { number: 80, name: 'http', protocol: 'HTTP' }, hosts, tls: tls && { httpsRedirect: true } }]
            : []),
        ],
      },
    }),
    istio.VirtualService.manifest({
      metadata,
      spec: { hosts, gateways: [name], http: gateway.routes.flatMap((route) => routes(route, settings)) },
    }),
  ];
}

function routes(route: RouteIntent, settings: IstioSettings): readonly HttpRoute[] {
  const port = route.service.ports[calledPort(route.service.ports, route.port) ?? ''];
  if (!port) return [];
  const rewrite = route.rewrite === undefined ? {} : { rewrite: { uri: rewritten(route.path, route.rewrite) } };
  return httpRoutes(route.service, port, settings, { uri: uriMatch(route.path) }, rewrite);
}

function uriMatch(path: string): HttpMatch['uri'] {
  const parsed = parsePath(path);
  switch (parsed.kind) {
    case 'exact':
      return { exact: parsed.value };
    case 'prefix':
      return { prefix: parsed.value };
    default:
      return { regex: pathRegex(path) };
  }
}

/** Istio replaces the matched prefix as text, so a prefix that ends with "/" needs a replacement that does (Istio API, `HTTPRewrite.uri`). */
function rewritten(path: string, rewrite: string): string {
  return path.endsWith('/*') && !rewrite.endsWith('/') ? `${rewrite}/` : rewrite;
}
