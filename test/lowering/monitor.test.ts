import { type App, Duration } from 'cdk8s';
import { describe, expect, test } from 'vitest';
import { AuthzPolicySet, ExternalCaller, MeshService, Port, ServiceMonitor } from '../../constructs/index.js';
import { accessOf, findObject, findObjects, refusalsOf, renderObjects } from '../../testing/index.js';
import { istioNamespace, marksOf } from '../constructs/setup.js';

const ports = { http: Port.http(8080), metrics: Port.metrics(9090) };

describe('a ServiceMonitor', () => {
  test('names the port as the Service does, and selects the Service by its name', () => {
    const shop = istioNamespace();
    const cart = new MeshService(shop, 'cart', { image: 'c:1', ports });
    new ServiceMonitor(shop, 'metrics', { services: [cart] });
    const objects = renderObjects(shop);
    const monitor = findObject(objects, 'ServiceMonitor', 'metrics');
    expect(monitor.spec).toEqual({
      selector: { matchLabels: { 'app.kubernetes.io/name': 'cart' } },
      endpoints: [{ port: 'http-metrics', path: '/metrics', interval: '30s' }],
    });
    const service = findObject(objects, 'Service', 'cart');
    expect(service.spec.ports.map(({ name }: { name: string }) => name)).toContain(monitor.spec.endpoints[0].port);
    expect(marksOf(service).labels).toMatchObject(monitor.spec.selector.matchLabels);
  });

  test('takes labels, job and target labels, interval and timeout', () => {
    const shop = istioNamespace();
    const cart = new MeshService(shop, 'cart', { image: 'c:1', ports });
    new ServiceMonitor(shop, 'metrics', {
      services: [cart],
      interval: Duration.seconds(10),
      scrapeTimeout: Duration.millis(2500),
      labels: { release: 'prometheus' },
      jobLabel: 'team',
      targetLabels: ['team', 'tier'],
    });
    const monitor = findObject(renderObjects(shop), 'ServiceMonitor');
    expect(marksOf(monitor).labels).toEqual({ release: 'prometheus' });
    expect(monitor.spec).toMatchObject({
      jobLabel: 'team',
      targetLabels: ['team', 'tier'],
      endpoints: [{ interval: '10s', scrapeTimeout: '2500ms' }],
    });
  });

  test('has one endpoint for services whose metrics ports have one name and path', () => {
    const shop = istioNamespace();
    const services = ['a', 'b', 'c'].map((name) => new MeshService(shop, name, { image: 'x:1', ports }));
    new ServiceMonitor(shop, 'metrics', { services });
    expect(findObject(renderObjects(shop), 'ServiceMonitor').spec).toEqual({
      selector: { matchExpressions: [{ key: 'app.kubernetes.io/name', operator: 'In', values: ['a', 'b', 'c'] }] },
      endpoints: [{ port: 'http-metrics', path: '/metrics', interval: '30s' }],
    });
  });

  test('has an endpoint for each name that metrics ports have', () => {
    const shop = istioNamespace();
    const a = new MeshService(shop, 'a', { image: 'a:1', ports });
    const b = new MeshService(shop, 'b', { image: 'b:1', ports: { prom: Port.metrics(9121, { path: '/stats' }) } });
    new ServiceMonitor(shop, 'metrics', { services: [a, b] });
    expect(findObject(renderObjects(shop), 'ServiceMonitor').spec.endpoints).toEqual([
      { port: 'http-metrics', path: '/metrics', interval: '30s' },
      { port: 'http-prom', path: '/stats', interval: '30s' },
    ]);
  });

  test('does not scrape a service at the path of another, where both name the port alike', () => {
    const shop = istioNamespace();
    const a = new MeshService(shop, 'a', { image: 'a:1', ports });
    const b = new MeshService(shop, 'b', { image: 'b:1', ports: { metrics: Port.metrics(9090, { path: '/stats' }) } });
    new ServiceMonitor(shop, 'metrics', { services: [a, b] });
    if (refusalsOf(shop.node.root as App).length > 0) return;
    for (const { spec } of findObjects(renderObjects(shop), 'ServiceMonitor')) {
      const paths = spec.endpoints.map(({ port, path }: { port: string; path: string }) => `${port}${path}`);
      expect(new Set(paths.map((path: string) => path.split('/')[0])).size).toBe(paths.length);
    }
  });

  test('scrapes every metrics port of a service, or refuses the second', () => {
    const shop = istioNamespace();
    const two = { http: Port.http(8080), app: Port.metrics(9090), jvm: Port.metrics(9091, { path: '/jvm' }) };
    const a = new MeshService(shop, 'a', { image: 'a:1', ports: two });
    new ServiceMonitor(shop, 'metrics', { services: [a] });
    if (refusalsOf(shop.node.root as App).length > 0) return;
    expect(findObject(renderObjects(shop), 'ServiceMonitor').spec.endpoints).toHaveLength(2);
  });
});

