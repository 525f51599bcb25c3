import { App, Chart, Duration } from 'cdk8s';
import { Construct } from 'constructs';
import { describe, expect, test } from 'vitest';
import {
  AuthzPolicySet,
  CircuitBreaker,
  Cluster,
  ExternalCaller,
  IngressGateway,
  Mesh,
  MeshApp,
  MeshJob,
  MeshNamespace,
  MeshService,
  Port,
  ServiceMonitor,
} from '../../constructs/index.js';
import { accessOf, findObject, findObjects, refusalsOf, renderObjects, renderYaml } from '../../testing/index.js';
import { istioNamespace, kindsAndNames, web } from './setup.js';

describe('the mesh of a namespace', () => {
  test('is that of its cluster, and one line switches it', () => {
    const namespaceIn = (mesh: Mesh) => new MeshNamespace(new Cluster(new MeshApp(), 'c', { mesh }), 'shop');
    expect(namespaceIn(Mesh.istio()).mesh.name).toBe('istio');
    expect(namespaceIn(Mesh.outside()).mesh.name).toBe('outside');
  });

  test('may be its own', () => {
    const cluster = new Cluster(new MeshApp(), 'c', { mesh: Mesh.istio() });
    expect(new MeshNamespace(cluster, 'legacy', { mesh: Mesh.outside() }).mesh.name).toBe('outside');
  });

  test('is found from every construct in it', () => {
    const shop = istioNamespace();
    const service = new MeshService(new Construct(shop, 'team'), 'cart', web);
    expect(Mesh.of(service)).toBe(shop.mesh);
    expect(Mesh.of(shop)).toBe(shop.mesh);
    expect(MeshNamespace.of(service)).toBe(shop);
  });

  test('is never missing by accident: a namespace without one is refused', () => {
    const app = new MeshApp();
    new MeshNamespace(app, 'shop');
    expect(refusalsOf(app)).toEqual([expect.stringContaining('shop: no mesh is given.')]);
  });

  test('a construct outside any namespace says what it needs', () => {
    const chart = new Chart(new App(), 'chart');
    expect(() => new MeshService(chart, 'cart', web)).toThrow(
      'chart/cart: a MeshService stands in a MeshNamespace, and this one does not.',
    );
  });

  test('a plain chart is no MeshNamespace', () => {
    expect(new Chart(new App(), 'chart') instanceof MeshNamespace).toBe(false);
    expect(istioNamespace() instanceof MeshNamespace).toBe(true);
    expect(istioNamespace() instanceof Chart).toBe(true);
  });
});

describe('a namespace outside any mesh', () => {
  test('has plain workloads and Services, and nothing of a mesh', () => {
    const legacy = istioNamespace({ mesh: Mesh.outside() }, 'legacy');
    new MeshService(legacy, 'crm', { image: 'crm:1', ports: { web: Port.http(80), api: Port.grpc(90) } });
    new MeshJob(legacy, 'migrate', { image: 'm:1' });
    const objects = renderObjects(legacy);
    expect(kindsAndNames(objects)).toEqual([
      'Namespace legacy',
      'ServiceAccount crm',
      'ServiceAccount migrate',
      'Service crm',
      'Deployment crm',
      'Job migrate',
    ]);
    expect(renderYaml(legacy)).not.toContain('istio');
    expect(findObject(objects, 'Service').spec.ports).toEqual([
      { name: 'web', appProtocol: 'http', port: 80, targetPort: 'web' },
      { name: 'api', appProtocol: 'kubernetes.io/h2c', port: 90, targetPort: 'api' },
    ]);
  });

  test('has callers without a certificate, whatever identity a policy grants them', () => {
    const shop = istioNamespace();
    const legacy = new MeshNamespace(shop.node.root, 'legacy', { mesh: Mesh.outside() });
    new MeshService(legacy, 'crm', web);
    const api = new MeshService(shop, 'api', web);
    new ExternalCaller(shop, 'crm', { namespace: 'legacy', serviceAccount: 'crm' }).calls(api);
    new AuthzPolicySet(shop, 'access');
    const access = accessOf([...renderObjects(shop), ...renderObjects(legacy)]);
    expect(access.decide({ from: 'crm', to: 'api' }).allowed).toBe(false);
  });

  test('may be scraped, in the plain way', () => {
    const legacy = istioNamespace({ mesh: Mesh.outside() });
    const crm = new MeshService(legacy, 'crm', { image: 'crm:1', ports: { metrics: Port.metrics(9090) } });
    new ServiceMonitor(legacy, 'metrics', { services: [crm] });
    const objects = renderObjects(legacy);
    expect(findObject(objects, 'ServiceMonitor').spec.endpoints[0].port).toBe('metrics');
    expect(findObject(objects, 'Service').spec.ports[0].name).toBe('metrics');
  });

  test('refuses what needs a proxy, all at once', () => {
    const legacy = istioNamespace({ mesh: Mesh.outside(), tracing: { provider: 'jaeger', samplingPercentage: 1 } });
    const traffic = { timeout: Duration.seconds(1), circuitBreaker: CircuitBreaker.consecutive5xx(5) };
    const crm = new MeshService(legacy, 'crm', { ...web, traffic });
    new AuthzPolicySet(legacy, 'access');
    new IngressGateway(legacy, 'entry', { hosts: ['*'], routes: [{ path: '/*', service: crm }] });
    const refusals = refusalsOf(legacy.node.root as App).join('\n');
    for (const what of ['timeout, circuitBreaker', 'a gateway', 'policies', 'tracing'])
      expect(refusals).toContain(what);
  });
});

