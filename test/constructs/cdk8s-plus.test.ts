import { Duration, Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-27';
import { describe, expect, test } from 'vitest';
import {
  AuthzPolicySet,
  Mesh,
  MeshJob,
  MeshNamespace,
  MeshService,
  type MeshServiceProps,
  Port,
  ServiceMonitor,
} from '../../constructs/index.js';
import { accessOf, findObject, findObjects, renderObjects } from '../../testing/index.js';
import { istioNamespace, podOf, web } from './setup.js';

/** The pod of a service with these props, and the chart it is in. */
function pod(props: (scope: ReturnType<typeof istioNamespace>) => Partial<MeshServiceProps<never, string>>) {
  const shop = istioNamespace();
  new MeshService(shop, 'cart', { ...web, ...props(shop) } as MeshServiceProps<never, string>);
  return podOf(findObject(renderObjects(shop), 'Deployment', 'cart'));
}

describe('EnvValue of cdk8s-plus', () => {
  test('fromValue is a literal', () => {
    expect(pod(() => ({ env: { LEVEL: kplus.EnvValue.fromValue('info') } })).container.env).toEqual([
      { name: 'LEVEL', value: 'info' },
    ]);
  });

  test('fromConfigMap and fromSecretValue are references', () => {
    const { container } = pod((shop) => ({
      env: {
        LEVEL: kplus.EnvValue.fromConfigMap(kplus.ConfigMap.fromConfigMapName(shop, 'logging', 'logging'), 'level'),
        DB_PASSWORD: kplus.EnvValue.fromSecretValue(
          { secret: kplus.Secret.fromSecretName(shop, 'db', 'db'), key: 'password' },
          { optional: true },
        ),
      },
    }));
    expect(container.env).toEqual([
      { name: 'LEVEL', valueFrom: { configMapKeyRef: { name: 'logging', key: 'level' } } },
      { name: 'DB_PASSWORD', valueFrom: { secretKeyRef: { name: 'db', key: 'password', optional: true } } },
    ]);
  });

  test('a Secret and a ConfigMap made with cdk8s-plus in the same namespace are referred to by name', () => {
    const { container } = pod((shop) => {
      const map = new kplus.ConfigMap(shop, 'settings', { metadata: { name: 'settings' }, data: { level: 'info' } });
      return { env: { LEVEL: kplus.EnvValue.fromConfigMap(map, 'level') } };
    });
    expect(container.env[0].valueFrom.configMapKeyRef).toEqual({ name: 'settings', key: 'level' });
  });

  test('fromFieldRef is a field of the pod', () => {
    const { container } = pod(() => ({
      env: {
        POD: kplus.EnvValue.fromFieldRef(kplus.EnvFieldPaths.POD_NAME),
        TIER: kplus.EnvValue.fromFieldRef(kplus.EnvFieldPaths.POD_LABEL, { key: 'tier' }),
      },
    }));
    expect(container.env).toEqual([
      { name: 'POD', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } },
      { name: 'TIER', valueFrom: { fieldRef: { fieldPath: "metadata.labels['tier']" } } },
    ]);
  });

  test('fromResource is a resource of the container', () => {
    const { container } = pod(() => ({
      env: { CPUS: kplus.EnvValue.fromResource(kplus.ResourceFieldPaths.CPU_LIMIT) },
    }));
    expect(container.env).toEqual([{ name: 'CPUS', valueFrom: { resourceFieldRef: { resource: 'limits.cpu' } } }]);
  });

  test('fromResource keeps its divisor', () => {
    const { container } = pod(() => ({
      env: { CPUS: kplus.EnvValue.fromResource(kplus.ResourceFieldPaths.CPU_LIMIT, { divisor: '1m' }) },
    }));
    expect(container.env[0].valueFrom.resourceFieldRef).toEqual({ resource: 'limits.cpu', divisor: '1m' });
  });

  test('fromProcess is the value in the environment of synth', () => {
    process.env.CDK8S_MESH_TEST_COLOUR = 'blue';
    try {
      const { container } = pod(() => ({ env: { COLOUR: kplus.EnvValue.fromProcess('CDK8S_MESH_TEST_COLOUR') } }));
      expect(container.env).toEqual([{ name: 'COLOUR', value: 'blue' }]);
    } finally {
      delete process.env.CDK8S_MESH_TEST_COLOUR;
    }
  });

  test('a literal under the name of a secret is refused as any other', () => {
    expect(() => pod(() => ({ env: { DB_PASSWORD: kplus.EnvValue.fromValue('hunter2') } }))).toThrow(
      'env.DB_PASSWORD is a literal under the name of a secret',
    );
  });
});

