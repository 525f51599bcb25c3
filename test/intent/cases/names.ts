import type { Construct } from 'constructs';
import {
  ExternalCaller,
  ExternalService,
  IngressGateway,
  MeshCronJob,
  MeshJob,
  MeshNamespace,
  Port,
  ServiceMonitor,
} from '../../../constructs/index.js';
import { type Cases, service } from '../case.js';

const letters = (count: number) => 'a'.repeat(count);

const gateway = (shop: Construct, id: string, secretName = 'shop-tls') =>
  new IngressGateway(shop, id, {
    hosts: ['shop.example.com'],
    routes: [{ path: '/*', service: service(shop, 'cart') }],
    tls: { secretName },
  });
const monitor = (shop: Construct, id: string) =>
  new ServiceMonitor(shop, id, { services: [service(shop, 'cart', { ports: { metrics: Port.metrics(9090) } })] });
const external = (shop: Construct, id: string) =>
  new ExternalService(shop, id, { hosts: ['bank.example.com'], ports: { https: Port.https(443) } });
const job = (shop: Construct, id: string) => new MeshJob(shop, id, { image: 'migrate:1' });
const cronJob = (shop: Construct, id: string) => new MeshCronJob(shop, id, { image: 'report:1', schedule: '@daily' });
const runningAs = (shop: Construct, name: string) => service(shop, 'cart', { serviceAccount: { name } });

/** Names that are DNS labels and may start with a digit: those of most things. */
const labelled: Readonly<Record<string, (shop: Construct, id: string) => unknown>> = {
  gateway,
  monitor,
  'external service': external,
  Job: job,
};

const labels: Cases = Object.fromEntries(
  Object.entries(labelled).flatMap(([what, declare]) => [
    [
      `${what === 'external service' ? 'an' : 'a'} ${what} name with capitals and underscores`,
      {
        wrong: (shop) => declare(shop, 'My_Name'),
        says: {
          at: 'prod/shop/My_Name',
          what: `the ${what} name "My_Name" is no DNS label.`,
          why: 'Kubernetes takes lower-case letters, digits and "-", starting with a letter or digit and ending with a letter or digit.',
          fix: 'rename it, for example to "my-name".',
        },
        right: { 'dashes and digits': (shop) => declare(shop, '2-my-name') },
      },
    ],
    [
      `${what === 'external service' ? 'an' : 'a'} ${what} name of 64 characters`,
      {
        wrong: (shop) => declare(shop, letters(64)),
        says: {
          at: `prod/shop/${letters(64)}`,
          what: `the ${what} name "${letters(64)}" has 64 characters.`,
          why: 'a DNS label has at most 63 characters.',
          fix: `shorten it to 63 characters or fewer, for example "${letters(63)}".`,
        },
        right: { 'one of 63 characters': (shop) => declare(shop, letters(63)) },
      },
    ],
  ]),
) satisfies Cases;

const startsWithLetter =
  'Kubernetes takes lower-case letters, digits and "-", starting with a letter and ending with a letter or digit.';
const startsWithAny =
  'Kubernetes takes lower-case letters, digits and "-", starting with a letter or digit and ending with a letter or digit.';
const withDots =
  'Kubernetes takes lower-case letters, digits, "-" and ".", starting with a letter or digit and ending with a letter or digit.';

