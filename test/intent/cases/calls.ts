import {
  Cluster,
  ExternalCaller,
  ExternalService,
  IngressGateway,
  Mesh,
  type MeshApp,
  MeshJob,
  MeshNamespace,
  Port,
} from '../../../constructs/index.js';
import { type Cases, service, unchecked } from '../case.js';

const both = { ports: { http: Port.http(8080), grpc: Port.grpc(9000), metrics: Port.metrics(9090) } };
const bank = (shop: MeshNamespace) =>
  new ExternalService(shop, 'bank', {
    hosts: ['bank.example.com'],
    ports: { https: Port.https(443), http: Port.http(80) },
  });
const legacy = (cluster: Cluster) => new MeshNamespace(cluster, 'legacy', { mesh: Mesh.outside() });
const elsewhere = (app: MeshApp) => new MeshNamespace(new Cluster(app, 'test', { mesh: Mesh.istio() }), 'shop');

const nothingListens = 'nothing listens there, so the call can only fail.';
const cannotGuess = 'which one is meant cannot be guessed.';
const otherCluster = {
  why: 'its Service and its policies exist over there; here nothing of that name can be found.',
  fix: 'declare it here as an ExternalService, and the caller over there as an ExternalCaller.',
};
const noIdentity = {
  why: 'the caller has no identity that the mesh of the callee (istio) knows, so the call would be refused.',
  fix: 'let both namespaces join the same mesh, or declare an ExternalCaller with an identity this mesh trusts.',
};
const noProxy = {
  why: 'it has no proxy, so nothing would encrypt the call, check the caller or apply the policy.',
  fix: 'let the namespace join a mesh, or declare the callee as an ExternalService.',
};

