import { type App, Duration } from 'cdk8s';
import { describe, expect, test } from 'vitest';
import {
  AuthzPolicySet,
  CanaryRelease,
  CircuitBreaker,
  type GatewayRoute,
  IngressGateway,
  type IngressGatewayProps,
  Mesh,
  MeshNamespace,
  MeshService,
  Port,
  Retries,
} from '../../../constructs/index.js';
import { accessOf, findObject, refusalsOf, renderObjects, renderYaml } from '../../../testing/index.js';
import { istioNamespace, web } from '../../constructs/setup.js';

const entry = { namespace: 'istio-ingress', serviceAccount: 'istio-ingress' };

/** A namespace with one service `api` behind a gateway. */
function entered(route: Omit<GatewayRoute, 'service'>, props: Partial<IngressGatewayProps> = {}) {
  const shop = istioNamespace();
  const api = new MeshService(shop, 'api', web);
  new IngressGateway(shop, 'entry', { hosts: ['shop.example.com'], routes: [{ ...route, service: api }], ...props });
  new AuthzPolicySet(shop, 'access');
  return renderObjects(shop);
}
const routeOf = (route: Omit<GatewayRoute, 'service'>) =>
  findObject(entered(route), 'VirtualService', 'entry').spec.http[0];

describe('listeners', () => {
  const servers = (props: Partial<IngressGatewayProps>) =>
    findObject(entered({ path: '/*' }, props), 'Gateway', 'entry').spec.servers;

  test('without TLS there is plain HTTP', () => {
    expect(servers({ hosts: ['a.example.com', 'b.example.com'] })).toEqual([
      { port: { number: 80, name: 'http', protocol: 'HTTP' }, hosts: ['a.example.com', 'b.example.com'] },
    ]);
  });

  test('with TLS plain requests are sent on to https, and the certificate is named, not rendered', () => {
    expect(servers({ tls: { secretName: 'shop-tls' } })).toEqual([
      {
        port: { number: 443, name: 'https', protocol: 'HTTPS' },
        hosts: ['shop.example.com'],
        tls: { mode: 'SIMPLE', credentialName: 'shop-tls' },
      },
      {
        port: { number: 80, name: 'http', protocol: 'HTTP' },
        hosts: ['shop.example.com'],
        tls: { httpsRedirect: true },
      },
    ]);
  });

  test('without a redirect plain requests find no listener', () => {
    const ports = servers({ tls: { secretName: 'shop-tls', redirect: false } }).map(
      ({ port }: { port: { number: number } }) => port.number,
    );
    expect(ports).toEqual([443]);
  });

  test('the routes hold for the hosts of the gateway, and for no request within the mesh', () => {
    const { spec } = findObject(entered({ path: '/*' }, { hosts: ['*'] }), 'VirtualService', 'entry');
    expect(spec).toMatchObject({ hosts: ['*'], gateways: ['entry'] });
  });

  test('the gateway is the workload that the mesh is set up with', () => {
    const ingressGateway = { namespace: 'edge', serviceAccount: 'edge-gateway', labels: { app: 'edge' } };
    const shop = istioNamespace({ mesh: Mesh.istio({ ingressGateway, trustDomain: 'example.com' }) });
    const api = new MeshService(shop, 'api', web);
    new IngressGateway(shop, 'entry', { hosts: ['*'], routes: [{ path: '/*', service: api }] });
    new AuthzPolicySet(shop, 'access');
    const objects = renderObjects(shop);
    expect(findObject(objects, 'Gateway').spec.selector).toEqual({ app: 'edge' });
    expect(findObject(objects, 'AuthorizationPolicy', 'api').spec.rules[0].from).toEqual([
      { source: { principals: ['example.com/ns/edge/sa/edge-gateway'] } },
    ]);
  });

  test('by default it is that of the Helm chart', () => {
    expect(findObject(entered({ path: '/*' }), 'Gateway').spec.selector).toEqual({ istio: 'ingress' });
  });
});

