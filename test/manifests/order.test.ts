import fc from 'fast-check';
import { expect, test } from 'vitest';
import { describeIdentity, identityOf } from '../../manifests/identity.js';
import { compareObjects, type ManifestData } from '../../manifests/order.js';

const object = (kind: string, name: string, namespace?: string, apiVersion = 'v1'): ManifestData => ({
  apiVersion,
  kind,
  metadata: { name, namespace },
});

test('objects come in the order in which a cluster can take them, then by name', () => {
  const objects = [
    object('ServiceMonitor', 'm'),
    object('Deployment', 'b'),
    object('Widget', 'unknown'),
    object('Deployment', 'a'),
    object('AuthorizationPolicy', 'p'),
    object('ServiceAccount', 's'),
    object('CustomResourceDefinition', 'c'),
    object('Namespace', 'n'),
  ];
  expect(objects.sort(compareObjects).map(({ kind, metadata }) => `${kind} ${metadata?.name}`)).toEqual([
    'Namespace n',
    'CustomResourceDefinition c',
    'ServiceAccount s',
    'AuthorizationPolicy p',
    'Deployment a',
    'Deployment b',
    'ServiceMonitor m',
    'Widget unknown',
  ]);
});

test('the order does not depend on the order in which objects were made', () => {
  const anyObject = fc
    .tuple(
      fc.constantFrom('Namespace', 'Service', 'Gateway', 'Widget'),
      fc.constantFrom('a', 'b', 'B', 'ä'),
      fc.constantFrom('x', 'y'),
      fc.constantFrom('v1', 'a.io/v1', 'b.io/v1'),
    )
    .map(([kind, name, namespace, apiVersion]) => object(kind, name, namespace, apiVersion));
  fc.assert(
    fc.property(fc.uniqueArray(anyObject, { selector: (o) => JSON.stringify(o) }), (objects) => {
      const sorted = [...objects].sort(compareObjects);
      expect([...objects].reverse().sort(compareObjects)).toEqual(sorted);
    }),
  );
});

test('an object is the same one in every version of its API, and another one in another group or namespace', () => {
  expect(identityOf(object('Gateway', 'g', 'n', 'networking.istio.io/v1'))).toBe(
    identityOf(object('Gateway', 'g', 'n', 'networking.istio.io/v1beta1')),
  );
  const others = [
    object('Gateway', 'g', 'n', 'gateway.networking.k8s.io/v1'),
    object('Gateway', 'g', 'm', 'networking.istio.io/v1'),
    object('Gateway', 'h', 'n', 'networking.istio.io/v1'),
    object('Service', 'g', 'n', 'networking.istio.io/v1'),
  ];
  for (const other of others) {
    expect(identityOf(other)).not.toBe(identityOf(object('Gateway', 'g', 'n', 'networking.istio.io/v1')));
  }
  expect(describeIdentity(object('Deployment', 'cart', 'shop', 'apps/v1'))).toBe('Deployment shop/cart (apps)');
  expect(describeIdentity(object('Namespace', 'shop'))).toBe('Namespace shop');
});