describe('the way in for a Prometheus without a certificate', () => {
  test('is the metrics port, in plaintext, and GET of its path alone', () => {
    const shop = istioNamespace();
    const cart = new MeshService(shop, 'cart', {
      image: 'c:1',
      ports: { http: Port.http(80, { targetPort: 8080 }), metrics: Port.metrics(90, { targetPort: 9090 }) },
    });
    new AuthzPolicySet(shop, 'access');
    new ServiceMonitor(shop, 'metrics', { services: [cart] });
    const objects = renderObjects(shop);
    expect(findObject(objects, 'PeerAuthentication', 'cart-metrics').spec).toEqual({
      selector: { matchLabels: { 'app.kubernetes.io/name': 'cart' } },
      mtls: { mode: 'STRICT' },
      portLevelMtls: { '9090': { mode: 'PERMISSIVE' } },
    });
    expect(findObject(objects, 'AuthorizationPolicy', 'cart').spec.rules).toEqual([
      { to: [{ operation: { ports: ['9090'], methods: ['GET'], paths: ['/metrics'] } }] },
    ]);
    const access = accessOf(objects);
    const scrape = { from: 'plaintext', to: 'cart', port: 'http-metrics', path: '/metrics' } as const;
    expect(access.decide(scrape).allowed).toBe(true);
    expect(access.decide({ ...scrape, method: 'POST' }).allowed).toBe(false);
    expect(access.decide({ ...scrape, path: '/debug' }).allowed).toBe(false);
    expect(access.decide({ ...scrape, port: 'http' })).toEqual({
      allowed: false,
      because: 'mTLS is STRICT and the caller has no certificate of the mesh',
    });
  });

  test('needs no exception where mTLS is PERMISSIVE', () => {
    const shop = istioNamespace({ mtls: 'PERMISSIVE' });
    const cart = new MeshService(shop, 'cart', { image: 'c:1', ports });
    new AuthzPolicySet(shop, 'access');
    new ServiceMonitor(shop, 'metrics', { services: [cart] });
    const objects = renderObjects(shop);
    expect(findObjects(objects, 'PeerAuthentication').map(({ spec }) => spec)).toEqual([
      { mtls: { mode: 'PERMISSIVE' } },
    ]);
    const access = accessOf(objects);
    expect(access.decide({ from: 'plaintext', to: 'cart', port: 9090, path: '/metrics' }).allowed).toBe(true);
    expect(access.decide({ from: 'plaintext', to: 'cart', port: 8080, path: '/metrics' }).allowed).toBe(false);
  });

  test('opens nothing in services that it does not scrape', () => {
    const shop = istioNamespace();
    const cart = new MeshService(shop, 'cart', { image: 'c:1', ports });
    new MeshService(shop, 'other', { image: 'o:1', ports });
    new AuthzPolicySet(shop, 'access');
    new ServiceMonitor(shop, 'metrics', { services: [cart] });
    const objects = renderObjects(shop);
    expect(findObjects(objects, 'PeerAuthentication').map(({ metadata }) => metadata?.name)).toEqual([
      'cart-metrics',
      'default',
    ]);
    expect(accessOf(objects).decide({ from: 'cart', to: 'other', port: 9090, path: '/metrics' }).allowed).toBe(false);
  });
});

