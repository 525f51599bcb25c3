import { Construct } from 'constructs';
import {
  Cluster,
  ExternalCaller,
  ExternalService,
  Mesh,
  MeshCronJob,
  MeshJob,
  MeshNamespace,
  Port,
  ServiceMonitor,
} from '../../../constructs/index.js';
import { type Cases, type Declare, service } from '../case.js';

const external = (shop: Construct, id: string) =>
  new ExternalService(shop, id, { hosts: ['bank.example.com'], ports: { https: Port.https(443) } });
const job = (shop: Construct, id: string) => new MeshJob(shop, id, { image: 'migrate:1' });
const cronJob = (shop: Construct, id: string) => new MeshCronJob(shop, id, { image: 'report:1', schedule: '@daily' });
const runningAs = (shop: Construct, name: string) => service(shop, 'cart', { serviceAccount: { name } });

/** Who a workload is, and what there may be only one of. */
export const identities: Cases = {
  ...grantedToDefault({
    'a service': {
      at: 'prod/shop/cart',
      wrong: (shop) => runningAs(shop, 'default').calls(service(shop, 'payment')),
    },
    'a service that is called default': { at: 'prod/shop/default', wrong: (shop) => service(shop, 'default') },
    'an existing account of a service': {
      at: 'prod/shop/cart',
      wrong: (shop) => service(shop, 'cart', { serviceAccount: { name: 'default', create: false } }),
    },
    'a Job': {
      at: 'prod/shop/migrate',
      wrong: (shop) => new MeshJob(shop, 'migrate', { image: 'migrate:1', serviceAccount: { name: 'default' } }),
    },
    'a CronJob': {
      at: 'prod/shop/report',
      wrong: (shop) =>
        new MeshCronJob(shop, 'report', {
          image: 'report:1',
          schedule: '@daily',
          serviceAccount: { name: 'default' },
        }),
    },
    'an external caller': {
      at: 'prod/shop/anyone',
      wrong: (shop) =>
        new ExternalCaller(shop, 'anyone', { namespace: 'shop', serviceAccount: 'default' }).calls(
          service(shop, 'cart'),
        ),
    },
    'a scraping Prometheus': {
      at: 'prod/shop/prometheus',
      wrong: (shop) => {
        const caller = new ExternalCaller(shop, 'prometheus', { namespace: 'monitoring', serviceAccount: 'default' });
        const cart = service(shop, 'cart', { ports: { metrics: Port.metrics(9090) } });
        new ServiceMonitor(shop, 'monitor', { services: [cart], prometheus: { caller, certificates: '/certs' } });
      },
    },
  }),
  'two services of one name': {
    wrong: (shop) => {
      service(new Construct(shop, 'a'), 'cart');
      service(new Construct(shop, 'b'), 'cart');
    },
    says: {
      at: 'prod/shop/b/cart',
      what: 'the service "cart" has the name of prod/shop/a/cart, both in namespace "shop".',
      why: 'their objects would overwrite each other, or the Service and the policies of one would select the pods of the other.',
      fix: 'rename one of them.',
    },
    right: {
      'one name in two namespaces': (shop, cluster) => {
        service(shop, 'cart');
        service(new MeshNamespace(cluster, 'other'), 'cart');
      },
    },
  },
  'a service and something outside of one name': {
    wrong: (shop) => {
      service(new Construct(shop, 'a'), 'bank');
      external(shop, 'bank');
    },
    says: {
      at: 'prod/shop/bank',
      what: 'the service "bank" has the name of prod/shop/a/bank, both in namespace "shop".',
      why: 'their objects would overwrite each other, or the Service and the policies of one would select the pods of the other.',
      fix: 'rename one of them.',
    },
    right: {
      'two names': (shop) => {
        service(shop, 'bank');
        external(shop, 'other-bank');
      },
    },
  },
  'two Jobs of one name': {
    wrong: (shop) => {
      job(new Construct(shop, 'a'), 'migrate');
      job(shop, 'migrate');
    },
    says: {
      at: 'prod/shop/migrate',
      what: 'the Job "migrate" has the name of prod/shop/a/migrate, both in namespace "shop".',
      why: 'their objects would overwrite each other, or the Service and the policies of one would select the pods of the other.',
      fix: 'rename one of them.',
    },
    right: {
      'one name in two namespaces': (shop, cluster) => {
        job(shop, 'migrate');
        job(new MeshNamespace(cluster, 'other'), 'migrate');
      },
    },
  },
  'a service and a Job of one name': {
    wrong: (shop) => {
      service(shop, 'cart');
      new MeshJob(new Construct(shop, 'jobs'), 'cart', { image: 'job:1', serviceAccount: { create: false } });
    },
    says: {
      at: 'prod/shop/jobs/cart',
      what: 'the Job "cart" has the name of prod/shop/cart, both in namespace "shop".',
      why: 'their objects would overwrite each other, or the Service and the policies of one would select the pods of the other.',
      fix: 'rename one of them.',
    },
    right: {
      'two names with one account': (shop) => {
        service(shop, 'cart');
        new MeshJob(shop, 'migrate', { image: 'job:1', serviceAccount: { name: 'cart', create: false } });
      },
    },
  },
  'two CronJobs of one name': {
    wrong: (shop) => {
      cronJob(new Construct(shop, 'a'), 'report');
      cronJob(shop, 'report');
    },
    says: {
      at: 'prod/shop/report',
      what: 'the CronJob "report" has the name of prod/shop/a/report, both in namespace "shop".',
      why: 'their objects would overwrite each other, or the Service and the policies of one would select the pods of the other.',
      fix: 'rename one of them.',
    },
    right: {
      'two names': (shop) => {
        cronJob(shop, 'report');
        cronJob(shop, 'report-2');
      },
    },
  },
  'one namespace twice in a cluster': {
    wrong: (_, cluster) => new MeshNamespace(new Construct(cluster, 'again'), 'shop'),
    says: {
      at: 'prod/again/shop',
      what: 'the namespace "shop" is declared here and by prod/shop.',
      why: 'both would render the same Namespace, mTLS and policies.',
      fix: 'declare a namespace once a cluster.',
    },
    right: {
      'one name in two clusters': (_shop, _cluster, app) =>
        new MeshNamespace(new Cluster(app, 'test', { mesh: Mesh.istio() }), 'shop'),
    },
  },
};

/** The account that every pod has which names none: no grant may be for it. */
function grantedToDefault(ways: Readonly<Record<string, { readonly at: string; readonly wrong: Declare }>>): Cases {
  return Object.fromEntries(
    Object.entries(ways).map(([who, { at, wrong }]) => [
      `the service account "default" of ${who}`,
      {
        wrong,
        says: {
          at,
          what: 'the service account is "default".',
          why: 'every pod of the namespace that names no account runs as "default", so a grant for it would let all of them in.',
          fix: 'give the workload a service account of its own and name that.',
        },
        right: { 'an account whose name only starts so': (shop: MeshNamespace) => runningAs(shop, 'default-cart') },
      },
    ]),
  );
}
