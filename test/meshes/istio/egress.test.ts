import { type App, Duration } from 'cdk8s';
import { describe, expect, test } from 'vitest';
import {
  AuthzPolicySet,
  ExternalCaller,
  ExternalService,
  Mesh,
  MeshCronJob,
  MeshJob,
  MeshNamespace,
  MeshService,
  Port,
  ServiceMonitor,
} from '../../../constructs/index.js';
import { accessOf, findObject, findObjects, refusalsOf, renderObjects, renderYaml } from '../../../testing/index.js';
import { istioNamespace, web } from '../../constructs/setup.js';

describe('an external service', () => {
  test('is known to the mesh by its host and what is spoken there, in its own namespace only', () => {
    const shop = istioNamespace();
    const stripe = new ExternalService(shop, 'stripe', {
      hosts: ['api.stripe.com'],
      ports: { https: Port.https(443) },
    });
    new MeshService(shop, 'pay', web).calls(stripe);
    const documents = renderYaml(shop).split('---\n');
    expect(documents.find((text) => text.includes('kind: ServiceEntry'))).toMatchInlineSnapshot(`
      "apiVersion: networking.istio.io/v1
      kind: ServiceEntry
      metadata:
        name: stripe
        namespace: shop
      spec:
        hosts:
          - api.stripe.com
        location: MESH_EXTERNAL
        resolution: DNS
        ports:
          - number: 443
            name: https
            protocol: HTTPS
        exportTo:
          - '.'
      "
    `);
  });

  test.each([
    [Port.http(80), 'HTTP'],
    [Port.http2(80), 'HTTP2'],
    [Port.grpc(443), 'GRPC'],
    [Port.https(443), 'HTTPS'],
  ])('%o is written as %s', (port, protocol) => {
    const shop = istioNamespace();
    new ExternalService(shop, 'ext', { hosts: ['ext.example.com'], ports: { main: port } });
    expect(findObject(renderObjects(shop), 'ServiceEntry').spec.ports).toEqual([
      { number: port.number, name: 'main', protocol },
    ]);
  });

  test('may listen on another port than callers ask for', () => {
    const shop = istioNamespace();
    new ExternalService(shop, 'ext', {
      hosts: ['e.example.com'],
      ports: { http: Port.http(80, { targetPort: 8080 }) },
    });
    expect(findObject(renderObjects(shop), 'ServiceEntry').spec.ports[0]).toMatchObject({
      number: 80,
      targetPort: 8080,
    });
  });

  test('with a wildcard host is not looked up: requests go where the caller resolved it to', () => {
    const shop = istioNamespace();
    new ExternalService(shop, 'aws', { hosts: ['*.amazonaws.com'], ports: { https: Port.https(443) } });
    expect(findObject(renderObjects(shop), 'ServiceEntry').spec).toMatchObject({
      hosts: ['*.amazonaws.com'],
      resolution: 'NONE',
    });
  });

  test('is known to the other namespaces whose workloads and jobs call it, once each', () => {
    const shop = istioNamespace();
    const app = shop.node.root;
    const namespace = (name: string) => new MeshNamespace(app, name, { mesh: Mesh.istio() });
    const [orders, batch, idle] = [namespace('orders'), namespace('batch'), namespace('idle')];
    const ext = new ExternalService(shop, 'ext', { hosts: ['e.example.com'], ports: { https: Port.https(443) } });
    new MeshService(orders, 'a', web).calls(ext);
    new MeshService(orders, 'b', web).calls(ext, { port: 'https' });
    new MeshJob(batch, 'import', { image: 'i:1' }).calls(ext);
    new MeshCronJob(batch, 'report', { image: 'r:1', schedule: '@daily' }).calls(ext);
    new MeshService(shop, 'c', web).calls(ext);
    new MeshService(idle, 'd', web);
    expect(findObject(renderObjects(shop), 'ServiceEntry').spec.exportTo).toEqual(['.', 'batch', 'orders']);
  });

  test('is no host of the mesh: methods and paths that no policy would keep are refused', () => {
    const shop = istioNamespace();
    const ext = new ExternalService(shop, 'ext', { hosts: ['e.example.com'], ports: { https: Port.https(443) } });
    new MeshService(shop, 'a', web).calls(ext, { methods: ['GET'] });
    expect(refusalsOf(shop.node.root as App)).toEqual([expect.stringContaining('the call to ext names methods')]);
  });

  test('over TCP is refused without addresses, or it would take every connection to its port', () => {
    // Istio docs, IST0134: without addresses all traffic on the port is matched, whatever the host.
    const shop = istioNamespace();
    new ExternalService(shop, 'db', { hosts: ['db.example.com'], ports: { postgres: Port.tcp(5432) } });
    expect(refusalsOf(shop.node.root as App)).toEqual([expect.stringContaining('no addresses are given')]);
  });

  test('over TCP is told by its addresses', () => {
    const shop = istioNamespace();
    const ports = { postgres: Port.tcp(5432) };
    new ExternalService(shop, 'db', { hosts: ['db.example.com'], addresses: ['203.0.113.7'], ports });
    expect(findObject(renderObjects(shop), 'ServiceEntry').spec).toMatchObject({
      addresses: ['203.0.113.7'],
      ports: [{ number: 5432, name: 'postgres', protocol: 'TCP' }],
    });
  });

  test('with blocks of addresses is not looked up either, which the API server would refuse', () => {
    // Istio's CRD, a rule of ServiceEntry: an address with "/" needs the resolution NONE or STATIC.
    const shop = istioNamespace();
    const ports = { postgres: Port.tcp(5432) };
    new ExternalService(shop, 'db', { hosts: ['db.example.com'], addresses: ['203.0.113.0/24'], ports });
    expect(findObject(renderObjects(shop), 'ServiceEntry').spec.resolution).toBe('NONE');
  });
});