describe('the way in for a Prometheus with a certificate of the mesh', () => {
  const monitored = () => {
    const shop = istioNamespace();
    const cart = new MeshService(shop, 'cart', { image: 'c:1', ports });
    const caller = new ExternalCaller(shop, 'prometheus', { namespace: 'monitoring', serviceAccount: 'prometheus' });
    new AuthzPolicySet(shop, 'access');
    new ServiceMonitor(shop, 'metrics', { services: [cart], prometheus: { caller, certificates: '/etc/prom-certs/' } });
    return renderObjects(shop);
  };

  test('is mTLS and its identity, without any exception', () => {
    const objects = monitored();
    expect(findObjects(objects, 'PeerAuthentication').map(({ metadata }) => metadata?.name)).toEqual(['default']);
    expect(findObject(objects, 'AuthorizationPolicy', 'cart').spec.rules).toEqual([
      {
        from: [{ source: { principals: ['cluster.local/ns/monitoring/sa/prometheus'] } }],
        to: [{ operation: { ports: ['9090'], methods: ['GET'], paths: ['/metrics'] } }],
      },
    ]);
    const access = accessOf(objects);
    const prometheus = { namespace: 'monitoring', serviceAccount: 'prometheus' };
    const scrape = { to: 'cart', port: 9090, path: '/metrics' };
    expect(access.decide({ ...scrape, from: prometheus }).allowed).toBe(true);
    expect(access.decide({ ...scrape, from: 'plaintext' }).allowed).toBe(false);
    expect(access.decide({ ...scrape, from: 'cart' }).allowed).toBe(false);
  });

  test('opens nothing in services that it does not scrape', () => {
    const shop = istioNamespace();
    const cart = new MeshService(shop, 'cart', { image: 'c:1', ports });
    new MeshService(shop, 'other', { image: 'o:1', ports });
    const caller = new ExternalCaller(shop, 'prometheus', { namespace: 'monitoring', serviceAccount: 'prometheus' });
    new AuthzPolicySet(shop, 'access');
    new ServiceMonitor(shop, 'metrics', { services: [cart], prometheus: { caller, certificates: '/certs' } });
    const from = { namespace: 'monitoring', serviceAccount: 'prometheus' };
    const access = accessOf(renderObjects(shop));
    expect(access.decide({ from, to: 'cart', port: 9090, path: '/metrics' }).allowed).toBe(true);
    expect(access.decide({ from, to: 'other', port: 9090, path: '/metrics' }).allowed).toBe(false);
  });

  test('is used by the scrape: https with the certificates that Istio writes', () => {
    expect(findObject(monitored(), 'ServiceMonitor').spec.endpoints).toEqual([
      {
        port: 'http-metrics',
        path: '/metrics',
        interval: '30s',
        scheme: 'https',
        tlsConfig: {
          caFile: '/etc/prom-certs/root-cert.pem',
          certFile: '/etc/prom-certs/cert-chain.pem',
          keyFile: '/etc/prom-certs/key.pem',
          insecureSkipVerify: true,
        },
      },
    ]);
  });

  test('stands beside the plaintext way where two monitors scrape one service', () => {
    const shop = istioNamespace();
    const cart = new MeshService(shop, 'cart', { image: 'c:1', ports });
    const caller = new ExternalCaller(shop, 'prometheus', { namespace: 'monitoring', serviceAccount: 'prometheus' });
    new AuthzPolicySet(shop, 'access');
    new ServiceMonitor(shop, 'secure', { services: [cart], prometheus: { caller, certificates: '/certs' } });
    new ServiceMonitor(shop, 'plain', { services: [cart] });
    const objects = renderObjects(shop);
    expect(findObject(objects, 'PeerAuthentication', 'cart-metrics')).toBeDefined();
    expect(findObject(objects, 'AuthorizationPolicy', 'cart').spec.rules).toHaveLength(2);
    expect(findObject(objects, 'ServiceMonitor', 'plain').spec.endpoints[0]).not.toHaveProperty('tlsConfig');
  });
});
