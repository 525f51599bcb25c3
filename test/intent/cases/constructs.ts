import { ApiObject, Chart } from 'cdk8s';
import { AuthzPolicySet, Cluster, IngressGateway, Mesh, MeshJob, MeshNamespace } from '../../../constructs/index.js';
import { type Cases, type Declare, service, unchecked } from '../case.js';

const overridden =
  (overrides: object, props: Readonly<Record<string, unknown>> = {}): Declare =>
  (shop) =>
    service(shop, 'cart', { overrides, ...props });
const nothing = (kind: string, made: string) => ({
  what: `overrides.${kind} changes nothing.`,
  why: `this construct renders no ${kind} on istio; it renders ${made}.`,
  fix: 'override a kind that it renders, or take the override out.',
});
const noMesh = {
  what: 'no mesh is given.',
  why: 'it stands in no Cluster that has one, and a namespace does not stay outside a mesh by accident.',
  fix: 'put it into a Cluster, or give it one: { mesh: Mesh.istio() }, or { mesh: Mesh.outside() }.',
};
const overwritten = {
  why: 'to the API server they are one object, and the second would overwrite the first.',
  fix: 'rename one of them.',
};
const labels = { metadata: { labels: { team: 'shop' } } };

export const constructs: Cases = {
  'an override of a kind that this workload is not': {
    wrong: overridden({ StatefulSet: labels }),
    says: nothing('StatefulSet', 'ServiceAccount, Service, Deployment'),
    right: { 'of the kind that it is': overridden({ Deployment: labels }) },
  },
  'an override of routes where there are none': {
    wrong: overridden({ VirtualService: labels, Deployment: labels }),
    says: nothing('VirtualService', 'ServiceAccount, Service, Deployment'),
    right: { 'where there are some': overridden({ ServiceAccount: labels, Service: labels }) },
  },
  'an override of a kind that nothing renders': {
    wrong: (shop) => new MeshJob(shop, 'job', { image: 'job:1', overrides: unchecked({ Pod: labels }) }),
    says: { at: 'prod/shop/job', ...nothing('Pod', 'ServiceAccount, Job') },
    right: {
      'of one that a Job renders': (shop) =>
        new MeshJob(shop, 'job', { image: 'job:1', overrides: { Job: { spec: { parallelism: 2 } } } }),
    },
  },
  "an override of a gateway's Service": {
    wrong: (shop) =>
      new IngressGateway(shop, 'gateway', {
        hosts: ['shop.example.com'],
        routes: [{ path: '/*', service: service(shop, 'cart') }],
        overrides: { Service: labels },
      }),
    says: { at: 'prod/shop/gateway', ...nothing('Service', 'Gateway, VirtualService') },
    right: {
      'of its routes': (shop) =>
        new IngressGateway(shop, 'gateway', {
          hosts: ['shop.example.com'],
          routes: [{ path: '/*', service: service(shop, 'cart') }],
          overrides: { VirtualService: labels },
        }),
    },
  },
  'an override of tokens where none are asked for': {
    wrong: (shop) => new AuthzPolicySet(shop, 'access', { overrides: { RequestAuthentication: labels } }),
    says: { at: 'prod/shop/access', ...nothing('RequestAuthentication', 'AuthorizationPolicy') },
    right: {
      'of the policies': (shop) => new AuthzPolicySet(shop, 'access', { overrides: { AuthorizationPolicy: labels } }),
    },
  },
  'an override in a namespace of what its services render': {
    wrong: (_, cluster) => service(new MeshNamespace(cluster, 'other', { overrides: { Deployment: labels } }), 'cart'),
    says: { at: 'prod/other', ...nothing('Deployment', 'Namespace, PeerAuthentication') },
    right: {
      'of what it renders itself': (_, cluster) =>
        new MeshNamespace(cluster, 'other', { overrides: { Namespace: labels, PeerAuthentication: labels } }),
    },
  },
  'a namespace without a mesh': {
    wrong: (_shop, _cluster, app) => new MeshNamespace(app, 'alone'),
    says: { at: 'alone', ...noMesh },
    right: {
      'with one': (_shop, _cluster, app) => new MeshNamespace(app, 'alone', { mesh: Mesh.istio() }),
      'outside, said so': (_shop, _cluster, app) => new MeshNamespace(app, 'alone', { mesh: Mesh.outside() }),
    },
  },
  'a namespace in a cluster without a mesh': {
    wrong: (_shop, _cluster, app) => new MeshNamespace(new Cluster(app, 'test', unchecked({})), 'shop'),
    says: { at: 'test/shop', ...noMesh },
    right: {
      'with a mesh of its own there': (_shop, _cluster, app) =>
        new MeshNamespace(new Cluster(app, 'test', unchecked({})), 'shop', { mesh: Mesh.istio() }),
    },
  },
  'two services that make one account': {
    wrong: (shop) => {
      service(shop, 'cart');
      service(shop, 'payment', { serviceAccount: { name: 'cart' } });
    },
    says: {
      at: 'prod/shop/payment',
      what: 'ServiceAccount shop/cart is rendered here and by prod/shop/cart.',
      ...overwritten,
    },
    right: {
      'with the account that the other has made': (shop) => {
        service(shop, 'cart');
        service(shop, 'payment', { serviceAccount: { name: 'cart', create: false } });
      },
    },
  },
  "a service named like another's version": {
    wrong: (shop) => {
      service(shop, 'cart', { versions: { v1: { image: 'cart:1' } } });
      service(shop, 'cart-v1');
    },
    says: {
      at: 'prod/shop/cart-v1',
      what: 'Deployment shop/cart-v1 (apps) is rendered here and by prod/shop/cart.',
      ...overwritten,
    },
    right: {
      'two kinds of one name': (shop) => {
        service(shop, 'cart', { versions: { v1: { image: 'cart:1' } } });
        service(shop, 'cart-v1', { workload: 'StatefulSet' });
      },
    },
  },
  'a service named like a policy of the namespace': {
    wrong: (shop) => {
      const cart = service(shop, 'cart');
      cart.calls(service(shop, 'default-deny'));
      new AuthzPolicySet(shop, 'access');
    },
    says: {
      at: 'prod/shop/access',
      what: 'two objects of kind AuthorizationPolicy would be named "default-deny".',
      why: 'to the API server they are one object, and the second would overwrite the first.',
      fix: 'rename the service "default-deny".',
    },
    right: {
      'in a namespace without policies': (shop) => service(shop, 'cart').calls(service(shop, 'default-deny')),
    },
  },
  "an object of one's own, named like a rendered one": {
    wrong: (shop) => {
      service(shop, 'cart');
      new ApiObject(shop, 'mine', { apiVersion: 'v1', kind: 'Service', metadata: { name: 'cart' } });
    },
    says: { at: 'prod/shop/mine', what: 'Service shop/cart is rendered here and by prod/shop/cart.', ...overwritten },
    right: {
      'in another API group': (shop) => {
        service(shop, 'cart');
        new ApiObject(shop, 'mine', {
          apiVersion: 'serving.knative.dev/v1',
          kind: 'Service',
          metadata: { name: 'cart' },
        });
      },
    },
  },
  'an override that gives nothing back': {
    wrong: overridden({ Deployment: () => undefined }),
    says: {
      what: 'overrides.Deployment gives back no Deployment for "cart".',
      why: 'the object it is given is rendered as what it returns.',
      fix: 'return the object with other fields; one of another kind is an ApiObject of its own.',
    },
    right: { 'that gives the object back': overridden({ Deployment: (object: object) => ({ ...object }) }) },
  },
  'an override that is no JSON': {
    wrong: overridden({ Deployment: { spec: { replicas: Number.NaN } } }),
    says: {
      what: 'spec.replicas of Deployment shop/cart (apps) is NaN, which JSON cannot write.',
      why: 'it cannot be written so that a cluster reads it back.',
      fix: 'give plain data of a size that a cluster can keep.',
    },
    right: { 'that is': overridden({ Deployment: { spec: { replicas: 3 } } }) },
  },
  'an override that takes the name away': {
    wrong: overridden({ Service: (object: object) => ({ ...object, metadata: {} }) }),
    says: {
      what: 'Service has no name.',
      why: 'it could be neither updated nor removed by delivery.',
      fix: 'give metadata.name.',
    },
    right: { 'that leaves it': overridden({ Service: (object: object) => ({ ...object }) }) },
  },
  "an object of one's own without a kind": {
    wrong: (shop) => new ApiObject(shop, 'mine', { apiVersion: 'v1', kind: '' }),
    says: {
      at: 'prod/shop/mine',
      what: 'an object has no kind.',
      why: 'an API server does not know what it is.',
      fix: 'give its kind.',
    },
    right: { 'with one': (shop) => new ApiObject(shop, 'mine', { apiVersion: 'v1', kind: 'Secret' }) },
  },
  'a namespace that another chart renders too': {
    wrong: (_, cluster) => {
      const chart = new Chart(cluster, 'others');
      new ApiObject(chart, 'mine', { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop' } });
    },
    says: { at: 'prod/others/mine', what: 'Namespace shop is rendered here and by prod/shop.', ...overwritten },
    right: {
      'in another cluster': (_shop, _cluster, app) => {
        const chart = new Chart(new Cluster(app, 'test', { mesh: Mesh.istio() }), 'others');
        new ApiObject(chart, 'mine', { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop' } });
      },
    },
  },
};
