import { type App, Duration } from 'cdk8s';
import { describe, expect, test } from 'vitest';
import { CircuitBreaker, Fault, MeshService, Port, Retries, type Traffic } from '../../../constructs/index.js';
import { findObject, findObjects, refusalsOf, renderObjects, renderYaml } from '../../../testing/index.js';
import { istioNamespace, web } from '../../constructs/setup.js';

/** The objects of a service whose traffic is treated so. */
function rendered(traffic: Traffic, ports: Readonly<Record<string, Port>> = web.ports) {
  const shop = istioNamespace();
  new MeshService(shop, 'cart', { image: 'c:1', ports, traffic });
  return renderObjects(shop);
}
const routes = (traffic: Traffic, ports?: Readonly<Record<string, Port>>) =>
  findObject(rendered(traffic, ports), 'VirtualService', 'cart').spec.http;
const route = [{ destination: { host: 'cart.shop.svc.cluster.local', port: { number: 8080 } } }];

test('a service that says nothing of its traffic has neither routes nor a destination rule', () => {
  const objects = rendered({});
  expect(findObjects(objects, 'VirtualService')).toEqual([]);
  expect(findObjects(objects, 'DestinationRule')).toEqual([]);
});

describe('timeouts', () => {
  test('are those of the whole request, on the one route of the service', () => {
    expect(findObject(rendered({ timeout: Duration.seconds(3) }), 'VirtualService', 'cart').spec).toEqual({
      hosts: ['cart.shop.svc.cluster.local'],
      http: [{ route, timeout: '3s' }],
    });
  });

  test.each([
    [Duration.millis(1500), '1500ms'],
    [Duration.seconds(90), '90s'],
    [Duration.minutes(2), '2m'],
    [Duration.hours(1), '1h'],
  ])('%o is written as Istio reads it', (timeout, written) => {
    expect(routes({ timeout })[0].timeout).toBe(written);
  });

  test('hold for the HTTP ports only, each by its own number', () => {
    const ports = {
      http: Port.http(80, { targetPort: 8080 }),
      grpc: Port.grpc(90),
      db: Port.tcp(5432),
      metrics: Port.metrics(9090),
    };
    const { spec } = findObject(rendered({ timeout: Duration.seconds(3) }, ports), 'VirtualService');
    expect(spec).not.toHaveProperty('tcp');
    expect(spec.http.map((route: { match: unknown }) => route.match)).toEqual([[{ port: 80 }], [{ port: 90 }]]);
    expect(spec.http[0].route[0].destination.port).toEqual({ number: 80 });
  });
});

test('a route beside a metrics port says which port it is for, or it would take the scrapes too', () => {
  const ports = { http: Port.http(80), metrics: Port.metrics(9090) };
  expect(routes({ timeout: Duration.seconds(3) }, ports)[0].match).toEqual([{ port: 80 }]);
});

describe('retries', () => {
  test('POST comes first and is sent once, where every other method is retried', () => {
    expect(routes({ retries: Retries.except(['POST'], { attempts: 3 }) })).toEqual([
      { match: [{ method: { exact: 'POST' } }], route, retries: { attempts: 0 } },
      { route, retries: { attempts: 3, retryOn: '5xx,reset,connect-failure,refused-stream' } },
    ]);
  });

  test('all methods that are excepted are alternatives of one route', () => {
    const [once] = routes({ retries: Retries.except(['POST', 'PATCH'], { attempts: 1 }) });
    expect(once.match).toEqual([{ method: { exact: 'POST' } }, { method: { exact: 'PATCH' } }]);
  });

  test('only what is named is retried, and all else is sent once', () => {
    const perTry = Duration.millis(300);
    expect(routes({ retries: Retries.only(['GET', 'HEAD'], { attempts: 2, perTry, on: ['503', 'reset'] }) })).toEqual([
      {
        match: [{ method: { exact: 'GET' } }, { method: { exact: 'HEAD' } }],
        route,
        retries: { attempts: 2, perTryTimeout: '300ms', retryOn: '503,reset' },
      },
      { route, retries: { attempts: 0 } },
    ]);
  });

  test('of every method need no route beside the one', () => {
    const all = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'CONNECT', 'TRACE'] as const;
    expect(routes({ retries: Retries.only(all, { attempts: 1 }) })).toEqual([
      { route, retries: { attempts: 1, retryOn: '5xx,reset,connect-failure,refused-stream' } },
    ]);
  });

  test('none means none, not even the two that Istio makes of itself', () => {
    expect(routes({ retries: Retries.none() })).toEqual([{ route, retries: { attempts: 0 } }]);
  });

  test('are left to Istio where nothing is said', () => {
    expect(routes({ timeout: Duration.seconds(1) })[0]).not.toHaveProperty('retries');
  });

  test('stand beside the timeout on every route, and are told apart by port where there are several', () => {
    const ports = { http: Port.http(80), grpc: Port.grpc(90) };
    const http = routes({ timeout: Duration.seconds(9), retries: Retries.except(['POST'], { attempts: 2 }) }, ports);
    expect(http.map(({ match, timeout, retries }: never) => ({ match, timeout, retries }) as never)).toMatchObject([
      { match: [{ port: 80, method: { exact: 'POST' } }], timeout: '9s', retries: { attempts: 0 } },
      { match: [{ port: 80 }], timeout: '9s', retries: { attempts: 2 } },
      { match: [{ port: 90, method: { exact: 'POST' } }], timeout: '9s', retries: { attempts: 0 } },
      { match: [{ port: 90 }], timeout: '9s', retries: { attempts: 2 } },
    ]);
  });

  test('of a service that speaks gRPC alone are refused where POST is excepted: every call of gRPC is a POST', () => {
    const shop = istioNamespace();
    const traffic = { retries: Retries.except(['POST'], { attempts: 2 }) };
    new MeshService(shop, 'cart', { image: 'c:1', ports: { grpc: Port.grpc(90) }, traffic });
    expect(refusalsOf(shop.node.root as App)).not.toEqual([]);
  });
});

