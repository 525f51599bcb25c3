import { ApiObject, App, JsonPatch, Lazy, type ResolutionContext } from 'cdk8s';
import { describe, expect, test } from 'vitest';
import {
  AuthzPolicySet,
  CanaryRelease,
  ExternalService,
  IngressGateway,
  istio,
  kubernetes,
  Mesh,
  MeshApp,
  MeshCronJob,
  MeshJob,
  MeshNamespace,
  MeshService,
  type Overrides,
  Port,
  ServiceMonitor,
} from '../../constructs/index.js';
import { findObject, findObjects, refusalsOf, renderObjects } from '../../testing/index.js';
import { istioNamespace, kindsAndNames, marksOf, podOf, web } from './setup.js';

const made = (objects: readonly ApiObject[]) => objects.map(({ kind, name }) => `${kind} ${name}`);

describe('what a construct has made', () => {
  test('is exposed by every construct that renders something', () => {
    const shop = istioNamespace();
    const ports = { http: Port.http(80), metrics: Port.metrics(9090) };
    const cart = new MeshService(shop, 'cart', { image: 'c:1', ports, config: { A: 'b' } });
    const job = new MeshJob(shop, 'job', { image: 'j:1' });
    const cron = new MeshCronJob(shop, 'cron', { image: 'j:1', schedule: '@daily' });
    const ext = new ExternalService(shop, 'ext', { hosts: ['e.example.com'], ports: { https: Port.https(443) } });
    const entry = new IngressGateway(shop, 'entry', { hosts: ['*'], routes: [{ path: '/*', service: cart }] });
    const monitor = new ServiceMonitor(shop, 'metrics', { services: [cart] });
    const access = new AuthzPolicySet(shop, 'access');
    expect(made(cart.objects)).toEqual(['ServiceAccount cart', 'Service cart', 'ConfigMap cart', 'Deployment cart']);
    expect(made(job.objects)).toEqual(['ServiceAccount job', 'Job job']);
    expect(made(cron.objects)).toEqual(['ServiceAccount cron', 'CronJob cron']);
    expect(made(ext.objects)).toEqual(['ServiceEntry ext']);
    expect(made(entry.objects)).toEqual(['Gateway entry', 'VirtualService entry']);
    expect(made(monitor.objects)).toEqual(['ServiceMonitor metrics']);
    expect(made(access.objects)).toEqual(['AuthorizationPolicy default-deny', 'AuthorizationPolicy cart']);
    expect(made(shop.objectsOf(shop))).toEqual([
      'Namespace shop',
      'PeerAuthentication default',
      'PeerAuthentication cart-metrics',
    ]);
  });

  test('is the same object after later calls and releases', () => {
    const shop = istioNamespace();
    const versions = { v1: { image: 'p:1' }, v2: { image: 'p:2' } };
    const pay = new MeshService(shop, 'pay', { ports: web.ports, versions });
    const before = pay.objects;
    new CanaryRelease(shop, 'release', { service: pay, strategy: { weights: { v1: 100 } } });
    const after = pay.objects;
    for (const object of before) expect(after).toContain(object);
    expect(made(after.filter((object) => !before.includes(object)))).toEqual([
      'DestinationRule pay',
      'VirtualService pay',
    ]);
  });

  test('goes when it is no longer rendered', () => {
    let name = 'before';
    const shop = istioNamespace();
    const cart = new MeshService(shop, 'cart', {
      ...web,
      overrides: { Service: (object) => ({ ...object, metadata: { ...object.metadata, name } }) },
    });
    expect(made(cart.objects)).toContain('Service before');
    name = 'after';
    cart.calls(cart);
    expect(made(cart.objects)).toEqual(['ServiceAccount cart', 'Deployment cart', 'Service after']);
  });

  test('can be patched, labelled and annotated, and stays so when later calls change what is rendered', () => {
    const shop = istioNamespace();
    const cart = new MeshService(shop, 'cart', web);
    const access = new AuthzPolicySet(shop, 'access');
    new MeshService(shop, 'a', web).calls(cart);
    const policy = access.objects.find(({ name }) => name === 'cart');
    policy?.metadata.addLabel('reviewed', 'yes');
    policy?.metadata.addAnnotation('by', 'ada');
    policy?.addJsonPatch(JsonPatch.add('/spec/rules/0/to/0/operation/hosts', ['cart']));
    const service = cart.objects.find(({ kind }) => kind === 'Service');
    service?.addJsonPatch(
      JsonPatch.add('/spec/sessionAffinity', 'ClientIP'),
      JsonPatch.remove('/spec/ports/0/appProtocol'),
    );
    const first = renderObjects(shop);
    new MeshService(shop, 'b', web).calls(cart);
    for (const objects of [first, renderObjects(shop)]) {
      const rendered = findObject(objects, 'AuthorizationPolicy', 'cart');
      expect(marksOf(rendered)).toMatchObject({ labels: { reviewed: 'yes' }, annotations: { by: 'ada' } });
      expect(rendered.spec.rules[0].to[0].operation.hosts).toEqual(['cart']);
      expect(findObject(objects, 'Service', 'cart').spec).toMatchObject({ sessionAffinity: 'ClientIP' });
      expect(findObject(objects, 'Service', 'cart').spec.ports[0]).not.toHaveProperty('appProtocol');
    }
    expect(
      findObject(renderObjects(shop), 'AuthorizationPolicy', 'cart').spec.rules[0].from[0].source.principals,
    ).toEqual(['cluster.local/ns/shop/sa/a', 'cluster.local/ns/shop/sa/b']);
  });

  test('keeps the labels that the library writes beside those that are added', () => {
    const shop = istioNamespace();
    const cart = new MeshService(shop, 'cart', web);
    cart.objects.find(({ kind }) => kind === 'Service')?.metadata.addLabel('tier', 'backend');
    expect(marksOf(findObject(renderObjects(shop), 'Service')).labels).toEqual({
      'app.kubernetes.io/name': 'cart',
      tier: 'backend',
    });
  });

  test('can be patched in a divided app too, where another run renders it', () => {
    const app = new MeshApp({ quiet: true, shard: '0/2' });
    for (const name of ['a', 'b', 'c', 'd']) {
      const cart = new MeshService(new MeshNamespace(app, name, { mesh: Mesh.istio() }), 'cart', web);
      expect(made(cart.objects), name).toContain('Service cart');
    }
  });

  test('is nothing as long as something is refused, although it could be rendered before', () => {
    const shop = istioNamespace();
    const cart = new MeshService(shop, 'cart', web);
    expect(cart.objects).not.toEqual([]);
    new MeshService(shop, 'broken', { image: '', ports: {} });
    expect(cart.objects).toEqual([]);
  });
});

