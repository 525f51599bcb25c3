import { CanaryRelease, type MeshNamespace, Port } from '../../../constructs/index.js';
import { type Cases, type Declare, service, twoVersions, unchecked } from '../case.js';

/** A release of the service `cart`, which has the versions v1 and v2 unless `props` say otherwise. */
const released =
  (strategy: unknown, props: Readonly<Record<string, unknown>> = twoVersions): Declare =>
  (shop) =>
    release(shop, 'release', service(shop, 'cart', props), strategy);
const release = (shop: MeshNamespace, id: string, cart: unknown, strategy: unknown = { weights: { v1: 95, v2: 5 } }) =>
  new CanaryRelease(shop, id, { service: unchecked(cart), strategy: unchecked(strategy) });
const matched = (match: unknown, props?: Readonly<Record<string, unknown>>) =>
  released({ weights: { v1: 100 }, match: [match] }, props);
const opaque = { ...twoVersions, ports: { redis: Port.tcp(6379), metrics: Port.metrics(9090) } };

const at = 'prod/shop/release';
const unknownStrategy = {
  at,
  why: 'there is no such way to release.',
  fix: 'use one of: weights. For example strategy: { weights: { v1: 95, v2: 5 } }.',
};
const unknownVersion = {
  at,
  what: 'the version "v3" is not one of cart\'s: v1, v2.',
  why: 'no pod carries it, so requests sent there would fail with 503.',
  fix: 'use one of v1, v2, or declare "v3" under `versions` of cart.',
};
const notPercent = { at, why: 'a weight is per cent of the requests.', fix: 'give a whole number from 0 to 100.' };
const notHundred = {
  at,
  why: 'they are per cent of the requests; what is missing or too much would go where nobody said.',
  fix: 'make them add up to 100.',
};
const notRe2 = {
  at,
  why: 'the proxy takes RE2 and would refuse the whole route.',
  fix: 'write it in RE2 (no look-around, no back references).',
};

