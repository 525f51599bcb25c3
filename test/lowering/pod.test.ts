import { Duration, Size } from 'cdk8s';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Env, Health, MeshService, type MeshServiceProps, Port, Volume } from '../../constructs/index.js';
import { findObject, findObjects, renderObjects, renderYaml } from '../../testing/index.js';
import { istioNamespace, podOf, web } from '../constructs/setup.js';

/** The objects of a service with these props, and its pod. */
function rendered(props: Partial<MeshServiceProps<never, string>>) {
  const shop = istioNamespace();
  new MeshService(shop, 'cart', { ...web, ...props } as MeshServiceProps<never, string>);
  const objects = renderObjects(shop);
  return { objects, yaml: renderYaml(shop), ...podOf(findObject(objects, 'Deployment')) };
}

describe('environment', () => {
  test('variables come from where they are declared to, in the order in which they are declared', () => {
    const { container } = rendered({
      env: {
        REDIS_URL: 'redis://redis:6379',
        EMPTY: '',
        DB_PASSWORD: Env.secret('db', 'password'),
        API_TOKEN: Env.secret('api', 'token', { optional: true }),
        LEVEL: Env.configMap('logging', 'level'),
        COLOUR: Env.configMap('ui', 'colour', { optional: true }),
        POD_IP: Env.field('status.podIP'),
        PUBLIC_KEY: Env.notSecret('ssh-ed25519 AAAA'),
      },
    });
    expect(container.env).toEqual([
      { name: 'REDIS_URL', value: 'redis://redis:6379' },
      { name: 'EMPTY', value: '' },
      { name: 'DB_PASSWORD', valueFrom: { secretKeyRef: { name: 'db', key: 'password' } } },
      { name: 'API_TOKEN', valueFrom: { secretKeyRef: { name: 'api', key: 'token', optional: true } } },
      { name: 'LEVEL', valueFrom: { configMapKeyRef: { name: 'logging', key: 'level' } } },
      { name: 'COLOUR', valueFrom: { configMapKeyRef: { name: 'ui', key: 'colour', optional: true } } },
      { name: 'POD_IP', valueFrom: { fieldRef: { fieldPath: 'status.podIP' } } },
      { name: 'PUBLIC_KEY', value: 'ssh-ed25519 AAAA' },
    ]);
  });

  test('secrets are rendered by reference only: no Secret object, and no value', () => {
    const { objects, yaml } = rendered({
      env: { DB_PASSWORD: Env.secret('db', 'password') },
      volumes: { keys: Volume.secret('/keys', 'signing-keys') },
    });
    expect(findObjects(objects, 'Secret')).toEqual([]);
    expect(yaml).toContain('secretKeyRef:');
    expect(yaml).toContain('secretName: signing-keys');
  });

  test('a literal under the name of a secret is refused, and its value is not repeated in the message', () => {
    const refusal = () => rendered({ env: { DB_PASSWORD: 'hunter2' }, config: { API_TOKEN: 's3cr3t' } });
    expect(refusal).toThrow(/env\.DB_PASSWORD is a literal[\s\S]*config\.API_TOKEN is a literal/);
    expect(refusal).not.toThrow(/hunter2|s3cr3t/);
  });

  test('configuration is a ConfigMap that the container reads as a whole', () => {
    const { objects, container } = rendered({ config: { LEVEL: 'info', WORKERS: '4' } });
    expect(findObject(objects, 'ConfigMap', 'cart')).toMatchObject({ data: { LEVEL: 'info', WORKERS: '4' } });
    expect(container.envFrom).toEqual([{ configMapRef: { name: 'cart' } }]);
    expect(container).not.toHaveProperty('env');
  });

  test('without configuration there is neither a ConfigMap nor a checksum', () => {
    const { objects, container, annotations } = rendered({ env: { LEVEL: 'info' } });
    expect(findObjects(objects, 'ConfigMap')).toEqual([]);
    expect(container).not.toHaveProperty('envFrom');
    expect(annotations).toBeUndefined();
  });
});