describe('two namespaces', () => {
  const both = () => {
    const app = new MeshApp({ quiet: true });
    const cluster = new Cluster(app, 'prod', { mesh: Mesh.istio() });
    const [shop, crm] = [new MeshNamespace(cluster, 'shop'), new MeshNamespace(cluster, 'crm')];
    return { app, shop, crm };
  };

  test('may call each other, each letting in by identity', () => {
    const { shop, crm } = both();
    const cart = new MeshService(shop, 'cart', web);
    const users = new MeshService(crm, 'users', web);
    cart.calls(users, { methods: ['GET'] });
    users.calls(cart, { methods: ['POST'] });
    new AuthzPolicySet(shop, 'access');
    new AuthzPolicySet(crm, 'access');
    const access = accessOf([...renderObjects(shop), ...renderObjects(crm)]);
    expect(access.decide({ from: 'cart', to: 'users', method: 'GET' }).allowed).toBe(true);
    expect(access.decide({ from: 'cart', to: 'users', method: 'POST' }).allowed).toBe(false);
    expect(access.decide({ from: 'users', to: 'cart', method: 'POST' }).allowed).toBe(true);
    expect(access.decide({ from: 'users', to: 'cart', method: 'GET' }).allowed).toBe(false);
  });

  test('a call that is declared after the callee was rendered is in its policies at the next rendering', () => {
    const { shop, crm } = both();
    const users = new MeshService(crm, 'users', web);
    new AuthzPolicySet(crm, 'access');
    const before = renderObjects(crm);
    new MeshService(shop, 'cart', web).calls(users);
    expect(findObjects(before, 'AuthorizationPolicy', 'users')).toEqual([]);
    expect(findObjects(renderObjects(crm), 'AuthorizationPolicy', 'users')).toHaveLength(1);
  });

  test('of one name in one cluster are refused; in two clusters they are two', () => {
    const app = new MeshApp({ quiet: true });
    const [a, b] = ['a', 'b'].map((id) => new Cluster(app, id, { mesh: Mesh.istio() }));
    new MeshNamespace(a as Cluster, 'shop');
    new MeshNamespace(b as Cluster, 'shop');
    expect(refusalsOf(app)).toEqual([]);
    new MeshNamespace(new Construct(a as Cluster, 'again'), 'shop');
    expect(refusalsOf(app)).toEqual([expect.stringContaining('the namespace "shop" is declared here and by a/shop')]);
  });
});

test('what stands in a nested construct or chart belongs to the namespace all the same', () => {
  const shop = istioNamespace();
  const team = new Construct(shop, 'team');
  const part = new Chart(shop, 'part');
  const pay = new MeshService(part, 'pay', web);
  new MeshService(team, 'cart', web).calls(pay);
  new AuthzPolicySet(team, 'access');
  const objects = [...renderObjects(shop), ...renderObjects(part)];
  expect(findObjects(objects, 'Service').map(({ metadata }) => metadata)).toMatchObject([
    { name: 'cart', namespace: 'shop' },
    { name: 'pay', namespace: 'shop' },
  ]);
  expect(accessOf(objects).decide({ from: 'cart', to: 'pay' }).allowed).toBe(true);
  const yaml = (shop.node.root as MeshApp).synthYaml();
  expect(yaml).toContain('# Source: shop/team/cart');
  expect(yaml).toContain('# Source: shop/part/pay');
});
