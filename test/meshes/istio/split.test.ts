import { Duration } from 'cdk8s';
import { describe, expect, test } from 'vitest';
import {
  CanaryRelease,
  CircuitBreaker,
  Mesh,
  MeshNamespace,
  MeshService,
  Port,
  Retries,
  type Strategy,
} from '../../../constructs/index.js';
import { findObject, findObjects, type RenderedObject, renderObjects } from '../../../testing/index.js';
import { istioNamespace, podOf, web } from '../../constructs/setup.js';

const versions = { v1: { image: 'p:1' }, v2: { image: 'p:2' }, v3: { image: 'p:3' } } as const;
type V = keyof typeof versions;

/** The objects of a service of three versions that is released so. */
function released(
  strategy: Strategy<V>,
  props: { ports?: Readonly<Record<string, Port>>; mtls?: 'STRICT' | 'PERMISSIVE' } = {},
): readonly RenderedObject[] {
  const shop = istioNamespace({ mtls: props.mtls });
  const service = new MeshService(shop, 'pay', { ports: props.ports ?? web.ports, versions });
  new CanaryRelease(shop, 'release', { service, strategy });
  return renderObjects(shop);
}
const http = (...args: Parameters<typeof released>) => findObject(released(...args), 'VirtualService', 'pay').spec.http;
const to = (subset: string, weight?: number) => ({
  destination: { host: 'pay.shop.svc.cluster.local', port: { number: 8080 }, subset },
  ...(weight !== undefined && { weight }),
});

describe('weights', () => {
  test('split the requests between the versions', () => {
    expect(http({ weights: { v1: 90, v2: 9, v3: 1 } })).toEqual([{ route: [to('v1', 90), to('v2', 9), to('v3', 1)] }]);
  });

  test('a version without weight takes no requests, and keeps its subset for the next step', () => {
    const objects = released({ weights: { v1: 100, v2: 0 } });
    expect(findObject(objects, 'VirtualService').spec.http).toEqual([{ route: [to('v1', 100)] }]);
    expect(findObject(objects, 'DestinationRule').spec.subsets).toHaveLength(3);
  });

  test('every destination of a route is a subset, and every subset finds the pods of its version', () => {
    const objects = released({
      weights: { v1: 95, v2: 5 },
      match: [{ to: 'v3', headers: { 'x-test': { exact: 'yes' } } }],
    });
    const { subsets } = findObject(objects, 'DestinationRule').spec;
    const named = findObject(objects, 'VirtualService').spec.http.flatMap(
      ({ route }: { route: ReturnType<typeof to>[] }) => route.map(({ destination }) => destination.subset),
    );
    expect(new Set(named)).toEqual(new Set(['v1', 'v2', 'v3']));
    for (const { name, labels } of subsets) {
      expect(named).toContain(name);
      expect(podOf(findObject(objects, 'Deployment', `pay-${name}`)).labels).toMatchObject(labels);
    }
  });

  test('split a TCP service by connection', () => {
    const objects = released({ weights: { v1: 95, v2: 5 } }, { ports: { db: Port.tcp(8080) } });
    expect(findObject(objects, 'VirtualService').spec).toEqual({
      hosts: ['pay.shop.svc.cluster.local'],
      tcp: [{ match: [{ port: 8080 }], route: [to('v1', 95), to('v2', 5)] }],
    });
  });

  test('split every port that takes calls, and leave the metrics port alone', () => {
    const ports = { http: Port.http(80), db: Port.tcp(5432), metrics: Port.metrics(9090) };
    const { spec } = findObject(released({ weights: { v1: 95, v2: 5 } }, { ports }), 'VirtualService');
    expect(spec.http.map(({ match }: { match: unknown }) => match)).toEqual([[{ port: 80 }]]);
    expect(spec.tcp.map(({ match }: { match: unknown }) => match)).toEqual([[{ port: 5432 }]]);
    expect(spec.http[0].route.map(({ destination, weight }: never) => [destination, weight])).toEqual([
      [{ host: 'pay.shop.svc.cluster.local', port: { number: 80 }, subset: 'v1' }, 95],
      [{ host: 'pay.shop.svc.cluster.local', port: { number: 80 }, subset: 'v2' }, 5],
    ]);
  });
});