describe('Probe of cdk8s-plus', () => {
  test('fromHttpGet asks on the port it names', () => {
    const health = kplus.Probe.fromHttpGet('/health', {
      port: 8080,
      periodSeconds: Duration.seconds(5),
      initialDelaySeconds: Duration.seconds(1),
      timeoutSeconds: Duration.seconds(2),
      failureThreshold: 4,
    });
    const { container } = pod(() => ({ health }));
    expect(container.livenessProbe).toEqual({
      httpGet: { path: '/health', port: 8080, scheme: 'HTTP' },
      periodSeconds: 5,
      initialDelaySeconds: 1,
      timeoutSeconds: 2,
      failureThreshold: 4,
    });
    expect(container.readinessProbe).toEqual(container.livenessProbe);
  });

  test('fromCommand and fromTcpSocket may stand for one probe each', () => {
    const { container } = pod(() => ({
      health: {
        startup: kplus.Probe.fromCommand(['/bin/true']),
        liveness: kplus.Probe.fromTcpSocket({ port: 8080 }),
      },
    }));
    expect(container.startupProbe).toEqual({ exec: { command: ['/bin/true'] }, failureThreshold: 3 });
    expect(container.livenessProbe).toEqual({ tcpSocket: { port: 8080 }, failureThreshold: 3 });
    expect(container).not.toHaveProperty('readinessProbe');
  });

  test('without a port asks on the only port of the service, not on port 80', () => {
    const { container } = pod(() => ({ health: kplus.Probe.fromHttpGet('/health') }));
    expect([8080, 'http']).toContain(container.livenessProbe.httpGet.port);
  });
});

describe('Volume of cdk8s-plus', () => {
  test('fromEmptyDir, fromSecret and fromConfigMap are mounted under the name of the key', () => {
    const { container, spec } = pod((shop) => ({
      volumes: {
        tmp: { mountPath: '/tmp', volume: kplus.Volume.fromEmptyDir(shop, 'v1', 'any') },
        cache: {
          mountPath: '/cache',
          volume: kplus.Volume.fromEmptyDir(shop, 'v2', 'any2', {
            medium: kplus.EmptyDirMedium.MEMORY,
            sizeLimit: Size.mebibytes(32),
          }),
        },
        keys: {
          mountPath: '/keys',
          readOnly: true,
          volume: kplus.Volume.fromSecret(shop, 'v3', kplus.Secret.fromSecretName(shop, 's', 'signing-keys'), {
            defaultMode: 0o400,
          }),
        },
        conf: {
          mountPath: '/conf',
          volume: kplus.Volume.fromConfigMap(shop, 'v4', kplus.ConfigMap.fromConfigMapName(shop, 'c', 'settings'), {
            items: { 'app.ini': { path: 'a/app.ini' } },
          }),
        },
      },
    }));
    expect(spec.volumes).toEqual([
      { name: 'tmp', emptyDir: {} },
      { name: 'cache', emptyDir: { medium: 'Memory', sizeLimit: '32Mi' } },
      { name: 'keys', secret: { secretName: 'signing-keys', defaultMode: 0o400 } },
      { name: 'conf', configMap: { name: 'settings', items: [{ key: 'app.ini', path: 'a/app.ini' }] } },
    ]);
    expect(container.volumeMounts).toEqual([
      { name: 'tmp', mountPath: '/tmp' },
      { name: 'cache', mountPath: '/cache' },
      { name: 'keys', mountPath: '/keys', readOnly: true },
      { name: 'conf', mountPath: '/conf' },
    ]);
  });
});

test('Cpu of cdk8s-plus and Size of cdk8s are amounts', () => {
  const { container } = pod(() => ({
    resources: {
      requests: { cpu: kplus.Cpu.millis(250), memory: Size.kibibytes(512) },
      limits: { cpu: kplus.Cpu.units(2), memory: Size.gibibytes(1) },
    },
  }));
  expect(container.resources).toEqual({
    requests: { cpu: '250m', memory: '512Ki' },
    limits: { cpu: '2', memory: '1Gi' },
  });
});

test('a job takes the values too', () => {
  const shop = istioNamespace();
  new MeshJob(shop, 'migrate', {
    image: 'm:1',
    env: { LEVEL: kplus.EnvValue.fromValue('info') },
    volumes: { tmp: { mountPath: '/tmp', volume: kplus.Volume.fromEmptyDir(shop, 'v', 'v') } },
    resources: { limits: { cpu: kplus.Cpu.millis(1) } },
  });
  expect(podOf(findObject(renderObjects(shop), 'Job')).container).toMatchObject({
    env: [{ name: 'LEVEL', value: 'info' }],
    volumeMounts: [{ name: 'tmp', mountPath: '/tmp' }],
    resources: { limits: { cpu: '1m' } },
  });
});