export const calls: Cases = {
  'a call to a port the callee has not': {
    wrong: (shop) => service(shop, 'cart').calls(service(shop, 'payment', both), { port: 'admin' }),
    says: {
      what: 'the call to payment is on port "admin", which payment does not have.',
      why: nothingListens,
      fix: 'use one of: http, grpc.',
    },
    right: {
      'to one it has': (shop) => service(shop, 'cart').calls(service(shop, 'payment', both), { port: 'grpc' }),
    },
  },
  'a call to a port that every object has': {
    wrong: (shop) => service(shop, 'cart').calls(service(shop, 'payment'), { port: 'constructor' }),
    says: {
      what: 'the call to payment is on port "constructor", which payment does not have.',
      why: nothingListens,
      fix: 'use one of: http.',
    },
    right: {
      'to one of this name': (shop) =>
        service(shop, 'cart').calls(service(shop, 'payment', { ports: { constructor: Port.http(80) } }), {
          port: 'constructor',
        }),
    },
  },
  'a call to a port of a callee without ports': {
    wrong: (shop) => service(shop, 'cart').calls(service(shop, 'payment', { ports: {} }), { port: 'http' }),
    says: {
      what: 'the call to payment is on port "http", which payment does not have.',
      why: nothingListens,
      fix: 'declare the port under `ports` of payment.',
    },
    right: { 'from one without ports': (shop) => service(shop, 'cart', { ports: {} }).calls(service(shop, 'payment')) },
  },
  'a call that names none of several ports': {
    wrong: (shop) => service(shop, 'cart').calls(service(shop, 'payment', both)),
    says: {
      what: 'the call to payment names no port, and payment has several: http, grpc.',
      why: cannotGuess,
      fix: "name one: { port: 'http' }.",
    },
    right: {
      'one that names the only one beside metrics': (shop) =>
        service(shop, 'cart').calls(
          service(shop, 'payment', { ports: { metrics: Port.metrics(9090), http: Port.http(8080) } }),
        ),
    },
  },
  'a call to a service that only serves metrics': {
    wrong: (shop) => service(shop, 'cart').calls(service(shop, 'payment', { ports: { metrics: Port.metrics(9090) } })),
    says: {
      what: 'the call to payment names no port, and payment has none to call.',
      why: cannotGuess,
      fix: 'declare a port under `ports` of payment.',
    },
    right: { 'to one that takes requests': (shop) => service(shop, 'cart').calls(service(shop, 'payment')) },
  },
  'a call to a port for metrics': {
    wrong: (shop) => service(shop, 'cart').calls(service(shop, 'payment', both), { port: 'metrics' }),
    says: {
      what: 'the call to payment is on port "metrics", which is for metrics.',
      why: 'it takes no calls; Prometheus is let in by a ServiceMonitor.',
      fix: 'call another port, or declare this one as http.',
    },
    right: {
      'to one of that name which takes calls': (shop) =>
        service(shop, 'cart').calls(service(shop, 'payment', { ports: { metrics: Port.http(9090) } }), {
          port: 'metrics',
        }),
    },
  },
  "a Job's call to a port the callee has not": {
    wrong: (shop) =>
      new MeshJob(shop, 'job', { image: 'job:1' }).calls(service(shop, 'payment'), unchecked({ port: 'a' })),
    says: {
      at: 'prod/shop/job',
      what: 'the call to payment is on port "a", which payment does not have.',
      why: nothingListens,
      fix: 'use one of: http.',
    },
    right: { 'to one it has': (shop) => new MeshJob(shop, 'job', { image: 'job:1' }).calls(service(shop, 'payment')) },
  },
  'a call out of the mesh to a port that is not there': {
    wrong: (shop) => service(shop, 'cart').calls(bank(shop), unchecked({ port: 'ftp' })),
    says: {
      what: 'the call to bank is on port "ftp", which bank does not have.',
      why: nothingListens,
      fix: 'use one of: https, http.',
    },
    right: { 'to one that is': (shop) => service(shop, 'cart').calls(bank(shop), { port: 'https' }) },
  },
  'methods of a call out of the mesh': {
    wrong: (shop) => service(shop, 'cart').calls(bank(shop), { port: 'http', methods: ['POST'], paths: ['/pay'] }),
    says: {
      what: 'the call to bank names methods.',
      why: 'it leads out of the mesh, where no policy of ours is checked; they would promise what nothing keeps.',
      fix: 'leave methods and paths out.',
    },
    right: { 'only its port': (shop) => service(shop, 'cart').calls(bank(shop), { port: 'http' }) },
  },
  'paths of a call out of the mesh': {
    wrong: (shop) => service(shop, 'cart').calls(bank(shop), { port: 'http', paths: ['/pay'] }),
    says: {
      what: 'the call to bank names paths.',
      why: 'it leads out of the mesh, where no policy of ours is checked; they would promise what nothing keeps.',
      fix: 'leave methods and paths out.',
    },
    right: {
      'empty lists': (shop) => service(shop, 'cart').calls(bank(shop), { port: 'http', methods: [], paths: [] }),
    },
  },
  'a call to a service outside any mesh': {
    wrong: (shop, cluster) => service(shop, 'cart').calls(service(legacy(cluster), 'billing')),
    says: { what: 'the call to billing leads to a service whose namespace "legacy" is outside any mesh.', ...noProxy },
    right: {
      'to one in another namespace of the mesh': (shop, cluster) =>
        service(shop, 'cart').calls(service(new MeshNamespace(cluster, 'billing'), 'billing')),
    },
  },
  'a service outside any mesh that is opened to anyone': {
    wrong: (_, cluster) => service(legacy(cluster), 'billing').calledByAnyone({ methods: ['GET'], paths: ['/health'] }),
    says: {
      at: 'prod/legacy/billing',
      what: 'calledByAnyone leads to a service whose namespace "legacy" is outside any mesh.',
      ...noProxy,
    },
    right: {
      'one in the mesh': (shop) => service(shop, 'cart').calledByAnyone({ methods: ['GET'], paths: ['/health'] }),
    },
  },
  'a call from a namespace outside any mesh': {
    wrong: (shop, cluster) => service(legacy(cluster), 'billing').calls(service(shop, 'cart')),
    says: {
      at: 'prod/legacy/billing',
      what: 'the call to cart comes from namespace "legacy", which is outside any mesh.',
      ...noIdentity,
    },
    right: {
      'from an identity that the mesh knows': (shop) =>
        new ExternalCaller(shop, 'billing', { namespace: 'legacy', serviceAccount: 'billing' }).calls(
          service(shop, 'cart'),
        ),
    },
  },
  'a call from another mesh': {
    wrong: (shop, cluster) => {
      const other = new MeshNamespace(cluster, 'other', { mesh: { ...Mesh.istio(), name: 'linkerd' } });
      service(other, 'billing').calls(service(shop, 'cart'));
    },
    says: {
      at: 'prod/other/billing',
      what: 'the call to cart comes from namespace "other", which is on another mesh (linkerd).',
      ...noIdentity,
    },
    right: {
      'from the same mesh with other settings': (shop, cluster) => {
        const mesh = Mesh.istio({ clusterDomain: 'example.org' });
        service(new MeshNamespace(cluster, 'other', { mesh }), 'billing').calls(service(shop, 'cart'));
      },
    },
  },
  'a call into another cluster': {
    wrong: (shop, _, app) => service(shop, 'cart').calls(service(elsewhere(app), 'payment')),
    says: { what: 'the call to payment leads into another cluster (test).', ...otherCluster },
    right: {
      'from over there': (_shop, _cluster, app) =>
        new ExternalCaller(elsewhere(app), 'cart', { namespace: 'shop', serviceAccount: 'cart' }),
    },
  },
  'a call into the namespaces that are in no cluster': {
    wrong: (shop, _, app) =>
      service(shop, 'cart').calls(service(new MeshNamespace(app, 'alone', { mesh: Mesh.istio() }), 'payment')),
    says: { what: 'the call to payment leads into another cluster (the app).', ...otherCluster },
    right: {
      'between two of them': (_shop, _cluster, app) =>
        service(new MeshNamespace(app, 'a', { mesh: Mesh.istio() }), 'cart').calls(
          service(new MeshNamespace(app, 'b', { mesh: Mesh.istio() }), 'payment'),
        ),
    },
  },
  'a route into another cluster': {
    wrong: (shop, _, app) =>
      new IngressGateway(shop, 'gateway', {
        hosts: ['shop.example.com'],
        routes: [{ path: '/*', service: service(elsewhere(app), 'cart') }],
      }),
    says: {
      at: 'prod/shop/gateway',
      what: 'the route to cart leads into another cluster (test).',
      ...otherCluster,
    },
    right: {
      'into another namespace': (shop, cluster) =>
        new IngressGateway(shop, 'gateway', {
          hosts: ['shop.example.com'],
          routes: [{ path: '/*', service: service(new MeshNamespace(cluster, 'other'), 'cart') }],
        }),
    },
  },
};