describe('overrides', () => {
  const rendered = (overrides: Overrides) => {
    const shop = istioNamespace();
    new MeshService(shop, 'cart', { ...web, labels: { team: 'a' }, overrides });
    return renderObjects(shop);
  };

  test('are merged into the object at any depth; the rest stays', () => {
    const objects = rendered({
      Deployment: {
        metadata: { annotations: { 'example.com/a': '1' } },
        spec: { minReadySeconds: 5, template: { spec: { priorityClassName: 'high' } } },
      },
      Service: { spec: { type: 'ClusterIP', internalTrafficPolicy: 'Local' } },
    });
    const deployment = findObject(objects, 'Deployment');
    expect(marksOf(deployment)).toEqual({
      ...marksOf(deployment),
      labels: { 'app.kubernetes.io/name': 'cart', team: 'a' },
      annotations: { 'example.com/a': '1' },
    });
    expect(deployment.spec).toMatchObject({ replicas: 1, minReadySeconds: 5 });
    expect(podOf(deployment).spec).toMatchObject({ priorityClassName: 'high', serviceAccountName: 'cart' });
    expect(findObject(objects, 'Service').spec).toMatchObject({
      internalTrafficPolicy: 'Local',
      ports: [{ port: 8080 }],
    });
  });

  test('null takes a field away, at any depth, and a list is replaced as a whole', () => {
    const objects = rendered({
      Deployment: {
        metadata: { labels: { team: null } },
        spec: { replicas: null, template: { spec: { securityContext: null } } },
      },
      Service: { spec: { ports: [{ port: 1234 }] } },
    });
    const deployment = findObject(objects, 'Deployment');
    expect(marksOf(deployment).labels).toEqual({ 'app.kubernetes.io/name': 'cart' });
    expect(deployment.spec).not.toHaveProperty('replicas');
    expect(podOf(deployment).spec).not.toHaveProperty('securityContext');
    expect(findObject(objects, 'Service').spec.ports).toEqual([{ port: 1234 }]);
  });

  test('a null for a field that is not there changes nothing', () => {
    const objects = rendered({ Deployment: { spec: { strategy: { rollingUpdate: null, type: 'Recreate' } } } });
    expect(findObject(objects, 'Deployment').spec.strategy).toEqual({ type: 'Recreate' });
  });

  test('may be a function, which sees what would be rendered', () => {
    const objects = rendered({
      Deployment: (object) => ({ ...object, spec: { ...object.spec, replicas: (object.spec.replicas ?? 0) + 41 } }),
    });
    expect(findObject(objects, 'Deployment').spec.replicas).toBe(42);
  });

  test('reach every object of the kind that the construct renders', () => {
    const shop = istioNamespace();
    const versions = { v1: { image: 'p:1' }, v2: { image: 'p:2' } };
    const overrides = { Deployment: { spec: { revisionHistoryLimit: 2 } } };
    new MeshService(shop, 'pay', { ports: web.ports, versions, overrides });
    new MeshService(shop, 'cart', web);
    const limits = findObjects(renderObjects(shop), 'Deployment').map(({ spec }) => spec.revisionHistoryLimit);
    expect(limits).toEqual([undefined, 2, 2]);
  });

  test('stand on namespaces, policies, gateways, jobs, external services and monitors too', () => {
    const shop = istioNamespace({
      overrides: { Namespace: { metadata: { labels: { 'istio-injection': null, 'istio.io/rev': 'canary' } } } },
    });
    const cart = new MeshService(shop, 'cart', {
      image: 'c:1',
      ports: { metrics: Port.metrics(9090), http: Port.http(80) },
    });
    new AuthzPolicySet(shop, 'access', { overrides: { AuthorizationPolicy: { metadata: { labels: { by: 'x' } } } } });
    new IngressGateway(shop, 'entry', {
      hosts: ['*'],
      routes: [{ path: '/*', service: cart }],
      overrides: { Gateway: { spec: { selector: { istio: null, app: 'edge' } } } },
    });
    new MeshJob(shop, 'job', { image: 'j:1', overrides: { Job: { spec: { ttlSecondsAfterFinished: 60 } } } });
    new ExternalService(shop, 'ext', {
      hosts: ['e.example.com'],
      ports: { https: Port.https(443) },
      overrides: { ServiceEntry: { spec: { exportTo: ['*'] } } },
    });
    new ServiceMonitor(shop, 'metrics', {
      services: [cart],
      overrides: { ServiceMonitor: { spec: { sampleLimit: 9 } } },
    });
    const objects = renderObjects(shop);
    expect(marksOf(findObject(objects, 'Namespace')).labels).toEqual({ 'istio.io/rev': 'canary' });
    for (const policy of findObjects(objects, 'AuthorizationPolicy'))
      expect(marksOf(policy).labels).toEqual({ by: 'x' });
    expect(findObject(objects, 'Gateway').spec.selector).toEqual({ app: 'edge' });
    expect(findObject(objects, 'Job').spec.ttlSecondsAfterFinished).toBe(60);
    expect(findObject(objects, 'ServiceEntry').spec.exportTo).toEqual(['*']);
    expect(findObject(objects, 'ServiceMonitor').spec.sampleLimit).toBe(9);
  });

  test('of a kind that the construct does not render are refused, with the kinds that it does', () => {
    const shop = istioNamespace();
    new MeshService(shop, 'cart', { ...web, overrides: { VirtualService: { spec: { exportTo: ['.'] } } } });
    expect(refusalsOf(shop.node.root as App)).toEqual([
      expect.stringMatching(
        /shop\/cart: overrides\.VirtualService changes nothing\.[\s\S]*ServiceAccount, Service, Deployment/,
      ),
    ]);
  });

  test('take values that cdk8s resolves at synth', () => {
    let replicas = 0;
    const shop = istioNamespace();
    const lazy = Lazy.any({ produce: () => replicas }) as number;
    new MeshService(shop, 'cart', { ...web, overrides: { Deployment: { spec: { replicas: lazy } } } });
    replicas = 7;
    expect(findObject(renderObjects(shop), 'Deployment').spec.replicas).toBe(7);
    replicas = 8;
    expect(findObject(renderObjects(shop), 'Deployment').spec.replicas).toBe(8);
    expect(kindsAndNames(renderObjects(shop))).toHaveLength(5);
  });

  test('with such values leave a Namespace in no namespace, as vanilla cdk8s renders it too', () => {
    const owner = Lazy.any({ produce: () => 'ada' }) as string;
    const shop = istioNamespace({ overrides: { Namespace: { metadata: { annotations: { owner } } } } });
    expect(findObject(renderObjects(shop), 'Namespace').metadata).toEqual({
      name: 'shop',
      labels: { 'istio-injection': 'enabled' },
      annotations: { owner: 'ada' },
    });
  });

  test('are resolved by the resolvers of the app, and so is all else that is rendered', () => {
    const resolve = (context: ResolutionContext) => {
      if (context.value === 'web:1') context.replaceValue('mirror.example.com/web:1');
    };
    const shop = new MeshNamespace(new App({ resolvers: [{ resolve }] }), 'shop', { mesh: Mesh.istio() });
    new MeshService(shop, 'cart', web);
    expect(podOf(findObject(renderObjects(shop), 'Deployment')).container.image).toBe('mirror.example.com/web:1');
  });

  test('take such a value where the library has written an object', () => {
    const lazy = Lazy.any({ produce: () => ({ tier: 'backend' }) }) as Record<string, string>;
    const objects = rendered({ Service: { metadata: { labels: lazy } } });
    expect(marksOf(findObject(objects, 'Service')).labels).toEqual({ tier: 'backend' });
  });
});