describe('an external caller', () => {
  test('is let in by the identity that another repository gives it, and renders nothing', () => {
    const shop = istioNamespace();
    const api = new MeshService(shop, 'api', web);
    new AuthzPolicySet(shop, 'access');
    const before = renderObjects(shop).length;
    const caller = new ExternalCaller(shop, 'crm', { namespace: 'crm', serviceAccount: 'backend' });
    caller.calls(api, { methods: ['GET'], paths: ['/users/*'] });
    const objects = renderObjects(shop);
    expect(objects.length).toBe(before + 1);
    expect(findObject(objects, 'AuthorizationPolicy', 'api').spec.rules).toEqual([
      {
        from: [{ source: { principals: ['cluster.local/ns/crm/sa/backend'] } }],
        to: [{ operation: { ports: ['8080'], methods: ['GET'], paths: ['/users/*'] } }],
      },
    ]);
    const crm = { namespace: 'crm', serviceAccount: 'backend' };
    expect(accessOf(objects).decide({ from: crm, to: 'api', path: '/users/1' }).allowed).toBe(true);
    expect(
      accessOf(objects).decide({ from: { ...crm, serviceAccount: 'other' }, to: 'api', path: '/users/1' }).allowed,
    ).toBe(false);
  });

  test('of another trust domain is another one than its namesake here', () => {
    const shop = istioNamespace();
    const api = new MeshService(shop, 'api', web);
    new AuthzPolicySet(shop, 'access');
    const identity = { namespace: 'crm', serviceAccount: 'backend', trustDomain: 'partner.example' };
    new ExternalCaller(shop, 'partner', identity).calls(api);
    const access = accessOf(renderObjects(shop));
    expect(access.decide({ from: identity, to: 'api' }).allowed).toBe(true);
    expect(access.decide({ from: { ...identity, trustDomain: undefined }, to: 'api' }).allowed).toBe(false);
  });

  test('cannot be `default`, as which every pod without an account of its own runs (team failure 1)', () => {
    const shop = istioNamespace();
    new ExternalCaller(shop, 'crm', { namespace: 'crm', serviceAccount: 'default' });
    expect(refusalsOf(shop.node.root as App)).toEqual([expect.stringContaining('the service account is "default"')]);
  });

  test('of another trust domain may be the Prometheus that scrapes with a certificate', () => {
    const shop = istioNamespace();
    const cart = new MeshService(shop, 'cart', { image: 'c:1', ports: { metrics: Port.metrics(9090) } });
    const identity = { namespace: 'monitoring', serviceAccount: 'prometheus', trustDomain: 'partner.example' };
    const caller = new ExternalCaller(shop, 'prometheus', identity);
    new AuthzPolicySet(shop, 'access');
    const prometheus = { caller, certificates: '/certs' };
    new ServiceMonitor(shop, 'metrics', { services: [cart], prometheus, interval: Duration.minutes(1) });
    const policies = findObjects(renderObjects(shop), 'AuthorizationPolicy', 'cart');
    expect(policies[0]?.spec.rules[0].from).toEqual([
      { source: { principals: ['partner.example/ns/monitoring/sa/prometheus'] } },
    ]);
  });
});