describe('the checksum that rolls the pods', () => {
  const checksum = (props: Partial<MeshServiceProps<never, string>>) => rendered(props).annotations['checksum/config'];
  const files = (content: string) => ({ conf: Volume.files('/etc/app', { 'app.ini': content }) });

  test('changes with every change of the configuration or of a file, and with nothing else', () => {
    const config = { LEVEL: 'info' };
    const first = checksum({ config, volumes: files('a=1') });
    expect(checksum({ config, volumes: files('a=1') })).toBe(first);
    expect(
      checksum({
        config,
        volumes: files('a=1'),
        replicas: 7,
        env: { A: 'b' },
        image: 'web:2',
        labels: { team: 'x' },
      } as never),
    ).toBe(first);
    const others = [
      checksum({ config: { LEVEL: 'debug' }, volumes: files('a=1') }),
      checksum({ config: { LEVEL2: 'info' }, volumes: files('a=1') }),
      checksum({ config, volumes: files('a=2') }),
      checksum({ config, volumes: { conf: Volume.files('/etc/app', { 'other.ini': 'a=1' }) } }),
      checksum({ config }),
      checksum({ volumes: files('a=1') }),
    ];
    expect(new Set([first, ...others]).size).toBe(others.length + 1);
  });

  test('is the same exactly where the configuration is the same', () => {
    const key = fc.constantFrom('A', 'B', 'C');
    const config = fc.dictionary(key, fc.constantFrom('', '1', 'x=y'), { minKeys: 1, maxKeys: 3 });
    const sorted = (record: Readonly<Record<string, string>>) =>
      Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1));
    fc.assert(
      fc.property(config, config, (one, other) => {
        const [a, b] = [Object.fromEntries(sorted(one)), Object.fromEntries(sorted(other))];
        const same = JSON.stringify(a) === JSON.stringify(b);
        expect(checksum({ config: a }) === checksum({ config: b })).toBe(same);
      }),
      { numRuns: 40 },
    );
  });

  test('does not change with the order in which the configuration is written down', () => {
    expect(checksum({ config: { B: '2', A: '1' } })).toBe(checksum({ config: { A: '1', B: '2' } }));
  });
});

describe('volumes', () => {
  test('each is mounted at its path, read-only where nothing may be written', () => {
    const { objects, container, spec } = rendered({
      volumes: {
        tmp: Volume.emptyDir('/tmp'),
        cache: Volume.emptyDir('/cache', { sizeLimit: Size.mebibytes(64), inMemory: true }),
        conf: Volume.files('/etc/app', { 'app.ini': 'a=1\n' }),
        shared: Volume.configMap('/etc/shared', 'shared-config'),
        keys: Volume.secret('/keys', 'signing-keys'),
        data: Volume.persistentVolumeClaim('/data', 'media'),
      },
    });
    expect(container.volumeMounts).toEqual([
      { name: 'tmp', mountPath: '/tmp' },
      { name: 'cache', mountPath: '/cache' },
      { name: 'conf', mountPath: '/etc/app', readOnly: true },
      { name: 'shared', mountPath: '/etc/shared', readOnly: true },
      { name: 'keys', mountPath: '/keys', readOnly: true },
      { name: 'data', mountPath: '/data' },
    ]);
    expect(spec.volumes).toEqual([
      { name: 'tmp', emptyDir: {} },
      { name: 'cache', emptyDir: { medium: 'Memory', sizeLimit: '64Mi' } },
      { name: 'conf', configMap: { name: 'cart-conf' } },
      { name: 'shared', configMap: { name: 'shared-config' } },
      { name: 'keys', secret: { secretName: 'signing-keys' } },
      { name: 'data', persistentVolumeClaim: { claimName: 'media' } },
    ]);
    expect(findObject(objects, 'ConfigMap').data).toEqual({ 'app.ini': 'a=1\n' });
  });

  test('files of two versions are two ConfigMaps', () => {
    const shop = istioNamespace();
    new MeshService(shop, 'who', {
      ports: web.ports,
      versions: {
        v1: { image: 'who:1', volumes: { conf: Volume.files('/etc/who', { version: '1' }) } },
        v2: { image: 'who:1', volumes: { conf: Volume.files('/etc/who', { version: '2' }) } },
      },
    });
    const maps = findObjects(renderObjects(shop), 'ConfigMap');
    expect(maps.map(({ metadata, data }) => [metadata?.name, data.version])).toEqual([
      ['who-v1-conf', '1'],
      ['who-v2-conf', '2'],
    ]);
  });

  test('a file whose name is no key of a ConfigMap is refused', () => {
    expect(() => rendered({ volumes: { conf: Volume.files('/etc/app', { 'conf.d/app.ini': 'a=1' }) } })).toThrow(
      'conf.d',
    );
  });
});

describe('resources', () => {
  test('amounts are taken as Kubernetes quantities and as Size', () => {
    expect(
      rendered({
        resources: {
          requests: { cpu: '100m', memory: Size.mebibytes(128) },
          limits: { cpu: '0.5', memory: '256Mi' },
        },
      }).container.resources,
    ).toEqual({ requests: { cpu: '100m', memory: '128Mi' }, limits: { cpu: '0.5', memory: '256Mi' } });
  });

  test('what is not asked for is not rendered', () => {
    expect(rendered({ resources: { limits: { memory: Size.gibibytes(1) } } }).container.resources).toEqual({
      limits: { memory: '1Gi' },
    });
    expect(rendered({ resources: {} }).container).not.toHaveProperty('resources');
    expect(rendered({}).container).not.toHaveProperty('resources');
  });
});

