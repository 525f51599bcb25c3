import type { App } from 'cdk8s';
import { describe, expect, test } from 'vitest';
import { MeshService, Port } from '../../constructs/index.js';
import { findObject, findObjects, refusalsOf, renderObjects } from '../../testing/index.js';
import { istioNamespace, marksOf, podOf, web } from '../constructs/setup.js';

describe('ports', () => {
  test.each([
    ['http', Port.http(80), { name: 'http', appProtocol: 'http', port: 80, targetPort: 'http' }],
    ['http', Port.http(80, { targetPort: 8080 }), { name: 'http', appProtocol: 'http', port: 80, targetPort: 'http' }],
    ['landing', Port.http(8000), { name: 'http-landing', appProtocol: 'http', port: 8000, targetPort: 'landing' }],
    ['http-web', Port.http(80), { name: 'http-web', appProtocol: 'http', port: 80, targetPort: 'http-web' }],
    ['httpbin', Port.http(80), { name: 'http-httpbin', appProtocol: 'http', port: 80, targetPort: 'httpbin' }],
    ['http', Port.http2(80), { name: 'http2-http', appProtocol: 'http2', port: 80, targetPort: 'http' }],
    ['grpc', Port.grpc(5050), { name: 'grpc', appProtocol: 'grpc', port: 5050, targetPort: 'grpc' }],
    ['api', Port.grpc(5050), { name: 'grpc-api', appProtocol: 'grpc', port: 5050, targetPort: 'api' }],
    ['web', Port.https(443), { name: 'https-web', appProtocol: 'https', port: 443, targetPort: 'web' }],
    ['https', Port.https(443), { name: 'https', appProtocol: 'https', port: 443, targetPort: 'https' }],
    ['redis', Port.tcp(6379), { name: 'tcp-redis', appProtocol: 'tcp', port: 6379, targetPort: 'redis' }],
    ['metrics', Port.metrics(9090), { name: 'http-metrics', appProtocol: 'http', port: 9090, targetPort: 'metrics' }],
  ])('the port "%s", %o, tells the mesh by name and appProtocol alike what is spoken on it', (name, port, expected) => {
    const shop = istioNamespace();
    new MeshService(shop, 'a', { image: 'a:1', ports: { [name]: port } });
    const objects = renderObjects(shop);
    expect(findObject(objects, 'Service').spec.ports).toEqual([expected]);
    expect(podOf(findObject(objects, 'Deployment')).container.ports).toEqual([
      { name, containerPort: port.targetPort },
    ]);
  });

  test('several ports keep their order', () => {
    const shop = istioNamespace();
    const ports = { web: Port.http(80, { targetPort: 8080 }), api: Port.grpc(90), metrics: Port.metrics(9090) };
    new MeshService(shop, 'a', { image: 'a:1', ports });
    const objects = renderObjects(shop);
    expect(findObject(objects, 'Service').spec.ports.map(({ name }: { name: string }) => name)).toEqual([
      'http-web',
      'grpc-api',
      'http-metrics',
    ]);
    expect(podOf(findObject(objects, 'Deployment')).container.ports).toEqual([
      { name: 'web', containerPort: 8080 },
      { name: 'api', containerPort: 90 },
      { name: 'metrics', containerPort: 9090 },
    ]);
  });

  test('two ports that the mesh would give one name are refused', () => {
    const shop = istioNamespace();
    new MeshService(shop, 'a', { image: 'a:1', ports: { admin: Port.http(80), 'http-admin': Port.http(81) } });
    expect(refusalsOf(shop.node.root as App).join()).toContain('http-admin');
  });

  test('a service without ports has pods and an identity, and nothing to call', () => {
    const shop = istioNamespace();
    new MeshService(shop, 'worker', { image: 'worker:1', ports: {} });
    const objects = renderObjects(shop);
    expect(findObjects(objects, 'Service')).toEqual([]);
    expect(podOf(findObject(objects, 'Deployment')).container).not.toHaveProperty('ports');
    expect(findObjects(objects, 'ServiceAccount')).toHaveLength(1);
  });
});

describe('service accounts', () => {
  test('a service has one of its own, without access to the Kubernetes API', () => {
    const shop = istioNamespace();
    new MeshService(shop, 'cart', web);
    const objects = renderObjects(shop);
    expect(findObject(objects, 'ServiceAccount', 'cart')).not.toHaveProperty('automountServiceAccountToken');
    expect(podOf(findObject(objects, 'Deployment')).spec).toMatchObject({
      serviceAccountName: 'cart',
      automountServiceAccountToken: false,
    });
  });

  test('its name, its annotations and a token for the API are options', () => {
    const shop = istioNamespace();
    const annotations = { 'iam.example.com/role': 'cart' };
    new MeshService(shop, 'cart', { ...web, serviceAccount: { name: 'basket', apiToken: true, annotations } });
    const objects = renderObjects(shop);
    expect(marksOf(findObject(objects, 'ServiceAccount', 'basket')).annotations).toEqual(annotations);
    expect(podOf(findObject(objects, 'Deployment')).spec).toMatchObject({
      serviceAccountName: 'basket',
      automountServiceAccountToken: true,
    });
  });

  test('one that exists already is used and not rendered', () => {
    const shop = istioNamespace();
    new MeshService(shop, 'cart', { ...web, serviceAccount: { name: 'legacy', create: false } });
    const objects = renderObjects(shop);
    expect(findObjects(objects, 'ServiceAccount')).toEqual([]);
    expect(podOf(findObject(objects, 'Deployment')).spec.serviceAccountName).toBe('legacy');
  });

  test('`default` is refused, as a grant for it would let in every pod that has none of its own', () => {
    const shop = istioNamespace();
    new MeshService(shop, 'cart', { ...web, serviceAccount: { name: 'default', create: false } });
    expect(refusalsOf(shop.node.root as App)).toEqual([
      expect.stringContaining('shop/cart: the service account is "default".'),
    ]);
  });
});
