import { MeshCronJob, Port } from '../../../constructs/index.js';
import { type Cases, service, unchecked } from '../case.js';

const both = { ports: { http: Port.http(8080), grpc: Port.grpc(9000), metrics: Port.metrics(9090) } };
const opaque = { ports: { redis: Port.tcp(6379), metrics: Port.metrics(9090) } };

const nothingListens = 'nothing listens there, so the call can only fail.';
const noMethod = {
  why: 'it is no HTTP method; methods are compared letter by letter, so no request would match.',
  fix: 'use one of GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS, CONNECT, TRACE (upper case). For gRPC, give the path "/package.Service/Method" instead.',
};
const noPath = {
  why: 'such a pattern matches no request, so the grant or route would be dead.',
  fix: 'write an exact path ("/process"), everything below one ("/api/*"), or "{*}" for one whole segment ("/cart/{*}/add").',
};
const noHttp = {
  why: 'the proxy reads no HTTP on such a port: an ALLOW with methods or paths never matches, and the call is refused.',
  fix: 'leave methods and paths out, or declare the port as http, http2 or grpc if it speaks that.',
};
const opensAll = {
  why: 'it would open the whole port to every pod of the mesh.',
  fix: "name both, for example { methods: ['GET'], paths: ['/health'] }.",
};

/** What a call may be granted: methods and paths, and calls by anyone. */
export const grants: Cases = {
  'an unknown HTTP method': {
    wrong: (shop) => service(shop, 'cart').calls(service(shop, 'payment'), { methods: unchecked(['FETCH']) }),
    says: { what: 'the call to payment: methods names "FETCH".', ...noMethod },
    right: { 'a rare one': (shop) => service(shop, 'cart').calls(service(shop, 'payment'), { methods: ['TRACE'] }) },
  },
  'an HTTP method in lower case': {
    wrong: (shop) => service(shop, 'cart').calledByAnyone({ methods: unchecked(['get']), paths: ['/health'] }),
    says: { what: 'calledByAnyone: methods names "get".', ...noMethod },
    right: {
      'in upper case': (shop) => service(shop, 'cart').calledByAnyone({ methods: ['GET'], paths: ['/health'] }),
    },
  },
  'a path that does not start with a slash': {
    wrong: (shop) => service(shop, 'cart').calls(service(shop, 'payment'), { paths: ['process'] }),
    says: { what: 'the call to payment: path "process" does not start with "/".', ...noPath },
    right: { 'the root': (shop) => service(shop, 'cart').calls(service(shop, 'payment'), { paths: ['/'] }) },
  },
  'a path with a query': {
    wrong: (shop) => service(shop, 'cart').calls(service(shop, 'payment'), { paths: ['/process?id=1'] }),
    says: {
      what: 'the call to payment: path "/process?id=1" holds a query, a fragment or white space, which a path never does.',
      ...noPath,
    },
    right: {
      'signs that a path may have': (shop) =>
        service(shop, 'cart').calls(service(shop, 'payment'), { paths: ['/a.b-c_d~e%20!$&(+,;=:@'] }),
    },
  },
  'a star within a path': {
    wrong: (shop) => service(shop, 'cart').calls(service(shop, 'payment'), { paths: ['/cart/*/add'] }),
    says: {
      what: 'the call to payment: path "/cart/*/add" has "*", "{" or "}" other than as "/*" at its end or "{*}" as a whole segment.',
      ...noPath,
    },
    right: {
      'a star for one segment, and at the end': (shop) =>
        service(shop, 'cart').calls(service(shop, 'payment'), { paths: ['/cart/{*}/add', '/api/*', '/*', '/{*}'] }),
    },
  },
  'a path with a named segment': {
    wrong: (shop) => service(shop, 'cart').calls(service(shop, 'payment'), { paths: ['/cart/{user}'] }),
    says: {
      what: 'the call to payment: path "/cart/{user}" has "*", "{" or "}" other than as "/*" at its end or "{*}" as a whole segment.',
      ...noPath,
    },
    right: {
      'a segment without a name': (shop) =>
        service(shop, 'cart').calls(service(shop, 'payment'), { paths: ['/cart/{*}'] }),
    },
  },
  'methods on a TCP port': {
    wrong: (shop) => service(shop, 'cart').calls(service(shop, 'redis', opaque), { methods: ['GET', 'HEAD'] }),
    says: { what: 'the call to redis grants methods GET, HEAD on port "redis", which is tcp.', ...noHttp },
    right: { 'none of them': (shop) => service(shop, 'cart').calls(service(shop, 'redis', opaque)) },
  },
  'paths on a TCP port': {
    wrong: (shop) => service(shop, 'cart').calls(service(shop, 'redis', opaque), { paths: ['/a', '/b/*'] }),
    says: { what: 'the call to redis grants paths /a, /b/* on port "redis", which is tcp.', ...noHttp },
    right: {
      'paths on a gRPC port': (shop) =>
        service(shop, 'cart').calls(service(shop, 'payment', both), { port: 'grpc', paths: ['/shop.Payment/Charge'] }),
    },
  },
  'methods on a port whose TLS the application ends': {
    wrong: (shop) =>
      service(shop, 'cart').calls(service(shop, 'vault', { ports: { https: Port.https(8200) } }), { methods: ['GET'] }),
    says: { what: 'the call to vault grants methods GET on port "https", which is https.', ...noHttp },
    right: {
      'methods on a port of HTTP/2': (shop) =>
        service(shop, 'cart').calls(service(shop, 'vault', { ports: { h2: Port.http2(8200) } }), { methods: ['GET'] }),
    },
  },
  'methods that gRPC has not': {
    wrong: (shop) =>
      service(shop, 'cart').calls(service(shop, 'payment', both), { port: 'grpc', methods: ['GET', 'PUT'] }),
    says: {
      what: 'the call to payment grants GET, PUT on port "grpc", which speaks gRPC.',
      why: 'every call of gRPC is a POST, so none would be let in.',
      fix: 'leave methods out, and name the calls by path: "/package.Service/Method".',
    },
    right: {
      'the one that it has': (shop) =>
        service(shop, 'cart').calls(service(shop, 'payment', both), { port: 'grpc', methods: ['GET', 'POST'] }),
    },
  },
  'calledByAnyone without methods': {
    wrong: (shop) => service(shop, 'cart').calledByAnyone({ methods: [], paths: ['/health'] }),
    says: { what: 'calledByAnyone names no methods.', ...opensAll },
    right: { 'with one': (shop) => service(shop, 'cart').calledByAnyone({ methods: ['HEAD'], paths: ['/health'] }) },
  },
  'calledByAnyone without paths': {
    wrong: (shop) => service(shop, 'cart').calledByAnyone({ methods: ['GET'], paths: [] }),
    says: { what: 'calledByAnyone names no paths.', ...opensAll },
    right: { 'with every path': (shop) => service(shop, 'cart').calledByAnyone({ methods: ['GET'], paths: ['/*'] }) },
  },
  'a port of calledByAnyone that is not there': {
    wrong: (shop) =>
      service(shop, 'cart').calledByAnyone({ methods: ['GET'], paths: ['/health'], port: unchecked('admin') }),
    says: {
      what: 'calledByAnyone is on port "admin", which cart does not have.',
      why: nothingListens,
      fix: 'use one of: http.',
    },
    right: {
      'one that is': (shop) =>
        new MeshCronJob(shop, 'job', { image: 'job:1', schedule: '@daily' }).calls(
          service(shop, 'cart', both).calledByAnyone({ methods: ['GET'], paths: ['/health'], port: 'http' }),
          { port: 'http' },
        ),
    },
  },
};