describe('mTLS of the destination rule (team failure 2)', () => {
  test('is said in full where the namespace is STRICT', () => {
    expect(findObject(released({ weights: { v1: 100 } }), 'DestinationRule').spec.trafficPolicy).toEqual({
      tls: { mode: 'ISTIO_MUTUAL' },
    });
  });

  test('is left to Istio, pod by pod, where plaintext is taken too', () => {
    const { spec } = findObject(released({ weights: { v1: 100 } }, { mtls: 'PERMISSIVE' }), 'DestinationRule');
    expect(spec.trafficPolicy?.tls).toBeUndefined();
  });

  test('stands beside the circuit breaker, in one rule for the host', () => {
    const shop = istioNamespace();
    const service = new MeshService(shop, 'pay', {
      ...{ ports: web.ports, versions },
      traffic: { circuitBreaker: CircuitBreaker.consecutive5xx(5) },
    });
    new CanaryRelease(shop, 'release', { service, strategy: { weights: { v1: 100 } } });
    const rules = findObjects(renderObjects(shop), 'DestinationRule');
    expect(rules).toHaveLength(1);
    expect(Object.keys(rules[0]?.spec.trafficPolicy)).toEqual(['tls', 'outlierDetection']);
  });
});

describe('focused testing in production', () => {
  test('requests with a header go to one version; all others are split by the last route', () => {
    expect(
      http({
        weights: { v1: 95, v2: 5 },
        match: [{ to: 'v2', headers: { 'x-tester': { exact: 'yes' }, 'x-team': { prefix: 'pay-' } } }],
      }),
    ).toEqual([
      { match: [{ headers: { 'x-tester': { exact: 'yes' }, 'x-team': { prefix: 'pay-' } } }], route: [to('v2')] },
      { route: [to('v1', 95), to('v2', 5)] },
    ]);
  });

  test('the first match that fits wins, and there is always a route for everybody else', () => {
    const routes = http({
      weights: { v1: 100 },
      match: [
        { to: 'v3', headers: { 'x-stage': { exact: 'beta' } } },
        { to: 'v2', cookie: { name: 'email', regex: '[^;]*@example.com' } },
      ],
    });
    expect(routes.map(({ route }: { route: ReturnType<typeof to>[] }) => route[0]?.destination.subset)).toEqual([
      'v3',
      'v2',
      'v1',
    ]);
    expect(routes.at(-1)).not.toHaveProperty('match');
  });

  test('a header and a cookie must both be there', () => {
    const [route] = http({
      weights: { v1: 100 },
      match: [{ to: 'v2', headers: { 'x-tester': { exact: 'yes' } }, cookie: { name: 'group', exact: 'a' } }],
    });
    expect(route.match).toEqual([
      { headers: { 'x-tester': { exact: 'yes' }, cookie: { regex: '^(.*;[ ]*)?group=(a)(;.*)?$' } } },
    ]);
  });

  test('matched requests keep the timeout and the retries of the service', () => {
    const shop = istioNamespace();
    const service = new MeshService(shop, 'pay', {
      ports: { http: Port.http(8080), grpc: Port.grpc(90) },
      versions,
      traffic: { timeout: Duration.seconds(5), retries: Retries.except(['POST'], { attempts: 2 }) },
    });
    const match = [{ to: 'v2', headers: { 'x-tester': { exact: 'yes' } } }] as const;
    new CanaryRelease(shop, 'release', { service, strategy: { weights: { v1: 100 }, match } });
    const routes = findObject(renderObjects(shop), 'VirtualService').spec.http.slice(0, 4);
    expect(
      routes.map(({ match, timeout, retries }: never) => [match, timeout, (retries as { attempts: number }).attempts]),
    ).toEqual([
      [[{ port: 8080, headers: { 'x-tester': { exact: 'yes' } }, method: { exact: 'POST' } }], '5s', 0],
      [[{ port: 8080, headers: { 'x-tester': { exact: 'yes' } } }], '5s', 2],
      [[{ port: 8080, method: { exact: 'POST' } }], '5s', 0],
      [[{ port: 8080 }], '5s', 2],
    ]);
  });
});

