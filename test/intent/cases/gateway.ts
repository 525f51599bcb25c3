import type { Construct } from 'constructs';
import { IngressGateway, MeshNamespace, Port } from '../../../constructs/index.js';
import { type Cases, type Declare, service, unchecked } from '../case.js';

const at = 'prod/shop/gateway';
/** A gateway for these hosts, or these paths, or with this route to the service `cart`. */
const serving =
  (...hosts: string[]): Declare =>
  (shop) =>
    gateway(shop, 'gateway', hosts);
const gateway = (scope: Construct, id: string, hosts: string[]) =>
  new IngressGateway(scope, id, { hosts, routes: [{ path: '/*', service: service(scope, `${id}-cart`) }] });
const routing =
  (...paths: string[]): Declare =>
  (shop) => {
    const cart = service(shop, 'cart');
    new IngressGateway(shop, 'gateway', {
      hosts: ['shop.example.com'],
      routes: paths.map((path) => ({ path, service: cart })),
    });
  };
const routed =
  (
    route: Readonly<Record<string, unknown>>,
    ports: Readonly<Record<string, Port>> = { http: Port.http(80) },
  ): Declare =>
  (shop) =>
    new IngressGateway(shop, 'gateway', {
      hosts: ['shop.example.com'],
      routes: [unchecked({ path: '/api/*', service: service(shop, 'cart', { ports }), ...route })],
    });

const noHost = {
  at,
  why: 'it holds a scheme, a port, a path, capitals or other characters that a host name has not.',
  fix: 'write the bare name in lower case, such as "shop.example.com".',
};
const noPath = {
  at,
  why: 'such a pattern matches no request, so the grant or route would be dead.',
  fix: 'write an exact path ("/process"), everything below one ("/api/*"), or "{*}" for one whole segment ("/cart/{*}/add").',
};
const noWildcards = {
  at,
  why: 'a rewrite replaces a fixed prefix or path by another; it knows no wildcards.',
  fix: 'give a plain path such as "/", and route a path without "{*}".',
};
const several = { http: Port.http(80), grpc: Port.grpc(9000) };