describe('raw objects in a MeshNamespace', () => {
  test('are rendered beside the others, in its namespace', () => {
    const shop = istioNamespace();
    new ApiObject(shop, 'widget', {
      apiVersion: 'example.com/v1',
      kind: 'Widget',
      metadata: { name: 'w' },
      spec: { size: Lazy.any({ produce: () => 3 }) },
    });
    new istio.VirtualService(shop, 'route', {
      metadata: { name: 'by-hand' },
      spec: { hosts: ['legacy.example.com'], http: [{ route: [{ destination: { host: 'legacy' } }] }] },
    });
    new kubernetes.ConfigMap(shop, 'map', { metadata: { name: 'by-hand' }, data: { a: 'b' } });
    const objects = renderObjects(shop);
    expect(findObject(objects, 'Widget')).toEqual({
      apiVersion: 'example.com/v1',
      kind: 'Widget',
      metadata: { name: 'w', namespace: 'shop' },
      spec: { size: 3 },
    });
    expect(findObject(objects, 'VirtualService', 'by-hand')).toMatchObject({
      apiVersion: 'networking.istio.io/v1',
      metadata: { namespace: 'shop' },
    });
    expect(findObject(objects, 'ConfigMap', 'by-hand').data).toEqual({ a: 'b' });
    expect(objects).toHaveLength(5);
  });

  test('are no objects of the constructs beside them', () => {
    const shop = istioNamespace();
    const cart = new MeshService(shop, 'cart', web);
    new kubernetes.ConfigMap(cart, 'extra', { metadata: { name: 'extra' } });
    expect(made(cart.objects)).not.toContain('ConfigMap extra');
    expect(findObjects(renderObjects(shop), 'ConfigMap', 'extra')).toHaveLength(1);
  });
});
