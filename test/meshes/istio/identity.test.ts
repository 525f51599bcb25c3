import { describe, expect, test } from 'vitest';
import { AuthzPolicySet, CanaryRelease, Mesh, MeshService } from '../../../constructs/index.js';
import { accessOf, findObject, findObjects, renderObjects } from '../../../testing/index.js';
import { istioNamespace, marksOf, web } from '../../constructs/setup.js';

describe('mTLS', () => {
  test.each(['STRICT', 'PERMISSIVE'] as const)('is %s for the whole namespace where it says so', (mtls) => {
    const shop = istioNamespace({ mtls });
    new MeshService(shop, 'a', web);
    const objects = renderObjects(shop);
    expect(findObjects(objects, 'PeerAuthentication').map(({ metadata, spec }) => [metadata?.name, spec])).toEqual([
      ['default', { mtls: { mode: mtls } }],
    ]);
    expect(accessOf(objects).decide({ from: 'plaintext', to: 'a' }).allowed).toBe(mtls === 'PERMISSIVE');
  });

  test('is STRICT where nothing is said', () => {
    expect(findObject(renderObjects(istioNamespace()), 'PeerAuthentication').spec.mtls.mode).toBe('STRICT');
  });
});

test('pods join the mesh by a label of the namespace, beside its own labels and annotations', () => {
  const shop = istioNamespace({ labels: { team: 'shop' }, annotations: { owner: 'shop' } });
  expect(marksOf(findObject(renderObjects(shop), 'Namespace', 'shop'))).toMatchObject({
    labels: { team: 'shop', 'istio-injection': 'enabled' },
    annotations: { owner: 'shop' },
  });
});

test('tracing is for every workload of the namespace, by a provider of the mesh configuration', () => {
  const shop = istioNamespace({ tracing: { provider: 'jaeger', samplingPercentage: 12.5 } });
  expect(findObject(renderObjects(shop), 'Telemetry', 'default')).toMatchObject({
    apiVersion: 'telemetry.istio.io/v1',
    metadata: { namespace: 'shop' },
    spec: { tracing: [{ providers: [{ name: 'jaeger' }], randomSamplingPercentage: 12.5 }] },
  });
  expect(findObjects(renderObjects(istioNamespace()), 'Telemetry')).toEqual([]);
});

test('a sampling of 0 per cent is said, and not left to the default of the mesh', () => {
  const shop = istioNamespace({ tracing: { provider: 'jaeger', samplingPercentage: 0 } });
  expect(findObject(renderObjects(shop), 'Telemetry').spec.tracing[0].randomSamplingPercentage).toBe(0);
});

test('trust domain and cluster domain are those of the installation', () => {
  const shop = istioNamespace({ mesh: Mesh.istio({ trustDomain: 'td.example', clusterDomain: 'k8s.example' }) });
  const pay = new MeshService(shop, 'pay', { ports: web.ports, versions: { v1: { image: 'p:1' } } });
  new MeshService(shop, 'cart', web).calls(pay);
  new CanaryRelease(shop, 'release', { service: pay, strategy: { weights: { v1: 100 } } });
  new AuthzPolicySet(shop, 'access');
  const objects = renderObjects(shop);
  expect(findObject(objects, 'DestinationRule').spec.host).toBe('pay.shop.svc.k8s.example');
  expect(findObject(objects, 'VirtualService').spec).toMatchObject({
    hosts: ['pay.shop.svc.k8s.example'],
    http: [{ route: [{ destination: { host: 'pay.shop.svc.k8s.example' } }] }],
  });
  expect(accessOf(objects, { trustDomain: 'td.example' }).decide({ from: 'cart', to: 'pay' }).allowed).toBe(true);
  expect(accessOf(objects).decide({ from: 'cart', to: 'pay' }).allowed).toBe(false);
});