describe('health', () => {
  test('one check is both liveness and readiness', () => {
    const { container } = rendered({ health: Health.http('/health') });
    expect(container.livenessProbe).toEqual({ httpGet: { path: '/health', port: 'http' } });
    expect(container.readinessProbe).toEqual(container.livenessProbe);
    expect(container).not.toHaveProperty('startupProbe');
  });

  test('liveness, readiness and startup may each be checked in a way of their own', () => {
    const { container } = rendered({
      health: {
        startup: Health.exec(['/bin/migrated'], { failureThreshold: 30, period: Duration.seconds(2) }),
        readiness: Health.http('/ready', { initialDelay: Duration.seconds(0), timeout: Duration.seconds(3) }),
        liveness: Health.tcp({ port: 'http', period: Duration.minutes(1) }),
      },
    });
    expect(container.startupProbe).toEqual({
      exec: { command: ['/bin/migrated'] },
      failureThreshold: 30,
      periodSeconds: 2,
    });
    expect(container.readinessProbe).toEqual({
      httpGet: { path: '/ready', port: 'http' },
      initialDelaySeconds: 0,
      timeoutSeconds: 3,
    });
    expect(container.livenessProbe).toEqual({ tcpSocket: { port: 'http' }, periodSeconds: 60 });
  });

  test('a probe that is not asked for is not rendered', () => {
    const { container } = rendered({ health: { readiness: Health.http('/ready') } });
    expect(container).toHaveProperty('readinessProbe');
    expect(container).not.toHaveProperty('livenessProbe');
    expect(rendered({}).container).not.toHaveProperty('readinessProbe');
  });

  test('a gRPC probe names its port by number, the only form Kubernetes takes', () => {
    const ports = { grpc: Port.grpc(5000, { targetPort: 8080 }), metrics: Port.metrics(9090) };
    expect(rendered({ ports, health: Health.grpc() }).container.livenessProbe).toEqual({ grpc: { port: 8080 } });
    expect(rendered({ ports, health: Health.grpc({ service: 'cart' }) }).container.livenessProbe).toEqual({
      grpc: { port: 8080, service: 'cart' },
    });
  });

  test('a probe of an https port speaks TLS', () => {
    const { container } = rendered({ ports: { web: Port.https(8443) }, health: Health.http('/health') });
    expect(container.livenessProbe).toEqual({ httpGet: { path: '/health', port: 'web', scheme: 'HTTPS' } });
  });

  test('a probe may ask on the metrics port', () => {
    const ports = { grpc: Port.grpc(5000), metrics: Port.metrics(9090) };
    const { container } = rendered({ ports, health: Health.http('/healthz', { port: 'metrics' }) });
    expect(container.readinessProbe).toEqual({ httpGet: { path: '/healthz', port: 'metrics' } });
  });
});

describe('security', () => {
  test('a pod may do nothing on its node that it has not asked for', () => {
    const { spec, container } = rendered({});
    expect(spec.securityContext).toEqual({ runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } });
    expect(container.securityContext).toEqual({
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ['ALL'] },
    });
    expect(spec.automountServiceAccountToken).toBe(false);
  });

  test('each default can be lifted by itself', () => {
    const { spec, container } = rendered({
      security: {
        runAsNonRoot: false,
        readOnlyRootFilesystem: false,
        capabilities: ['NET_BIND_SERVICE'],
        runAsUser: 0,
        runAsGroup: 5,
        fsGroup: 6,
      },
    });
    expect(spec.securityContext).toEqual({
      runAsNonRoot: false,
      runAsUser: 0,
      runAsGroup: 5,
      fsGroup: 6,
      seccompProfile: { type: 'RuntimeDefault' },
    });
    expect(container.securityContext).toEqual({
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: false,
      capabilities: { drop: ['ALL'], add: ['NET_BIND_SERVICE'] },
    });
  });
});

test('entry point, arguments and pull policy are those that are declared', () => {
  expect(
    rendered({ command: ['/app'], args: ['--port', '8080'], imagePullPolicy: 'IfNotPresent' }).container,
  ).toMatchObject({
    command: ['/app'],
    args: ['--port', '8080'],
    imagePullPolicy: 'IfNotPresent',
  });
  const { container } = rendered({});
  expect(Object.keys(container)).toEqual(['name', 'image', 'ports', 'securityContext']);
});
