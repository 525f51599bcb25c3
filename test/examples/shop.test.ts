import { describe, expect, test } from 'vitest';
import { Cluster, Mesh, MeshApp } from '../../constructs/index.js';
import { type ShopOptions, shop } from '../../examples/shop/shop.js';
import {
  accessOf,
  findObject,
  findObjects,
  type RenderedObject,
  refusalsOf,
  renderObjects,
  renderYaml,
} from '../../testing/index.js';

function rendered(options?: ShopOptions): readonly RenderedObject[] {
  return renderObjects(shop(new Cluster(new MeshApp(), 'shop-istio', { mesh: Mesh.istio() }), options));
}

const objects = rendered();
const SERVICES = ['api-gateway', 'catalog-service', 'cart-service', 'payment-service', 'notification-service', 'redis'];

test('the whole shop on Istio', () => {
  const chart = shop(new Cluster(new MeshApp(), 'shop-istio', { mesh: Mesh.istio() }));
  expect(renderYaml(chart)).toMatchSnapshot();
});

describe('the access matrix of the shop', () => {
  const access = accessOf(objects);
  const gateway = { namespace: 'istio-ingress', serviceAccount: 'istio-ingress' };
  const curl = { namespace: 'e-commerce', serviceAccount: 'default' };
  const elsewhere = { namespace: 'other', serviceAccount: 'cart-service' };

  /** What each service is asked for when it is called as declared. */
  const REQUESTS: Record<string, { method: string; path: string }> = {
    'api-gateway': { method: 'GET', path: '/api/products' },
    'catalog-service': { method: 'GET', path: '/products' },
    'cart-service': { method: 'POST', path: '/cart/ada/add' },
    'payment-service': { method: 'POST', path: '/process' },
    'notification-service': { method: 'POST', path: '/notify' },
    redis: { method: 'GET', path: '/' },
  };
  /** Callee by callee: who may call. Everything else is refused. */
  const MAY_CALL: Record<string, readonly string[]> = {
    'api-gateway': ['gateway'],
    'catalog-service': ['api-gateway', 'cart-service'],
    'cart-service': ['api-gateway'],
    'payment-service': ['cart-service'],
    'notification-service': ['cart-service', 'payment-service'],
    redis: ['cart-service'],
  };
  const CALLERS = {
    gateway,
    curl,
    elsewhere,
    outside: 'plaintext' as const,
    ...Object.fromEntries(SERVICES.map((name) => [name, { namespace: 'e-commerce', serviceAccount: name }])),
  };

  for (const callee of SERVICES) {
    for (const [caller, from] of Object.entries(CALLERS)) {
      const expected = MAY_CALL[callee]?.includes(caller) ?? false;
      test(`${caller} ${expected ? 'may' : 'may not'} call ${callee}`, () => {
        expect(access.decide({ from, to: callee, ...REQUESTS[callee] })).toMatchObject({ allowed: expected });
      });
    }
  }

  test('the identities above are those the workloads really have', () => {
    for (const name of SERVICES) {
      for (const deployment of findObjects(objects, 'Deployment').filter(({ metadata }) =>
        metadata?.name?.startsWith(name),
      )) {
        expect(deployment.spec.template.spec.serviceAccountName).toBe(name);
      }
      expect(findObject(objects, 'ServiceAccount', name).metadata?.namespace).toBe('e-commerce');
    }
  });

  test('from outside, only /api/* leads in', () => {
    expect(findObject(objects, 'VirtualService', 'gateway').spec.http).toEqual([
      expect.objectContaining({ match: [{ uri: { prefix: '/api/' } }] }),
    ]);
    expect(access.decide({ from: gateway, to: 'api-gateway', path: '/api/cart/ada' }).allowed).toBe(true);
    expect(access.decide({ from: gateway, to: 'api-gateway', path: '/admin' }).allowed).toBe(false);
    expect(access.decide({ from: gateway, to: 'api-gateway', path: '/api' }).allowed).toBe(false);
  });

  test('the health check of api-gateway is open to every pod of the mesh, and nothing else of it', () => {
    for (const from of [curl, elsewhere, gateway, 'payment-service']) {
      expect(access.decide({ from, to: 'api-gateway', path: '/health' }).allowed).toBe(true);
      expect(access.decide({ from, to: 'api-gateway', method: 'POST', path: '/health' }).allowed).toBe(false);
    }
    expect(access.decide({ from: 'plaintext', to: 'api-gateway', path: '/health' })).toEqual({
      allowed: false,
      because: 'mTLS is STRICT and the caller has no certificate of the mesh',
    });
  });

  test('a caller may do what is declared and nothing more', () => {
    const cart = { from: 'api-gateway', to: 'cart-service' };
    expect(access.decide({ ...cart, method: 'GET', path: '/cart/ada' }).allowed).toBe(true);
    expect(access.decide({ ...cart, method: 'DELETE', path: '/cart/ada' }).allowed).toBe(false);
    expect(access.decide({ ...cart, method: 'GET', path: '/cart/ada/add' }).allowed).toBe(false);
    expect(access.decide({ ...cart, method: 'POST', path: '/cart/ada/bob/add' }).allowed).toBe(false);
    const payment = { from: 'cart-service', to: 'payment-service' };
    expect(access.decide({ ...payment, method: 'GET', path: '/process' }).allowed).toBe(false);
    expect(access.decide({ ...payment, method: 'POST', path: '/refund' }).allowed).toBe(false);
  });

  test('redis is judged by caller and port alone: the proxy reads no HTTP there', () => {
    const { rules } = findObject(objects, 'AuthorizationPolicy', 'redis').spec;
    expect(rules).toEqual([
      {
        from: [{ source: { principals: ['cluster.local/ns/e-commerce/sa/cart-service'] } }],
        to: [{ operation: { ports: ['6379'] } }],
      },
    ]);
  });

  test('Prometheus scrapes without a certificate, on the metrics port and nowhere else', () => {
    for (const name of SERVICES.filter((service) => service !== 'redis')) {
      const scrape = { from: 'plaintext', to: name, port: 'http-metrics' } as const;
      expect(access.decide({ ...scrape, path: '/metrics' }).allowed, name).toBe(true);
      expect(access.decide({ ...scrape, path: '/' }).allowed, name).toBe(false);
      expect(access.decide({ ...scrape, method: 'POST', path: '/metrics' }).allowed, name).toBe(false);
      expect(access.decide({ from: 'plaintext', to: name, port: 'http', path: '/metrics' }).allowed, name).toBe(false);
    }
  });
});