describe('paths', () => {
  const route = [{ destination: { host: 'api.shop.svc.cluster.local', port: { number: 8080 } } }];

  test.each([
    ['/healthz', { exact: '/healthz' }],
    ['/api/*', { prefix: '/api/' }],
    ['/*', { prefix: '/' }],
    ['/otusapp/{*}/whoiam', { regex: '/otusapp/[^/]+/whoiam' }],
    ['/files/{*}/v1.0/*', { regex: '/files/[^/]+/v1\\.0/.*' }],
  ])('"%s" is matched as %o', (path, uri) => {
    expect(routeOf({ path })).toEqual({ match: [{ uri }], route });
  });

  test('the first that fits wins, in the order of declaration', () => {
    const shop = istioNamespace();
    const api = new MeshService(shop, 'api', web);
    const front = new MeshService(shop, 'front', web);
    new IngressGateway(shop, 'entry', {
      hosts: ['*'],
      routes: [
        { path: '/api/*', service: api },
        { path: '/*', service: front },
      ],
    });
    const { http } = findObject(renderObjects(shop), 'VirtualService', 'entry').spec;
    expect(http.map(({ match, route }: never) => [match[0], (route as never)[0]])).toMatchObject([
      [{ uri: { prefix: '/api/' } }, { destination: { host: 'api.shop.svc.cluster.local' } }],
      [{ uri: { prefix: '/' } }, { destination: { host: 'front.shop.svc.cluster.local' } }],
    ]);
  });

  test('a route leads to the port that it names', () => {
    const shop = istioNamespace();
    const ports = { web: Port.http(80), admin: Port.http(81, { targetPort: 8081 }) };
    const api = new MeshService(shop, 'api', { image: 'a:1', ports });
    new IngressGateway(shop, 'entry', { hosts: ['*'], routes: [{ path: '/admin/*', service: api, port: 'admin' }] });
    new AuthzPolicySet(shop, 'access');
    const objects = renderObjects(shop);
    const [route] = findObject(objects, 'VirtualService').spec.http;
    expect(route.route[0].destination.port).toEqual({ number: 81 });
    expect(findObject(objects, 'AuthorizationPolicy', 'api').spec.rules[0].to[0].operation.ports).toEqual(['8081']);
  });
});

describe('the grant that a route is', () => {
  const let_in = (route: Omit<GatewayRoute, 'service'>, path: string) =>
    accessOf(entered(route)).decide({ from: entry, to: 'api', path }).allowed;

  test.each([
    ['/healthz', '/healthz', '/healthz/x'],
    ['/api/*', '/api/products', '/internal'],
    ['/cart/{*}/add', '/cart/ada/add', '/cart/ada/drop'],
  ])('"%s" lets the gateway ask for %s and not for %s', (path, inside, outside) => {
    expect(let_in({ path }, inside)).toBe(true);
    expect(let_in({ path }, outside)).toBe(false);
  });

  test('lets nobody in but the gateway', () => {
    const access = accessOf(entered({ path: '/api/*' }));
    expect(access.decide({ from: 'api', to: 'api', path: '/api/x' }).allowed).toBe(false);
    expect(access.decide({ from: 'plaintext', to: 'api', path: '/api/x' }).allowed).toBe(false);
  });

  test.each([
    [{ path: '/api/*', rewrite: '/' }, '/', '/products', '/api/../products'],
    [{ path: '/api/*', rewrite: '/v1' }, '/v1/', '/v1/products', '/api/products'],
    [{ path: '/api/*', rewrite: '/v1/' }, '/v1/', '/v1/products', '/api/products'],
    [{ path: '/old', rewrite: '/new' }, '/new', '/new', '/old'],
  ])('%o is rewritten to "%s", and the service is asked for %s', (route, uri, served, former) => {
    const objects = entered(route);
    expect(findObject(objects, 'VirtualService', 'entry').spec.http[0].rewrite).toEqual({ uri });
    expect(accessOf(objects).decide({ from: entry, to: 'api', path: served }).allowed).toBe(true);
    if (route.rewrite !== '/')
      expect(accessOf(objects).decide({ from: entry, to: 'api', path: former }).allowed).toBe(false);
  });

  test('"/files/{*}/*" lets in what is below it, by a template that Istio takes', () => {
    const objects = entered({ path: '/files/{*}/*' });
    const [{ operation }] = findObject(objects, 'AuthorizationPolicy', 'api').spec.rules[0].to;
    // Istio API, `Operation.paths`: a template holds no "*" but in `{*}` and `{**}`.
    for (const path of operation.paths) expect(path.replace(/\{\*{1,2}\}/g, '')).not.toContain('*');
    expect(accessOf(objects).decide({ from: entry, to: 'api', path: '/files/ada/a/b.txt' }).allowed).toBe(true);
    expect(accessOf(objects).decide({ from: entry, to: 'api', path: '/files/ada' }).allowed).toBe(false);
  });

  test('reaches a service of another namespace', () => {
    const shop = istioNamespace();
    const edge = new MeshNamespace(shop.node.root, 'edge', { mesh: Mesh.istio() });
    const api = new MeshService(shop, 'api', web);
    new IngressGateway(edge, 'entry', { hosts: ['*'], routes: [{ path: '/api/*', service: api }] });
    new AuthzPolicySet(shop, 'access');
    expect(findObject(renderObjects(edge), 'VirtualService').spec.http[0].route[0].destination.host).toBe(
      'api.shop.svc.cluster.local',
    );
    expect(accessOf(renderObjects(shop)).decide({ from: entry, to: 'api', path: '/api/x' }).allowed).toBe(true);
  });
});