describe('the pattern for a cookie', () => {
  /** Istio compares the whole header (RE2, full match); the pattern is anchored, so JavaScript decides alike. */
  const pattern = (cookie: { name: string; exact: string } | { name: string; regex: string }) =>
    new RegExp(http({ weights: { v1: 100 }, match: [{ to: 'v2', cookie }] })[0].match[0].headers.cookie.regex);

  test.each([
    'group=beta',
    'group=beta; theme=dark',
    'theme=dark; group=beta',
    'a=1; group=beta; b=2',
    'a=1;group=beta;b=2',
    'a=1;   group=beta',
  ])('fits the header "%s"', (header) => {
    expect(pattern({ name: 'group', exact: 'beta' }).test(header)).toBe(true);
  });

  test.each([
    '',
    'group=',
    'group=betamax',
    'group=alphabeta',
    'group=gamma; other=beta',
    'mygroup=beta',
    'a=1; my-group=beta',
    'a=group=beta',
    'Group=beta',
    'theme=group=beta; group=alpha',
  ])('does not fit the look-alike "%s"', (header) => {
    expect(pattern({ name: 'group', exact: 'beta' }).test(header)).toBe(false);
  });

  test('takes names and exact values as they are, not as patterns', () => {
    const dotted = pattern({ name: 'a.b', exact: '1+1=2?' });
    expect(dotted.test('x=y; a.b=1+1=2?')).toBe(true);
    expect(dotted.test('x=y; aXb=1+1=2?')).toBe(false);
    expect(dotted.test('a.b=111=2')).toBe(false);
  });

  test('of a regex fits the whole value, alternatives and all', () => {
    const team = pattern({ name: 'email', regex: '[^;]*@example\\.com' });
    expect(team.test('a=1; email=ada@example.com; b=2')).toBe(true);
    expect(team.test('email=ada@example.com.evil.org')).toBe(false);
    expect(team.test('email=ada@example.org; from=x@example.com')).toBe(false);
    const either = pattern({ name: 'g', regex: 'a|b' });
    expect(either.test('g=b; x=1')).toBe(true);
    expect(either.test('b')).toBe(false);
    expect(either.test('g=ab')).toBe(false);
  });

  test('of a regex with "." does not look into the cookies beside it', () => {
    const careless = pattern({ name: 'email', regex: '.*@example\\.com' });
    expect(careless.test('email=ada@example.org; from=x@example.com')).toBe(false);
  });

  test('of a regex with a class of characters means what was written', () => {
    const local = pattern({ name: 'email', regex: '[^.]+@example\\.com' });
    expect(local.test('a=1; email=ada@example.com')).toBe(true);
    expect(local.test('email=ada.l@example.com')).toBe(false);
    expect(pattern({ name: 'g', regex: '[.]x' }).test('g=.x')).toBe(true);
  });

  test('takes what the team of the platform-native application wrote', () => {
    // systems.md, section 4: ^(.*?;)?(email=[^;]*@example.com)(;.*)?$
    const theirs = /^(.*?;)?(email=[^;]*@example.com)(;.*)?$/;
    const ours = pattern({ name: 'email', regex: '[^;]*@example.com' });
    for (const header of [
      'email=a@example.com',
      'x=1;email=a@example.com',
      'x=1;email=a@example.com;y=2',
      'email=a@b.com',
    ]) {
      expect(ours.test(header), header).toBe(theirs.test(header));
    }
    // Browsers put a space behind the semicolon; the team's own pattern misses that.
    expect(theirs.test('x=1; email=a@example.com')).toBe(false);
    expect(ours.test('x=1; email=a@example.com')).toBe(true);
  });
});

test('a release may stand in another namespace than the service, whose objects it changes', () => {
  const shop = istioNamespace();
  const service = new MeshService(shop, 'pay', { ports: web.ports, versions });
  const other = new MeshNamespace(shop.node.root, 'releases', { mesh: Mesh.istio() });
  new CanaryRelease(other, 'pay', { service, strategy: { weights: { v1: 100 } } });
  expect(findObjects(renderObjects(shop), 'VirtualService')).toHaveLength(1);
  expect(findObjects(renderObjects(other), 'VirtualService')).toEqual([]);
});