describe('what went wrong for the team cannot be written', () => {
  test('1: no policy names the service account "default", and each service has one of its own', () => {
    expect(JSON.stringify(findObjects(objects, 'AuthorizationPolicy'))).not.toContain('/sa/default');
    const accounts = findObjects(objects, 'Deployment').map(({ spec }) => spec.template.spec.serviceAccountName);
    expect(new Set(accounts)).toEqual(new Set(SERVICES));
  });

  test('1: a caller that is declared is in the policy, so none can be forgotten', () => {
    const app = new MeshApp();
    const chart = shop(new Cluster(app, 'shop-istio', { mesh: Mesh.istio() }));
    const before = accessOf(renderObjects(chart));
    const late = { from: 'notification-service', to: 'catalog-service', method: 'GET', path: '/products' };
    expect(before.decide(late).allowed).toBe(false);
    const [notification, catalog] = ['notification-service', 'catalog-service'].map((id) => chart.node.findChild(id));
    (notification as { calls(callee: unknown): void } & typeof notification)?.calls(catalog);
    expect(accessOf(renderObjects(chart)).decide(late).allowed).toBe(true);
  });

  test('2: every DestinationRule agrees with STRICT mTLS', () => {
    expect(findObject(objects, 'PeerAuthentication', 'default').spec).toEqual({ mtls: { mode: 'STRICT' } });
    const rules = findObjects(objects, 'DestinationRule');
    expect(rules.length).toBeGreaterThan(0);
    for (const rule of rules) expect(rule.spec.trafficPolicy.tls).toEqual({ mode: 'ISTIO_MUTUAL' });
  });
});