describe('a route to a service', () => {
  test('with a release splits at the gateway as it does within the mesh', () => {
    const shop = istioNamespace();
    const pay = new MeshService(shop, 'pay', {
      ports: web.ports,
      versions: { v1: { image: 'p:1' }, v2: { image: 'p:2' } },
      traffic: { retries: Retries.except(['POST'], { attempts: 1 }) },
    });
    const match = [{ to: 'v2', cookie: { name: 'group', exact: 'beta' } }] as const;
    new CanaryRelease(shop, 'release', { service: pay, strategy: { weights: { v1: 95, v2: 5 }, match } });
    new IngressGateway(shop, 'entry', { hosts: ['*'], routes: [{ path: '/pay/*', service: pay, rewrite: '/' }] });
    const objects = renderObjects(shop);
    const inside = findObject(objects, 'VirtualService', 'pay').spec.http;
    const outside = findObject(objects, 'VirtualService', 'entry').spec.http;
    expect(outside).toHaveLength(4);
    for (const [index, route] of outside.entries()) {
      const { match = [{}], ...rest } = inside[index];
      expect(route).toEqual({
        match: match.map((entry: object) => ({ uri: { prefix: '/pay/' }, ...entry })),
        rewrite: { uri: '/' },
        ...rest,
      });
    }
  });

  test('has its timeout and retries at the gateway too, whose route replaces its own', () => {
    const shop = istioNamespace();
    const api = new MeshService(shop, 'api', {
      ...web,
      traffic: {
        timeout: Duration.seconds(10),
        retries: Retries.only(['GET'], { attempts: 1 }),
        circuitBreaker: CircuitBreaker.consecutive5xx(3),
      },
    });
    new IngressGateway(shop, 'entry', { hosts: ['*'], routes: [{ path: '/api/*', service: api }] });
    expect(findObject(renderObjects(shop), 'VirtualService', 'entry').spec.http).toMatchObject([
      { match: [{ uri: { prefix: '/api/' }, method: { exact: 'GET' } }], timeout: '10s', retries: { attempts: 1 } },
      { match: [{ uri: { prefix: '/api/' } }], timeout: '10s', retries: { attempts: 0 } },
    ]);
  });
});

test('a route that an earlier one covers is refused, since no request would reach it', () => {
  const shop = istioNamespace();
  const api = new MeshService(shop, 'api', web);
  const routes = [
    { path: '/api/*', service: api },
    { path: '/api/*', service: api, rewrite: '/' },
  ];
  new IngressGateway(shop, 'entry', { hosts: ['*'], routes });
  expect(refusalsOf(shop.node.root as App)).toEqual([expect.stringContaining('"/api/*" is routed twice')]);
});

test('a narrower route behind a wider one is refused too', () => {
  const shop = istioNamespace();
  const api = new MeshService(shop, 'api', web);
  const routes = [
    { path: '/*', service: api },
    { path: '/api/*', service: api },
  ];
  new IngressGateway(shop, 'entry', { hosts: ['*'], routes });
  expect(refusalsOf(shop.node.root as App)).not.toEqual([]);
});

test('a route to a port for metrics is refused', () => {
  const shop = istioNamespace();
  const api = new MeshService(shop, 'api', { image: 'api:1', ports: { http: Port.http(80), m: Port.metrics(9090) } });
  const routes = [{ path: '/*', service: api, port: 'm' }];
  new IngressGateway(shop, 'entry', { hosts: ['*'], routes });
  expect(refusalsOf(shop.node.root as App)).toEqual([
    expect.stringContaining('the route to api is on port "m", which is for metrics.'),
  ]);
});

test('a gateway with TLS and one route, as it is written', () => {
  const shop = istioNamespace();
  const api = new MeshService(shop, 'api', web);
  const tls = { secretName: 'shop-tls' };
  new IngressGateway(shop, 'entry', { hosts: ['shop.example.com'], tls, routes: [{ path: '/api/*', service: api }] });
  const documents = renderYaml(shop).split('---\n');
  expect(documents.filter((text) => /kind: (Gateway|VirtualService)/.test(text)).join('---\n')).toMatchInlineSnapshot(`
    "apiVersion: networking.istio.io/v1
    kind: Gateway
    metadata:
      name: entry
      namespace: shop
    spec:
      selector:
        istio: ingress
      servers:
        - port:
            number: 443
            name: https
            protocol: HTTPS
          hosts:
            - shop.example.com
          tls:
            mode: SIMPLE
            credentialName: shop-tls
        - port:
            number: 80
            name: http
            protocol: HTTP
          hosts:
            - shop.example.com
          tls:
            httpsRedirect: true
    ---
    apiVersion: networking.istio.io/v1
    kind: VirtualService
    metadata:
      name: entry
      namespace: shop
    spec:
      hosts:
        - shop.example.com
      gateways:
        - entry
      http:
        - match:
            - uri:
                prefix: /api/
          route:
            - destination:
                host: api.shop.svc.cluster.local
                port:
                  number: 8080
    "
  `);
});