export const gateways: Cases = {
  'no hosts': {
    wrong: serving(),
    says: {
      at,
      what: 'hosts is empty.',
      why: 'a gateway without hosts answers nobody.',
      fix: "give the host names, for example ['shop.example.com'].",
    },
    right: { 'any host': serving('*') },
  },
  ...Object.fromEntries(
    ['https://shop.example.com', 'shop.example.com:443', 'Shop.example.com', 'shop..example.com', '*shop.com', ''].map(
      (host) => [
        `the host "${host}"`,
        {
          wrong: serving(host),
          says: { what: `the host "${host}" is no host name.`, ...noHost },
          right: { 'a host name, or any below one': serving('shop-2.example.com', '*.example.com', 'localhost') },
        },
      ],
    ),
  ),
  'a host with a label of 64 characters': {
    wrong: serving(`${'a'.repeat(64)}.com`),
    says: { what: `the host "${'a'.repeat(64)}.com" is no host name.`, ...noHost },
    right: { 'of 63 characters': serving(`${'a'.repeat(63)}.com`) },
  },
  'a host of 254 characters': {
    wrong: serving(`${'a.'.repeat(125)}abcd`),
    says: { what: `the host "${'a.'.repeat(125)}abcd" is no host name.`, ...noHost },
    right: { 'of 253 characters': serving(`${'a.'.repeat(125)}abc`) },
  },
  'no routes': {
    wrong: (shop) => new IngressGateway(shop, 'gateway', { hosts: ['shop.example.com'], routes: [] }),
    says: {
      at,
      what: 'routes is empty.',
      why: 'every request would be answered with 404.',
      fix: "give at least one, for example { path: '/api/*', service: api }.",
    },
    right: { one: routing('/*') },
  },
  'a path that does not start with a slash': {
    wrong: routing('api/*'),
    says: { what: 'the route path "api/*" does not start with "/".', ...noPath },
    right: { 'one that does': routing('/api/*') },
  },
  'a path with a star in it': {
    wrong: routing('/api*'),
    says: {
      what: 'the route path "/api*" has "*", "{" or "}" other than as "/*" at its end or "{*}" as a whole segment.',
      ...noPath,
    },
    right: { 'a star in place of a segment': routing('/cart/{*}/add') },
  },
  'one path twice': {
    wrong: routing('/api/*', '/api/*'),
    says: {
      at,
      what: 'the path "/api/*" is routed twice.',
      why: 'the first route that fits takes the request; the second would be dead.',
      fix: 'keep one of them.',
    },
    right: { 'a path and what is below it': routing('/api', '/api/*') },
  },
  'a path behind a route that takes it': {
    wrong: routing('/api/*', '/api/cart'),
    says: {
      at,
      what: 'the path "/api/cart" is behind the route of "/api/*".',
      why: 'the first route that fits takes the request; the second would be dead.',
      fix: 'put the route of "/api/cart" first.',
    },
    right: {
      'before it': routing('/api/cart', '/api/*', '/*'),
      'behind one of another path': routing('/api/*', '/apis/cart', '/api'),
    },
  },
  'a path to a port that speaks no HTTP': {
    wrong: routed({}, { redis: Port.tcp(6379) }),
    says: {
      at,
      what: 'the path "/api/*" leads to port "redis" of cart, which is tcp.',
      why: 'a path is part of HTTP; on such a port there is none.',
      fix: 'route to a port that is http, http2 or grpc.',
    },
    right: { 'to a gRPC port': routed({}, { grpc: Port.grpc(9000) }) },
  },
  'a route that names none of several ports': {
    wrong: routed({}, several),
    says: {
      at,
      what: 'the route to cart names no port, and cart has several: http, grpc.',
      why: 'which one is meant cannot be guessed.',
      fix: "name one: { port: 'http' }.",
    },
    right: { 'that names one': routed({ port: 'grpc' }, several) },
  },
  'a route to a port that is not there': {
    wrong: routed({ port: 'admin' }),
    says: {
      at,
      what: 'the route to cart is on port "admin", which cart does not have.',
      why: 'nothing listens there, so the call can only fail.',
      fix: 'use one of: http.',
    },
    right: { 'to one that is': routed({ port: 'http' }) },
  },
  'a rewrite with a star': {
    wrong: routed({ rewrite: '/v1/*' }),
    says: { what: 'the path "/api/*" is rewritten to "/v1/*".', ...noWildcards },
    right: { without: routed({ rewrite: '/v1' }) },
  },
  'a rewrite of a path with a star in place of a segment': {
    wrong: routed({ path: '/cart/{*}', rewrite: '/' }),
    says: { what: 'the path "/cart/{*}" is rewritten to "/".', ...noWildcards },
    right: { 'of an exact path': routed({ path: '/cart', rewrite: '/' }) },
  },
  'a rewrite that does not start with a slash': {
    wrong: routed({ rewrite: 'v1' }),
    says: { what: 'the rewrite "v1" does not start with "/".', ...noPath },
    right: { 'that does': routed({ rewrite: '/v1/' }) },
  },
  'one host at two gateways': {
    wrong: (shop, cluster) => {
      gateway(shop, 'gateway', ['shop.example.com']);
      gateway(new MeshNamespace(cluster, 'other'), 'gateway', ['www.example.com', 'shop.example.com']);
    },
    says: {
      at: 'prod/other/gateway',
      what: 'the host "shop.example.com" is served here and by prod/shop/gateway.',
      why: 'two routes for one host are merged in no defined order, so either may take the requests.',
      fix: 'serve a host by one IngressGateway, with all its routes.',
    },
    right: {
      'a host and any below one': (shop) => {
        gateway(shop, 'gateway', ['shop.example.com']);
        gateway(shop, 'others', ['*.example.com']);
      },
    },
  },
};