describe('a workload of cdk8s-plus that is adopted', () => {
  const ports = { http: Port.http(80, { targetPort: 8080 }), metrics: Port.metrics(9090) };
  const containers = [
    {
      name: 'main',
      image: 'legacy:1',
      ports: [
        { name: 'http', number: 8080 },
        { name: 'metrics', number: 9090 },
      ],
    },
  ];
  const kinds = {
    Deployment: (scope: ReturnType<typeof istioNamespace>) => new kplus.Deployment(scope, 'workload', { containers }),
    StatefulSet: (scope: ReturnType<typeof istioNamespace>) =>
      new kplus.StatefulSet(scope, 'workload', {
        containers,
        service: new kplus.Service(scope, 'governing', { ports: [{ port: 80 }] }),
      }),
    DaemonSet: (scope: ReturnType<typeof istioNamespace>) => new kplus.DaemonSet(scope, 'workload', { containers }),
  };

  test.each(['Deployment', 'StatefulSet', 'DaemonSet'] as const)(
    'a %s stays as it is, but for its service account and the label it is found by',
    (kind) => {
      const shop = istioNamespace();
      const before = istioNamespace();
      kinds[kind](before);
      MeshService.from(shop, 'legacy', kinds[kind](shop), { ports });
      const own = findObject(renderObjects(before), kind);
      const adopted = findObject(renderObjects(shop), kind);
      expect(adopted.spec.selector).toEqual(own.spec.selector);
      expect(podOf(adopted).labels).toEqual({ ...podOf(own).labels, 'app.kubernetes.io/name': 'legacy' });
      expect(podOf(adopted).spec).toEqual({ ...podOf(own).spec, serviceAccountName: 'legacy' });
    },
  );

  test('has a Service that selects its pods, an identity, and no second workload', () => {
    const shop = istioNamespace();
    MeshService.from(shop, 'legacy', kinds.Deployment(shop), { ports });
    const objects = renderObjects(shop);
    const service = findObject(objects, 'Service', 'legacy').spec;
    expect(service.ports[0]).toMatchObject({ name: 'http', port: 80, appProtocol: 'http' });
    expect(podOf(findObject(objects, 'Deployment')).labels).toMatchObject(service.selector);
    expect(findObjects(objects, 'ServiceAccount').map(({ metadata }) => metadata?.name)).toEqual(['legacy']);
    expect(findObjects(objects, 'Deployment')).toHaveLength(1);
  });

  test('is under the policies, and is known by its identity as a caller', () => {
    const shop = istioNamespace();
    const legacy = MeshService.from(shop, 'legacy', kinds.Deployment(shop), {
      ports,
      serviceAccount: { name: 'old-account', create: false },
    });
    const cart = new MeshService(shop, 'cart', web);
    cart.calls(legacy, { port: 'http', methods: ['GET'] });
    legacy.calls(cart);
    new AuthzPolicySet(shop, 'access');
    new ServiceMonitor(shop, 'metrics', { services: [legacy] });
    const objects = renderObjects(shop);
    expect(findObjects(objects, 'ServiceAccount', 'old-account')).toEqual([]);
    const access = accessOf(objects);
    const account = { namespace: 'shop', serviceAccount: 'old-account' };
    expect(access.decide({ from: 'cart', to: 'legacy' }).allowed).toBe(true);
    expect(access.decide({ from: 'cart', to: 'legacy', method: 'POST' }).allowed).toBe(false);
    expect(access.decide({ from: account, to: 'cart' }).allowed).toBe(true);
    expect(access.decide({ from: account, to: 'legacy' }).allowed).toBe(false);
    expect(access.decide({ from: 'plaintext', to: 'legacy', port: 9090, path: '/metrics' }).allowed).toBe(true);
  });

  test('is reached although its container ports have no names, as cdk8s-plus leaves them', () => {
    const shop = istioNamespace();
    const workload = new kplus.Deployment(shop, 'workload', { containers: [{ image: 'legacy:1', portNumber: 8080 }] });
    MeshService.from(shop, 'legacy', workload, { ports: { http: Port.http(80, { targetPort: 8080 }) } });
    const objects = renderObjects(shop);
    const { targetPort } = findObject(objects, 'Service', 'legacy').spec.ports[0];
    const { container } = podOf(findObject(objects, 'Deployment'));
    expect(container.ports.some((port: never) => Object.values(port).includes(targetPort as never))).toBe(true);
  });

  test('is refused where it stands in another namespace than its Service would', () => {
    const shop = istioNamespace();
    const other = new MeshNamespace(shop.node.root, 'other', { mesh: Mesh.istio() });
    expect(() => MeshService.from(shop, 'legacy', kinds.Deployment(other), { ports })).toThrow(
      /is in namespace "other", and a Service in "shop" selects pods there only/,
    );
  });
});