export const releases: Cases = {
  'weights that add up to less than 100': {
    wrong: released({ weights: { v1: 95, v2: 4 } }),
    says: { what: 'the weights {"v1":95,"v2":4} add up to 99.', ...notHundred },
    right: { 'that add up to 100': released({ weights: { v1: 95, v2: 5 } }) },
  },
  'weights that add up to more than 100': {
    wrong: released({ weights: { v1: 95, v2: 6 } }),
    says: { what: 'the weights {"v1":95,"v2":6} add up to 101.', ...notHundred },
    right: { 'all on one version': released({ weights: { v1: 100, v2: 0 } }) },
  },
  'no weights': {
    wrong: released({ weights: {} }),
    says: { what: 'the weights {} add up to 0.', ...notHundred },
    right: { 'one weight, the others left out': released({ weights: { v2: 100 } }) },
  },
  'a negative weight': {
    wrong: released({ weights: { v1: 100, v2: -1 } }),
    says: [
      { what: 'the weight of "v2" is -1.', ...notPercent },
      { what: 'the weights {"v1":100,"v2":-1} add up to 99.', ...notHundred },
    ],
    right: { zero: released({ weights: { v1: 100, v2: 0 } }) },
  },
  'a weight with a fraction': {
    wrong: released({ weights: { v1: 99.5, v2: 0.5 } }),
    says: [
      { what: 'the weight of "v1" is 99.5.', ...notPercent },
      { what: 'the weight of "v2" is 0.5.', ...notPercent },
    ],
    right: { 'whole ones': released({ weights: { v1: 99, v2: 1 } }) },
  },
  'a split over a version that is not there': {
    wrong: released({ weights: { v1: 95, v3: 5 } }),
    says: unknownVersion,
    right: { 'over those that are': released({ weights: { v1: 50, v2: 50 } }) },
  },
  'weights of a service of one image': {
    wrong: released({ weights: { v1: 100 } }, {}),
    says: {
      at,
      what: 'cart is released by weights, but has one image and no versions.',
      why: 'there is nothing to split between.',
      fix: 'declare `versions` on the service: { v1: { image: … }, v2: { image: … } }.',
    },
    right: {
      'of a service of one version': released({ weights: { v1: 100 } }, { versions: { v1: { image: 'cart:1' } } }),
    },
  },
  'an unknown strategy': {
    wrong: released({ blueGreen: {} }),
    says: { what: 'the strategy is "blueGreen".', ...unknownStrategy },
    right: { 'a known one': released({ weights: { v1: 100 } }) },
  },
  'no strategy': {
    wrong: released({}),
    says: { what: 'the strategy is "".', ...unknownStrategy },
    right: { 'a known one': released({ weights: { v1: 100 } }) },
  },
  'a match without weights for all others': {
    wrong: released({ match: [] }),
    says: { what: 'the strategy is "match".', ...unknownStrategy },
    right: { 'weights without a match': released({ weights: { v1: 100 }, match: [] }) },
  },
  'another strategy beside the weights': {
    wrong: released({ weights: { v1: 100 }, flagger: {} }),
    says: { what: 'the strategy is "weights, flagger".', ...unknownStrategy },
    right: { 'the weights alone': released({ weights: { v1: 100 } }) },
  },
  'a match to a version that is not there': {
    wrong: matched({ to: 'v3', headers: { 'x-beta': { exact: 'yes' } } }),
    says: unknownVersion,
    right: { 'to one without weight': matched({ to: 'v2', headers: { 'x-beta': { exact: 'yes' } } }) },
  },
  'a match without a condition': {
    wrong: matched({ to: 'v2' }),
    says: {
      at,
      what: 'the match for "v2" has no condition.',
      why: 'it would take every request, and the weights none.',
      fix: 'give a header or a cookie to match, or change the weights.',
    },
    right: { 'with a cookie': matched({ to: 'v2', cookie: { name: 'beta', exact: 'yes' } }) },
  },
  'a cookie beside the header that has all cookies': {
    wrong: matched({
      to: 'v2',
      headers: { cookie: { regex: '.*a=1.*' } },
      cookie: { name: 'beta', exact: 'yes' },
    }),
    says: {
      at,
      what: 'the match for "v2" has a cookie and the header "cookie" too.',
      why: 'cookies are one header, so one of the two would be lost.',
      fix: 'keep one of them; `headers.cookie` with a regex can hold both conditions.',
    },
    right: {
      'beside another': matched({
        to: 'v2',
        headers: { 'x-beta': { exact: 'yes' } },
        cookie: { name: 'beta', exact: 'yes' },
      }),
    },
  },
  'a header with capitals': {
    wrong: matched({ to: 'v2', headers: { 'X-Beta': { prefix: 'y' } } }),
    says: {
      at,
      what: 'the match for "v2" names the header "X-Beta".',
      why: 'header names are compared in lower case (Istio API, `HTTPMatchRequest.headers`), so it would never fit.',
      fix: 'write "x-beta".',
    },
    right: { 'in lower case': matched({ to: 'v2', headers: { 'x-beta': { prefix: 'y' } } }) },
  },
  'a match where no port speaks HTTP': {
    wrong: matched({ to: 'v2', headers: { 'x-beta': { exact: 'yes' } } }, opaque),
    says: {
      at,
      what: 'the release of cart matches headers, but no port of it speaks HTTP.',
      why: 'the mesh sees no headers on a TCP port, so the match would never fit.',
      fix: 'release it by weights alone, or declare the port as http, http2 or grpc if it is one.',
    },
    right: { 'weights there': released({ weights: { v1: 95, v2: 5 } }, opaque) },
  },
  'a pattern that looks ahead': {
    wrong: matched({ to: 'v2', headers: { 'x-user': { regex: 'a(?=b)' } } }),
    says: { what: 'the pattern "a(?=b)" for "x-user" uses look-around.', ...notRe2 },
    right: { 'one with a group': matched({ to: 'v2', headers: { 'x-user': { regex: 'a(?:b)' } } }) },
  },
  'a pattern that looks back': {
    wrong: matched({ to: 'v2', headers: { 'x-user': { regex: '(?<!a)b' } } }),
    says: { what: 'the pattern "(?<!a)b" for "x-user" uses look-around.', ...notRe2 },
    right: { 'one that negates a class': matched({ to: 'v2', headers: { 'x-user': { regex: '[^a]b' } } }) },
  },
  'a pattern with a back reference': {
    wrong: matched({ to: 'v2', headers: { 'x-user': { regex: '(a)\\1' } } }),
    says: { what: 'the pattern "(a)\\\\1" for "x-user" uses a back reference.', ...notRe2 },
    right: { 'one with a digit': matched({ to: 'v2', headers: { 'x-user': { regex: '\\d1' } } }) },
  },
  'a pattern that is none': {
    wrong: matched({ to: 'v2', headers: { 'x-user': { regex: '(a' } } }),
    says: { what: 'the pattern "(a" for "x-user" is no regular expression.', ...notRe2 },
    right: { 'one that is': matched({ to: 'v2', headers: { 'x-user': { regex: '(a)' } } }) },
  },
  "a cookie's pattern that looks ahead": {
    wrong: matched({ to: 'v2', cookie: { name: 'email', regex: '(?!x)y' } }),
    says: {
      what: 'the pattern "^(.*;[ ]*)?email=((?!x)y)(;.*)?$" for "cookie" uses look-around.',
      ...notRe2,
    },
    right: { 'one in RE2': matched({ to: 'v2', cookie: { name: 'email', regex: '[^;]*@example.com' } }) },
  },
  'two releases of one service': {
    wrong: (shop) => {
      const cart = service(shop, 'cart', twoVersions);
      release(shop, 'first', cart);
      release(shop, 'second', cart);
    },
    says: {
      at: 'prod/shop/second',
      what: 'cart is released here and by prod/shop/first.',
      why: 'two releases of one service would each write its routes, and the second would undo the first.',
      fix: 'keep one CanaryRelease a service.',
    },
    right: {
      'one each of two services': (shop) => {
        release(shop, 'first', service(shop, 'cart', twoVersions));
        release(shop, 'second', service(shop, 'payment', twoVersions));
      },
    },
  },
};