describe('circuit breakers', () => {
  test('leave out an endpoint that fails; a reader sees that mTLS stays as it is', () => {
    const objects = rendered({ circuitBreaker: CircuitBreaker.consecutive5xx(5) });
    expect(findObject(objects, 'DestinationRule', 'cart').spec).toEqual({
      host: 'cart.shop.svc.cluster.local',
      trafficPolicy: {
        tls: { mode: 'ISTIO_MUTUAL' },
        outlierDetection: {
          consecutive5xxErrors: 5,
          interval: '10s',
          baseEjectionTime: '30s',
          maxEjectionPercent: 100,
        },
      },
    });
    expect(findObjects(objects, 'VirtualService')).toEqual([]);
  });

  test('take intervals, shares and limits', () => {
    const circuitBreaker = CircuitBreaker.consecutive5xx(3, {
      interval: Duration.seconds(5),
      ejection: Duration.minutes(1),
      maxEjectionPercent: 50,
      maxConnections: 100,
      maxPendingRequests: 10,
    });
    expect(findObject(rendered({ circuitBreaker }), 'DestinationRule').spec.trafficPolicy).toMatchObject({
      connectionPool: { tcp: { maxConnections: 100 }, http: { http1MaxPendingRequests: 10 } },
      outlierDetection: { consecutive5xxErrors: 3, interval: '5s', baseEjectionTime: '1m', maxEjectionPercent: 50 },
    });
  });

  test.each([
    [{ maxConnections: 100 }, { tcp: { maxConnections: 100 } }],
    [{ maxPendingRequests: 10 }, { http: { http1MaxPendingRequests: 10 } }],
  ])('%o limits that alone', (options, connectionPool) => {
    const objects = rendered({ circuitBreaker: CircuitBreaker.consecutive5xx(3, options) });
    expect(findObject(objects, 'DestinationRule').spec.trafficPolicy.connectionPool).toEqual(connectionPool);
  });

  test('work for a service that speaks no HTTP', () => {
    const objects = rendered({ circuitBreaker: CircuitBreaker.consecutive5xx(3) }, { db: Port.tcp(5432) });
    expect(findObject(objects, 'DestinationRule').spec.trafficPolicy.outlierDetection.consecutive5xxErrors).toBe(3);
  });
});

describe('faults', () => {
  test('abort and delay a share of the requests', () => {
    const fault = Fault.inject({
      abort: { percent: 10, status: 402 },
      delay: { percent: 0.5, duration: Duration.seconds(30) },
    });
    expect(routes({ fault })).toEqual([
      {
        route,
        fault: {
          abort: { percentage: { value: 10 }, httpStatus: 402 },
          delay: { percentage: { value: 0.5 }, fixedDelay: '30s' },
        },
      },
    ]);
  });

  test('either part may be left out', () => {
    expect(routes({ fault: Fault.inject({ abort: { percent: 5, status: 500 } }) })[0].fault).toEqual({
      abort: { percentage: { value: 5 }, httpStatus: 500 },
    });
  });

  test('stand beside a circuit breaker and beside no retries', () => {
    const traffic = {
      fault: Fault.inject({ abort: { percent: 5, status: 500 } }),
      circuitBreaker: CircuitBreaker.consecutive5xx(5),
      retries: Retries.none(),
    };
    expect(routes(traffic)[0]).toMatchObject({ retries: { attempts: 0 }, fault: { abort: { httpStatus: 500 } } });
    expect(findObjects(rendered(traffic), 'DestinationRule')).toHaveLength(1);
  });
});

test('the routes of a service with timeout, retries and circuit breaker, as they are written', () => {
  const shop = istioNamespace();
  new MeshService(shop, 'cart', {
    ...web,
    traffic: {
      timeout: Duration.seconds(3),
      retries: Retries.except(['POST'], { attempts: 2, perTry: Duration.seconds(1) }),
      circuitBreaker: CircuitBreaker.consecutive5xx(5),
    },
  });
  const documents = renderYaml(shop).split('---\n');
  expect(
    documents.filter((text) => /kind: (DestinationRule|VirtualService)/.test(text)).join('---\n'),
  ).toMatchInlineSnapshot(`
    "apiVersion: networking.istio.io/v1
    kind: DestinationRule
    metadata:
      name: cart
      namespace: shop
    spec:
      host: cart.shop.svc.cluster.local
      trafficPolicy:
        tls:
          mode: ISTIO_MUTUAL
        outlierDetection:
          consecutive5xxErrors: 5
          interval: 10s
          baseEjectionTime: 30s
          maxEjectionPercent: 100
    ---
    apiVersion: networking.istio.io/v1
    kind: VirtualService
    metadata:
      name: cart
      namespace: shop
    spec:
      hosts:
        - cart.shop.svc.cluster.local
      http:
        - match:
            - method:
                exact: POST
          route:
            - destination:
                host: cart.shop.svc.cluster.local
                port:
                  number: 8080
          timeout: 3s
          retries:
            attempts: 0
        - route:
            - destination:
                host: cart.shop.svc.cluster.local
                port:
                  number: 8080
          timeout: 3s
          retries:
            attempts: 2
            perTryTimeout: 1s
            retryOn: 5xx,reset,connect-failure,refused-stream
    "
  `);
});
