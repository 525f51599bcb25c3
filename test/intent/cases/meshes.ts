import { Duration } from 'cdk8s';
import {
  AuthzPolicySet,
  CanaryRelease,
  type Cluster,
  ExternalCaller,
  ExternalService,
  IngressGateway,
  Mesh,
  MeshJob,
  MeshNamespace,
  type MeshNamespaceProps,
  Port,
  ServiceMonitor,
} from '../../../constructs/index.js';
import { type Cases, type Declare, service, twoVersions, unchecked } from '../case.js';

/** What a mesh cannot do, or would do otherwise than declared. */
const bypasses = {
  why: "it is the sidecar's own, so the container's traffic would bypass the mesh: no mTLS, no policy.",
  fix: 'give another number.',
};
const secured =
  (security: object): Declare =>
  (shop) =>
    service(shop, 'cart', { security });
const released =
  (ports: Readonly<Record<string, Port>>): Declare =>
  (shop) =>
    new CanaryRelease(shop, 'release', {
      service: unchecked(service(shop, 'cart', { ...twoVersions, ports })),
      strategy: { weights: unchecked({ v1: 95, v2: 5 }) },
    });

export const istio: Cases = {
  "the proxy's own user": {
    wrong: secured({ runAsUser: 1337 }),
    says: { what: 'security.runAsUser is 1337.', ...bypasses },
    right: { 'the next one': secured({ runAsUser: 1338 }) },
  },
  "the proxy's own group": {
    wrong: secured({ runAsGroup: 1337 }),
    says: { what: 'security.runAsGroup is 1337.', ...bypasses },
    right: { 'as the group of the files': secured({ fsGroup: 1337 }) },
  },
  "the proxy's own user, of each version": {
    wrong: (shop) => service(shop, 'cart', { ...twoVersions, security: { runAsUser: 1337 } }),
    says: { what: 'security.runAsUser is 1337.', ...bypasses },
    right: { 'outside the mesh': (_, cluster) => service(outside(cluster), 'cart', { security: { runAsUser: 1337 } }) },
  },
  "the proxy's own user, of a Job": {
    wrong: (shop) => new MeshJob(shop, 'job', { image: 'job:1', security: { runAsUser: 1337 } }),
    says: { at: 'prod/shop/job', what: 'security.runAsUser is 1337.', ...bypasses },
    right: { another: (shop) => new MeshJob(shop, 'job', { image: 'job:1', security: { runAsUser: 1000 } }) },
  },
  'the release of a port whose TLS the application ends': {
    wrong: released({ http: Port.http(80), https: Port.https(443) }),
    says: {
      at: 'prod/shop/release',
      what: 'cart is released, and its port "https" is https.',
      why: 'on such a port Istio routes by the name in the TLS handshake, which callers may write in several ways, so the split would be missed.',
      fix: 'let the mesh encrypt and declare the port as http, http2 or grpc.',
    },
    right: {
      'of ports the mesh can split': released({ http: Port.http(80), redis: Port.tcp(6379) }),
      'such a port without a release': (shop) => service(shop, 'cart', { ports: { https: Port.https(443) } }),
    },
  },
};

const outside = (cluster: Cluster, props: MeshNamespaceProps = {}) =>
  new MeshNamespace(cluster, 'tools', { mesh: Mesh.outside(), ...props });
const needsMesh = (what: string) => ({
  what: `${what}, and the namespace "tools" is outside any mesh.`,
  why: 'its pods have no proxy that could do it.',
  fix: 'let the namespace join a mesh, or leave it out.',
});
const measured = { ports: { metrics: Port.metrics(9090) } };

export const outsideOfAny: Cases = {
  'traffic outside any mesh': {
    wrong: (_, cluster) => service(outside(cluster), 'cart', { traffic: { timeout: Duration.seconds(3) } }),
    says: { at: 'prod/tools/cart', ...needsMesh('traffic asks for timeout') },
    right: { 'a service that asks for none': (_, cluster) => service(outside(cluster), 'cart', { traffic: {} }) },
  },
  'a release outside any mesh': {
    wrong: (_, cluster) => {
      const cart = service(outside(cluster), 'cart', twoVersions);
      new CanaryRelease(cart, 'release', {
        service: unchecked(cart),
        strategy: { weights: unchecked({ v1: 95, v2: 5 }) },
      });
    },
    says: { at: 'prod/tools/cart/release', ...needsMesh('cart is released by weights') },
    right: { 'versions without a release': (_, cluster) => service(outside(cluster), 'cart', twoVersions) },
  },
  'a gateway outside any mesh': {
    wrong: (shop, cluster) =>
      new IngressGateway(outside(cluster), 'gateway', {
        hosts: ['tools.example.com'],
        routes: [{ path: '/*', service: service(shop, 'cart') }],
      }),
    says: [
      {
        at: 'prod/tools/gateway',
        what: 'the route to cart comes from namespace "tools", which is outside any mesh.',
        why: 'the caller has no identity that the mesh of the callee (istio) knows, so the call would be refused.',
        fix: 'let both namespaces join the same mesh, or declare an ExternalCaller with an identity this mesh trusts.',
      },
      { at: 'prod/tools/gateway', ...needsMesh('a gateway is declared') },
    ],
    right: {
      'in the mesh': (shop) =>
        new IngressGateway(shop, 'gateway', {
          hosts: ['tools.example.com'],
          routes: [{ path: '/*', service: service(shop, 'cart') }],
        }),
    },
  },
  'something outside, known to a namespace that is outside too': {
    wrong: (_, cluster) =>
      new ExternalService(outside(cluster), 'bank', {
        hosts: ['bank.example.com'],
        ports: { https: Port.https(443) },
      }),
    says: { at: 'prod/tools/bank', ...needsMesh('an external service is declared') },
    right: {
      'to one in the mesh': (shop) =>
        new ExternalService(shop, 'bank', { hosts: ['bank.example.com'], ports: { https: Port.https(443) } }),
    },
  },
  'policies outside any mesh': {
    wrong: (_, cluster) => new AuthzPolicySet(outside(cluster), 'access'),
    says: { at: 'prod/tools/access', ...needsMesh('policies are declared') },
    right: { 'in the mesh': (shop) => new AuthzPolicySet(shop, 'access') },
  },
  'tracing outside any mesh': {
    wrong: (_, cluster) => outside(cluster, { tracing: { provider: 'jaeger', samplingPercentage: 10 } }),
    says: { at: 'prod/tools', ...needsMesh('tracing is asked for') },
    right: { 'a namespace without': (_, cluster) => outside(cluster) },
  },
  'scrapes with a certificate outside any mesh': {
    wrong: (_, cluster) => {
      const tools = outside(cluster);
      const caller = new ExternalCaller(tools, 'prometheus', {
        namespace: 'monitoring',
        serviceAccount: 'prometheus',
      });
      new ServiceMonitor(tools, 'monitor', {
        services: [service(tools, 'cart', measured)],
        prometheus: { caller, certificates: '/etc/prom-certs' },
      });
    },
    says: {
      at: 'prod/tools/monitor',
      ...needsMesh('Prometheus is to scrape with a certificate of the mesh'),
    },
    right: {
      'in plaintext': (_, cluster) => {
        const tools = outside(cluster);
        new ServiceMonitor(tools, 'monitor', { services: [service(tools, 'cart', measured)] });
      },
    },
  },
};
