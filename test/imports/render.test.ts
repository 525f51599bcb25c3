import { Chart, Testing } from 'cdk8s';
import { expect, it } from 'vitest';
import { istio, kubernetes } from '../../imports/index.js';

const props = {
  metadata: { name: 'reviews', labels: { app: 'reviews' } },
  spec: { hosts: ['reviews'], http: [{ route: [{ destination: { host: 'reviews' } }], timeout: '3s' }] },
};

it('a manifest starts with apiVersion and kind and keeps the order of the props', () => {
  expect(JSON.stringify(istio.VirtualService.manifest(props))).toBe(
    JSON.stringify({ apiVersion: 'networking.istio.io/v1', kind: 'VirtualService', ...props }),
  );
});

it('an object renders what its manifest says', () => {
  const chart = new Chart(Testing.app(), 'chart');
  new istio.VirtualService(chart, 'route', props);
  new kubernetes.ConfigMap(chart, 'config', { metadata: { name: 'config' }, data: { a: 'b' }, immutable: true });
  expect(Testing.synth(chart)).toEqual([
    istio.VirtualService.manifest(props),
    kubernetes.ConfigMap.manifest({ metadata: { name: 'config' }, data: { a: 'b' }, immutable: true }),
  ]);
});

it('an object without a name gets one, as any ApiObject', () => {
  const chart = new Chart(Testing.app(), 'chart', { namespace: 'shop' });
  const object = new istio.PeerAuthentication(chart, 'default', { spec: { mtls: { mode: 'STRICT' } } });
  expect(object.toJson().metadata).toEqual({ name: object.name, namespace: 'shop' });
});
