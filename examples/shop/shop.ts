import { Duration, Size } from 'cdk8s';
import {
  AuthzPolicySet,
  CanaryRelease,
  CircuitBreaker,
  type Cluster,
  type ContainerProps,
  Fault,
  Health,
  IngressGateway,
  MeshNamespace,
  MeshService,
  Port,
  Retries,
  ServiceMonitor,
  type Traffic,
  Volume,
} from '../../constructs/index.js';

export interface ShopOptions {
  /**
   * Injects the faults of the team's demonstration: catalog fails 5 % of its requests; payment declines 10 % and holds 5 % back
   * until callers give up. A fault switches timeouts and retries off, so these two services have none then.
   * @default false
   */
  readonly demonstrationFaults?: boolean;
}

/** The shop: six services, who may call whom, payment at 95/5, and one way in. */
export function shop(cluster: Cluster, options: ShopOptions = {}): MeshNamespace {
  const shop = new MeshNamespace(cluster, 'e-commerce', {
    tracing: { provider: 'jaeger', samplingPercentage: 10 },
  });

  const image = (name: string, tag = 'v1') => `localhost:5001/${name}:${tag}`;
  const container: ContainerProps = {
    imagePullPolicy: 'IfNotPresent',
    resources: { requests: { cpu: '50m', memory: Size.mebibytes(64) }, limits: { memory: Size.mebibytes(128) } },
    security: { runAsUser: 10001 },
  };
  const health = Health.http('/health');
  const metrics = Port.metrics(9090);
  const resilient: Traffic = {
    timeout: Duration.seconds(3),
    retries: Retries.except(['POST'], { attempts: 2, perTry: Duration.seconds(1) }),
    circuitBreaker: CircuitBreaker.consecutive5xx(5),
  };
  const faulty = (fault: Fault): Traffic =>
    options.demonstrationFaults ? { circuitBreaker: resilient.circuitBreaker, fault } : resilient;

  const apiGateway = new MeshService(shop, 'api-gateway', {
    ...container,
    image: image('api-gateway'),
    ports: { http: Port.http(5000), metrics },
    health,
    traffic: { timeout: Duration.seconds(10) },
  });

  const catalog = new MeshService(shop, 'catalog-service', {
    ...container,
    image: image('catalog-service'),
    ports: { http: Port.http(5001), metrics },
    health,
    traffic: faulty(Fault.inject({ abort: { percent: 5, status: 500 } })),
  });

  const cart = new MeshService(shop, 'cart-service', {
    ...container,
    image: image('cart-service'),
    ports: { http: Port.http(5002), metrics },
    health,
    env: { REDIS_URL: 'redis://redis:6379' },
    replicas: 2,
    disruptionBudget: { maxUnavailable: 1 },
    traffic: resilient,
  });

  const payment = new MeshService(shop, 'payment-service', {
    ...container,
    versions: {
      v1: { image: image('payment-service', 'v1') },
      v2: { image: image('payment-service', 'v2') },
    },
    ports: { http: Port.http(5003), metrics },
    health,
    traffic: faulty(
      Fault.inject({ abort: { percent: 10, status: 402 }, delay: { percent: 5, duration: Duration.seconds(30) } }),
    ),
  });

  const notification = new MeshService(shop, 'notification-service', {
    ...container,
    image: image('notification-service'),
    ports: { http: Port.http(5004), metrics },
    health,
    traffic: resilient,
  });

  const redis = new MeshService(shop, 'redis', {
    image: 'redis:7.4-alpine',
    args: ['--save', '', '--appendonly', 'no'],
    ports: { redis: Port.tcp(6379) },
    health: Health.tcp(),
    resources: { requests: { cpu: '50m', memory: Size.mebibytes(64) }, limits: { memory: Size.mebibytes(128) } },
    security: { runAsUser: 999 },
    volumes: { data: Volume.emptyDir('/data') },
  });

  apiGateway
    .calls(catalog, { methods: ['GET'], paths: ['/products'] })
    .calls(cart, { methods: ['GET'], paths: ['/cart/{*}'] })
    .calls(cart, { methods: ['POST'], paths: ['/cart/{*}/add'] })
    .calledByAnyone({ methods: ['GET'], paths: ['/health'] });
  cart
    .calls(catalog, { methods: ['GET'], paths: ['/products'] })
    .calls(payment, { methods: ['POST'], paths: ['/process'] })
    .calls(notification, { methods: ['POST'] })
    .calls(redis);
  payment.calls(notification, { methods: ['POST'] });

  new CanaryRelease(shop, 'payment', { service: payment, strategy: { weights: { v1: 95, v2: 5 } } });
  new IngressGateway(shop, 'gateway', {
    hosts: ['shop.example.com'],
    tls: { secretName: 'shop-tls' },
    routes: [{ path: '/api/*', service: apiGateway }],
  });
  new AuthzPolicySet(shop, 'access');
  new ServiceMonitor(shop, 'metrics', {
    services: [apiGateway, catalog, cart, payment, notification],
    interval: Duration.seconds(10),
  });
  return shop;
}
