import { Duration } from 'cdk8s';
import { MeshNamespace, Port, ServiceMonitor, type ServiceMonitorProps } from '../../../constructs/index.js';
import { type Cases, type Declare, service } from '../case.js';

const at = 'prod/shop/monitor';
const measured = { ports: { http: Port.http(8080), metrics: Port.metrics(9090) } };
const scraping =
  (props: Omit<ServiceMonitorProps, 'services'>): Declare =>
  (shop) =>
    new ServiceMonitor(shop, 'monitor', { services: [service(shop, 'cart', measured)], ...props });
const { seconds, millis } = Duration;

const noTime = (prop: string) => ({
  at,
  what: `${prop} is 0.`,
  why: 'Prometheus refuses a scrape without time.',
  fix: `give ${prop} a positive Duration, for example Duration.seconds(30).`,
});
const outlasts = {
  at,
  why: 'Prometheus refuses a configuration in which a scrape may outlast its interval.',
  fix: 'make scrapeTimeout at most the interval.',
};

export const monitors: Cases = {
  'no services': {
    wrong: (shop) => new ServiceMonitor(shop, 'monitor', { services: [] }),
    says: {
      at,
      what: 'services is empty.',
      why: 'a monitor without services scrapes nothing.',
      fix: 'name the services to scrape.',
    },
    right: { one: scraping({}) },
  },
  'a service of another namespace': {
    wrong: (shop, cluster) =>
      new ServiceMonitor(shop, 'monitor', {
        services: [service(new MeshNamespace(cluster, 'other'), 'cart', measured)],
      }),
    says: {
      at,
      what: 'cart is in namespace "other".',
      why: 'this ServiceMonitor is rendered into "shop" and selects Services there.',
      fix: 'make a ServiceMonitor in "other" for it.',
    },
    right: {
      'a monitor in that namespace': (_, cluster) => {
        const other = new MeshNamespace(cluster, 'other');
        new ServiceMonitor(other, 'monitor', { services: [service(other, 'cart', measured)] });
      },
    },
  },
  'a service without a metrics port': {
    wrong: (shop) =>
      new ServiceMonitor(shop, 'monitor', {
        services: [service(shop, 'cart', { ports: { metrics: Port.http(9090) } }), service(shop, 'payment', measured)],
      }),
    says: {
      at,
      what: 'cart has no metrics port.',
      why: 'there is nothing to scrape; and opening a port that also takes calls would let plaintext in where mTLS is asked for.',
      fix: 'declare one: ports: { …, metrics: Port.metrics(9090) }.',
    },
    right: {
      'a metrics port of any name': (shop) =>
        new ServiceMonitor(shop, 'monitor', {
          services: [service(shop, 'cart', { ports: { stats: Port.metrics(9090) } })],
        }),
    },
  },
  'one port name with two paths': {
    wrong: (shop) =>
      new ServiceMonitor(shop, 'monitor', {
        services: [
          service(shop, 'cart', measured),
          service(shop, 'payment', { ports: { metrics: Port.metrics(9090, { path: '/stats' }) } }),
        ],
      }),
    says: {
      at,
      what: 'cart and payment both name their metrics port "metrics", and serve them at /metrics and /stats.',
      why: 'a ServiceMonitor finds ports by name and would scrape each of the two at both paths, so two targets would be down.',
      fix: 'make a ServiceMonitor for each path, or name the ports apart.',
    },
    right: {
      'two names with two paths': (shop) =>
        new ServiceMonitor(shop, 'monitor', {
          services: [
            service(shop, 'cart', measured),
            service(shop, 'payment', { ports: { stats: Port.metrics(9090, { path: '/stats' }) } }),
          ],
        }),
      'one name with one path and two numbers': (shop) =>
        new ServiceMonitor(shop, 'monitor', {
          services: [
            service(shop, 'cart', measured),
            service(shop, 'payment', { ports: { metrics: Port.metrics(9091) } }),
          ],
        }),
    },
  },
  'no time between two scrapes': {
    wrong: scraping({ interval: seconds(0) }),
    says: noTime('interval'),
    right: { 'a little': scraping({ interval: millis(1) }) },
  },
  'no time for a scrape': {
    wrong: scraping({ scrapeTimeout: seconds(0) }),
    says: noTime('scrapeTimeout'),
    right: { 'a little': scraping({ scrapeTimeout: millis(1) }) },
  },
  'a scrape that may outlast its interval': {
    wrong: scraping({ interval: seconds(10), scrapeTimeout: millis(10_001) }),
    says: { what: 'scrapeTimeout is 10001ms, longer than the interval of 10s.', ...outlasts },
    right: { 'one as long': scraping({ interval: seconds(10), scrapeTimeout: seconds(10) }) },
  },
  'a scrape that may outlast the default interval': {
    wrong: scraping({ scrapeTimeout: seconds(31) }),
    says: { what: 'scrapeTimeout is 31s, longer than the interval of 30s.', ...outlasts },
    right: { 'one as long': scraping({ scrapeTimeout: seconds(30) }) },
  },
};