export const names: Cases = {
  'a service name with capitals and underscores': {
    wrong: (shop) => service(shop, 'Cart_Service'),
    says: {
      at: 'prod/shop/Cart_Service',
      what: 'the service name "Cart_Service" is no DNS label.',
      why: startsWithLetter,
      fix: 'rename it, for example to "cart-service".',
    },
    right: { 'dashes and digits': (shop) => service(shop, 'cart-service-2') },
  },
  'a service name that starts with a digit': {
    wrong: (shop) => service(shop, '2cart'),
    says: {
      at: 'prod/shop/2cart',
      what: 'the service name "2cart" is no DNS label.',
      why: startsWithLetter,
      fix: 'rename it, for example to "cart".',
    },
    right: { 'one that ends with a digit': (shop) => service(shop, 'cart2') },
  },
  'a service name that ends with a dash': {
    wrong: (shop) => service(shop, 'cart-'),
    says: {
      at: 'prod/shop/cart-',
      what: 'the service name "cart-" is no DNS label.',
      why: startsWithLetter,
      fix: 'rename it, for example to "cart".',
    },
    right: { 'a single letter': (shop) => service(shop, 'c') },
  },
  'a service name with a slash, which construct ids lose': {
    wrong: (shop) => service(shop, 'shop/cart'),
    says: {
      at: 'prod/shop/shop--cart',
      what: 'the service name "shop/cart" is no DNS label.',
      why: startsWithLetter,
      fix: 'rename it, for example to "shop-cart".',
    },
    right: { 'a dash in its place': (shop) => service(shop, 'shop-cart') },
  },
  'a service name of 64 characters': {
    wrong: (shop) => service(shop, letters(64)),
    says: {
      at: `prod/shop/${letters(64)}`,
      what: `the service name "${letters(64)}" has 64 characters.`,
      why: 'a DNS label has at most 63 characters.',
      fix: `shorten it to 63 characters or fewer, for example "${letters(63)}".`,
    },
    right: { 'one of 63 characters': (shop) => service(shop, letters(63)) },
  },
  "a StatefulSet's name that leaves no room for its headless Service": {
    wrong: (shop) => service(shop, letters(55), { workload: 'StatefulSet' }),
    says: {
      at: `prod/shop/${letters(55)}`,
      what: `the service name "${letters(55)}" has 55 characters.`,
      why: `the longest name derived from it is "${letters(55)}-headless", and a DNS label has at most 63 characters.`,
      fix: `shorten it to 54 characters or fewer, for example "${letters(54)}".`,
    },
    right: { 'one of 54 characters': (shop) => service(shop, letters(54), { workload: 'StatefulSet' }) },
  },
  'a service name that leaves no room for its longest version': {
    wrong: (shop) => service(shop, letters(58), { versions: { v1: { image: 'a:1' }, green: { image: 'a:2' } } }),
    says: {
      at: `prod/shop/${letters(58)}`,
      what: `the service name "${letters(58)}" has 58 characters.`,
      why: `the longest name derived from it is "${letters(58)}-green", and a DNS label has at most 63 characters.`,
      fix: `shorten it to 57 characters or fewer, for example "${letters(57)}".`,
    },
    right: {
      'one that leaves it': (shop) =>
        service(shop, letters(57), { versions: { v1: { image: 'a:1' }, green: { image: 'a:2' } } }),
    },
  },
  'a version name that leaves no room for the service': {
    wrong: (shop) => service(shop, 'cart', { versions: { v1: { image: 'a:1' }, [letters(59)]: { image: 'a:2' } } }),
    says: {
      what: `the version name "${letters(59)}" has 59 characters.`,
      why: `the workload is named "cart-${letters(59)}", and a DNS label has at most 63 characters.`,
      fix: 'shorten the key under `versions`, for example to "v1".',
    },
    right: {
      'one that leaves it': (shop) => service(shop, 'cart', { versions: { [letters(58)]: { image: 'a:2' } } }),
    },
  },
  'a version name with a dot': {
    wrong: (shop) => service(shop, 'cart', { versions: { 'v1.0': { image: 'cart:1' } } }),
    says: {
      what: 'the version name "v1.0" is no DNS label.',
      why: "it becomes part of the workload's name and the label `version`.",
      fix: 'rename the key under `versions`, for example to "v1".',
    },
    right: { 'a dash in its place': (shop) => service(shop, 'cart', { versions: { 'v1-0': { image: 'cart:1' } } }) },
  },
  ...labels,
  'a namespace name with capitals': {
    wrong: (_, cluster) => new MeshNamespace(cluster, 'Shop'),
    says: {
      at: 'prod/Shop',
      what: 'the namespace name "Shop" is no DNS label.',
      why: startsWithAny,
      fix: 'rename it, for example to "shop".',
    },
    right: { 'a leading digit': (_, cluster) => new MeshNamespace(cluster, '7-shop') },
  },
  'a namespace name of 64 characters': {
    wrong: (_, cluster) => new MeshNamespace(cluster, letters(64)),
    says: {
      at: `prod/${letters(64)}`,
      what: `the namespace name "${letters(64)}" has 64 characters.`,
      why: 'a DNS label has at most 63 characters.',
      fix: `shorten it to 63 characters or fewer, for example "${letters(63)}".`,
    },
    right: { 'one of 63 characters': (_, cluster) => new MeshNamespace(cluster, letters(63)) },
  },
  'a CronJob name of 53 characters': {
    wrong: (shop) => cronJob(shop, letters(53)),
    says: {
      at: `prod/shop/${letters(53)}`,
      what: `the CronJob name "${letters(53)}" has 53 characters.`,
      why: "Kubernetes appends up to 11 characters to name its Jobs, so a CronJob's name has at most 52.",
      fix: `shorten it to 52 characters or fewer, for example "${letters(52)}".`,
    },
    right: { 'one of 52 characters': (shop) => cronJob(shop, letters(52)) },
  },
  'a service account name with capitals': {
    wrong: (shop) => runningAs(shop, 'Cart'),
    says: {
      what: 'the service account name "Cart" is no DNS name.',
      why: withDots,
      fix: 'rename it, for example to "cart".',
    },
    right: { dots: (shop) => runningAs(shop, 'cart.shop') },
  },
  'a service account name with capitals, of a Job': {
    wrong: (shop) => new MeshJob(shop, 'migrate', { image: 'migrate:1', serviceAccount: { name: 'Migrate' } }),
    says: {
      at: 'prod/shop/migrate',
      what: 'the service account name "Migrate" is no DNS name.',
      why: withDots,
      fix: 'rename it, for example to "migrate".',
    },
    right: {
      'that of another': (shop) =>
        new MeshJob(shop, 'migrate', { image: 'migrate:1', serviceAccount: { name: 'cart', create: false } }),
    },
  },
  'a TLS secret name with underscores': {
    wrong: (shop) => gateway(shop, 'gateway', 'shop_tls'),
    says: {
      at: 'prod/shop/gateway',
      what: 'the TLS secret name "shop_tls" is no DNS name.',
      why: withDots,
      fix: 'rename it, for example to "shop-tls".',
    },
    right: { 'dots, as of the host it is for': (shop) => gateway(shop, 'gateway', 'shop.example.com') },
  },
  'a TLS secret name of 254 characters': {
    wrong: (shop) => gateway(shop, 'gateway', letters(254)),
    says: {
      at: 'prod/shop/gateway',
      what: `the TLS secret name "${letters(254)}" has 254 characters.`,
      why: 'a DNS name has at most 253 characters.',
      fix: `shorten it to 253 characters or fewer, for example "${letters(253)}".`,
    },
    right: { 'one of 253 characters': (shop) => gateway(shop, 'gateway', letters(253)) },
  },
  'an external caller in a namespace that cannot be': {
    wrong: (shop) => new ExternalCaller(shop, 'partner', { namespace: 'Partner', serviceAccount: 'client' }),
    says: {
      at: 'prod/shop/partner',
      what: 'the namespace is "Partner".',
      why: 'it is no DNS label, so no workload can live there.',
      fix: 'give the namespace the caller runs in.',
    },
    right: {
      'a DNS label': (shop) => new ExternalCaller(shop, 'partner', { namespace: '2partner', serviceAccount: 'client' }),
    },
  },
};