describe('traffic', () => {
  test('payment is split 95 to 5 between workloads that exist', () => {
    for (const route of findObject(objects, 'VirtualService', 'payment-service').spec.http) {
      expect(
        route.route.map((r: RenderedObject) => [r.destination.subset, r.destination.port.number, r.weight]),
      ).toEqual([
        ['v1', 5003, 95],
        ['v2', 5003, 5],
      ]);
    }
    const { subsets } = findObject(objects, 'DestinationRule', 'payment-service').spec;
    for (const { name, labels } of subsets) {
      const pods = findObject(objects, 'Deployment', `payment-service-${name}`).spec.template.metadata.labels;
      expect(pods).toMatchObject(labels);
    }
  });

  test('every method but POST is retried, and POST is sent once', () => {
    for (const name of ['catalog-service', 'cart-service', 'payment-service', 'notification-service']) {
      const [post, others, ...rest] = findObject(objects, 'VirtualService', name).spec.http;
      expect(post.match).toEqual([expect.objectContaining({ method: { exact: 'POST' } })]);
      expect(post.retries).toEqual({ attempts: 0 });
      expect(others.match[0]).not.toHaveProperty('method');
      expect(others.retries.attempts).toBe(2);
      expect([post.timeout, others.timeout]).toEqual(['3s', '3s']);
      expect(rest).toEqual([]);
    }
  });

  test('the demonstration faults are off, and on by an option', () => {
    expect(JSON.stringify(objects)).not.toContain('"fault"');
    const faulty = rendered({ demonstrationFaults: true });
    const faults = (name: string) =>
      findObject(faulty, 'VirtualService', name).spec.http.map((route: RenderedObject) => [
        route.fault,
        route.timeout,
        route.retries,
      ]);
    expect(faults('catalog-service')).toEqual([
      [{ abort: { percentage: { value: 5 }, httpStatus: 500 } }, undefined, undefined],
    ]);
    expect(faults('payment-service')).toEqual([
      [
        {
          abort: { percentage: { value: 10 }, httpStatus: 402 },
          delay: { percentage: { value: 5 }, fixedDelay: '30s' },
        },
        undefined,
        undefined,
      ],
    ]);
  });
});

describe('the tree as a cluster takes it', () => {
  test('every port says its protocol by name and by appProtocol', () => {
    for (const service of findObjects(objects, 'Service')) {
      for (const { name, appProtocol } of service.spec.ports) {
        expect(['http', 'tcp']).toContain(appProtocol);
        expect(name.split('-')[0]).toBe(appProtocol);
      }
    }
  });

  test('the ServiceMonitor finds each service once, on a port it has', () => {
    const { selector, endpoints } = findObject(objects, 'ServiceMonitor', 'metrics').spec;
    const { values } = selector.matchExpressions[0];
    expect(values).toEqual(SERVICES.filter((name) => name !== 'redis'));
    for (const name of values) {
      const found = findObjects(objects, 'Service').filter(
        ({ metadata }) =>
          (metadata as { labels?: Record<string, string> } | undefined)?.labels?.['app.kubernetes.io/name'] === name,
      );
      expect(found.map(({ metadata }) => metadata?.name)).toEqual([name]);
      expect(found[0]?.spec.ports.map((port: { name: string }) => port.name)).toContain(endpoints[0].port);
    }
  });

  test('two replicas of cart share redis', () => {
    expect(findObject(objects, 'Deployment', 'cart-service').spec.replicas).toBe(2);
    expect(findObject(objects, 'Deployment', 'redis').spec.replicas).toBe(1);
  });

  test('everything is in the namespace but the Namespace itself, which comes first', () => {
    const [namespace, ...rest] = objects;
    expect(namespace).toEqual({
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name: 'e-commerce', labels: { 'istio-injection': 'enabled' } },
    });
    for (const object of rest) expect(object.metadata?.namespace).toBe('e-commerce');
  });

  test('nothing in it is refused', () => {
    const app = new MeshApp();
    shop(new Cluster(app, 'shop-istio', { mesh: Mesh.istio() }));
    expect(refusalsOf(app)).toEqual([]);
  });
});
