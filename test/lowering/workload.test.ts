import { type App, Size } from 'cdk8s';
import { describe, expect, test } from 'vitest';
import { AuthzPolicySet, MeshService, Port, ServiceMonitor, Volume } from '../../constructs/index.js';
import { findObject, findObjects, refusalsOf, renderObjects, renderYaml } from '../../testing/index.js';
import { istioNamespace, kindsAndNames, marksOf, podOf, web } from '../constructs/setup.js';

describe('a service of one image', () => {
  test('is a Deployment, a Service and a service account of its name', () => {
    const shop = istioNamespace();
    new MeshService(shop, 'cart', web);
    expect(renderYaml(shop)).toMatchInlineSnapshot(`
      "apiVersion: v1
      kind: Namespace
      metadata:
        name: shop
        labels:
          istio-injection: enabled
      ---
      apiVersion: v1
      kind: ServiceAccount
      metadata:
        name: cart
        namespace: shop
        labels:
          app.kubernetes.io/name: cart
      ---
      apiVersion: security.istio.io/v1
      kind: PeerAuthentication
      metadata:
        name: default
        namespace: shop
      spec:
        mtls:
          mode: STRICT
      ---
      apiVersion: v1
      kind: Service
      metadata:
        name: cart
        namespace: shop
        labels:
          app.kubernetes.io/name: cart
      spec:
        selector:
          app.kubernetes.io/name: cart
        ports:
          - name: http
            appProtocol: http
            port: 8080
            targetPort: http
      ---
      apiVersion: apps/v1
      kind: Deployment
      metadata:
        name: cart
        namespace: shop
        labels:
          app.kubernetes.io/name: cart
      spec:
        replicas: 1
        selector:
          matchLabels:
            app: cart
        template:
          metadata:
            labels:
              app: cart
              app.kubernetes.io/name: cart
          spec:
            serviceAccountName: cart
            automountServiceAccountToken: false
            securityContext:
              runAsNonRoot: true
              seccompProfile:
                type: RuntimeDefault
            containers:
              - name: cart
                image: web:1
                ports:
                  - name: http
                    containerPort: 8080
                securityContext:
                  allowPrivilegeEscalation: false
                  readOnlyRootFilesystem: true
                  capabilities:
                    drop:
                      - ALL
      "
    `);
  });

  test('selects its pods by `app` alone, which Flagger can take over', () => {
    const shop = istioNamespace();
    new MeshService(shop, 'cart', web);
    const deployment = findObject(renderObjects(shop), 'Deployment');
    expect(deployment.spec.selector).toEqual({ matchLabels: { app: 'cart' } });
    expect(podOf(deployment).labels).toEqual({ app: 'cart', 'app.kubernetes.io/name': 'cart' });
  });

  test('runs one pod unless it says otherwise', () => {
    const shop = istioNamespace();
    new MeshService(shop, 'one', web);
    new MeshService(shop, 'three', { ...web, replicas: 3 });
    new MeshService(shop, 'none', { ...web, replicas: 0 });
    const objects = renderObjects(shop);
    expect(findObject(objects, 'Deployment', 'one').spec.replicas).toBe(1);
    expect(findObject(objects, 'Deployment', 'three').spec.replicas).toBe(3);
    expect(findObject(objects, 'Deployment', 'none').spec.replicas).toBe(0);
  });
});

describe('a service of several versions', () => {
  test('is one Deployment a version, told apart by the label `version`, behind one Service', () => {
    const shop = istioNamespace();
    new MeshService(shop, 'payment', {
      ports: web.ports,
      versions: { v1: { image: 'pay:1' }, v2: { image: 'pay:2' } },
    });
    const objects = renderObjects(shop);
    expect(kindsAndNames(findObjects(objects, 'Deployment'))).toEqual([
      'Deployment payment-v1',
      'Deployment payment-v2',
    ]);
    for (const [version, image] of [
      ['v1', 'pay:1'],
      ['v2', 'pay:2'],
    ] as const) {
      const deployment = findObject(objects, 'Deployment', `payment-${version}`);
      expect(marksOf(deployment).labels).toEqual({ 'app.kubernetes.io/name': 'payment', version });
      expect(deployment.spec.selector).toEqual({ matchLabels: { app: 'payment', version } });
      expect(podOf(deployment).labels).toEqual({ app: 'payment', version, 'app.kubernetes.io/name': 'payment' });
      expect(podOf(deployment).spec.serviceAccountName).toBe('payment');
      expect(podOf(deployment).container).toMatchObject({ name: 'payment', image });
    }
    expect(findObject(objects, 'Service').spec.selector).toEqual({ 'app.kubernetes.io/name': 'payment' });
    expect(findObjects(objects, 'ServiceAccount')).toHaveLength(1);
  });

  test('a version takes from the service what it does not say itself', () => {
    const shop = istioNamespace();
    new MeshService(shop, 'payment', {
      ports: web.ports,
      replicas: 2,
      imagePullPolicy: 'Always',
      command: ['/serve'],
      args: ['--fast'],
      resources: { requests: { cpu: '100m' } },
      security: { runAsUser: 10, fsGroup: 20 },
      versions: {
        v1: { image: 'pay:1' },
        v2: {
          image: 'pay:2',
          replicas: 5,
          imagePullPolicy: 'Never',
          command: ['/serve2'],
          args: ['--slow'],
          resources: { limits: { memory: '1Gi' } },
          security: { runAsUser: 11 },
        },
      },
    });
    const objects = renderObjects(shop);
    const v1 = findObject(objects, 'Deployment', 'payment-v1');
    expect(v1.spec.replicas).toBe(2);
    expect(podOf(v1).container).toMatchObject({
      imagePullPolicy: 'Always',
      command: ['/serve'],
      args: ['--fast'],
      resources: { requests: { cpu: '100m' } },
    });
    expect(podOf(v1).spec.securityContext).toMatchObject({ runAsUser: 10, fsGroup: 20 });
    const v2 = findObject(objects, 'Deployment', 'payment-v2');
    expect(v2.spec.replicas).toBe(5);
    expect(podOf(v2).container).toMatchObject({ imagePullPolicy: 'Never', command: ['/serve2'], args: ['--slow'] });
    expect(podOf(v2).container.resources).toEqual({ limits: { memory: '1Gi' } });
    expect(podOf(v2).spec.securityContext).toMatchObject({ runAsUser: 11, fsGroup: 20 });
  });

  test('environment, configuration and volumes of service and version are joined by name, and the version wins', () => {
    const shop = istioNamespace();
    new MeshService(shop, 'whoami', {
      ports: web.ports,
      env: { SHARED: 'both', COLOUR: 'none' },
      config: { LEVEL: 'info', VERSION: 'none' },
      volumes: { tmp: Volume.emptyDir('/tmp'), data: Volume.emptyDir('/data') },
      versions: {
        v1: { image: 'who:1', env: { COLOUR: 'blue' }, config: { VERSION: 'v1' } },
        v2: { image: 'who:1', config: { VERSION: 'v2' }, volumes: { data: Volume.secret('/data', 'keys') } },
      },
    });
    const objects = renderObjects(shop);
    expect(findObject(objects, 'ConfigMap', 'whoami-v1').data).toEqual({ LEVEL: 'info', VERSION: 'v1' });
    expect(findObject(objects, 'ConfigMap', 'whoami-v2').data).toEqual({ LEVEL: 'info', VERSION: 'v2' });
    const v1 = podOf(findObject(objects, 'Deployment', 'whoami-v1'));
    expect(v1.container.envFrom).toEqual([{ configMapRef: { name: 'whoami-v1' } }]);
    expect(v1.container.env).toEqual([
      { name: 'SHARED', value: 'both' },
      { name: 'COLOUR', value: 'blue' },
    ]);
    expect(v1.spec.volumes).toEqual([
      { name: 'tmp', emptyDir: {} },
      { name: 'data', emptyDir: {} },
    ]);
    const v2 = podOf(findObject(objects, 'Deployment', 'whoami-v2'));
    expect(v2.container.env).toContainEqual({ name: 'COLOUR', value: 'none' });
    expect(v2.spec.volumes).toEqual([
      { name: 'tmp', emptyDir: {} },
      { name: 'data', secret: { secretName: 'keys' } },
    ]);
    expect(v1.annotations['checksum/config']).not.toBe(v2.annotations['checksum/config']);
  });

  test('two versions whose ConfigMaps would get one name are refused, not merged into one', () => {
    const shop = istioNamespace();
    new MeshService(shop, 'a', {
      ports: web.ports,
      versions: {
        v1: { image: 'a:1', volumes: { x: Volume.files('/x', { file: '1' }) } },
        'v1-x': { image: 'a:2', config: { LEVEL: 'info' } },
      },
    });
    expect(() => renderObjects(shop)).toThrow('a-v1-x');
  });
});

describe('workloads of other kinds', () => {
  test('a StatefulSet has a headless Service for its pods without the metrics port, so that each is scraped once', () => {
    const shop = istioNamespace();
    new MeshService(shop, 'redis', {
      image: 'redis:7',
      workload: 'StatefulSet',
      replicas: 3,
      ports: { redis: Port.tcp(6379), metrics: Port.metrics(9121) },
      volumes: { data: Volume.claim('/data', { size: Size.gibibytes(1) }), tmp: Volume.emptyDir('/tmp') },
    });
    const objects = renderObjects(shop);
    const set = findObject(objects, 'StatefulSet', 'redis');
    expect(set.spec).toMatchObject({ serviceName: 'redis-headless', replicas: 3 });
    expect(set.spec.volumeClaimTemplates).toEqual([
      {
        metadata: { name: 'data' },
        spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
      },
    ]);
    expect(podOf(set).container.volumeMounts).toEqual([
      { name: 'data', mountPath: '/data' },
      { name: 'tmp', mountPath: '/tmp' },
    ]);
    expect(podOf(set).spec.volumes).toEqual([{ name: 'tmp', emptyDir: {} }]);
    const headless = findObject(objects, 'Service', 'redis-headless').spec;
    expect(headless).toEqual({
      clusterIP: 'None',
      selector: { 'app.kubernetes.io/name': 'redis' },
      ports: [{ name: 'tcp-redis', appProtocol: 'tcp', port: 6379, targetPort: 'redis' }],
    });
    expect(findObject(objects, 'Service', 'redis').spec.ports).toHaveLength(2);
    expect(findObjects(objects, 'Deployment')).toEqual([]);
  });

  test('a claim asks for the storage class and access mode that it names', () => {
    const shop = istioNamespace();
    new MeshService(shop, 'db', {
      image: 'db:1',
      workload: 'StatefulSet',
      ports: { db: Port.tcp(5432) },
      volumes: {
        data: Volume.claim('/data', { size: '20Gi', storageClass: 'fast', accessMode: 'ReadWriteOncePod' }),
      },
    });
    expect(findObject(renderObjects(shop), 'StatefulSet').spec.volumeClaimTemplates[0].spec).toEqual({
      accessModes: ['ReadWriteOncePod'],
      resources: { requests: { storage: '20Gi' } },
      storageClassName: 'fast',
    });
  });

  test('a StatefulSet without ports has its headless Service all the same, which its pods are named by', () => {
    const shop = istioNamespace();
    new MeshService(shop, 'worker', { image: 'worker:1', workload: 'StatefulSet', ports: {} });
    const objects = renderObjects(shop);
    const { serviceName } = findObject(objects, 'StatefulSet').spec;
    expect(findObject(objects, 'Service', serviceName).spec.clusterIP).toBe('None');
  });

  test('a DaemonSet has no replicas', () => {
    const shop = istioNamespace();
    new MeshService(shop, 'agent', { ...web, workload: 'DaemonSet' });
    const { spec } = findObject(renderObjects(shop), 'DaemonSet', 'agent');
    expect(Object.keys(spec)).toEqual(['selector', 'template']);
    expect(spec.selector).toEqual({ matchLabels: { app: 'agent' } });
  });
});

describe('scale and budget', () => {
  test('an autoscaler owns the number of pods, so none is rendered', () => {
    const shop = istioNamespace();
    new MeshService(shop, 'cart', {
      ...web,
      resources: { requests: { cpu: '100m', memory: '64Mi' } },
      autoscaling: { minReplicas: 2, maxReplicas: 10, cpuUtilization: 80, memoryUtilization: 70 },
    });
    const objects = renderObjects(shop);
    expect(findObject(objects, 'Deployment').spec).not.toHaveProperty('replicas');
    expect(findObject(objects, 'HorizontalPodAutoscaler', 'cart')).toMatchObject({
      apiVersion: 'autoscaling/v2',
      spec: {
        scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'cart' },
        minReplicas: 2,
        maxReplicas: 10,
        metrics: [
          {
            type: 'ContainerResource',
            containerResource: {
              name: 'cpu',
              container: 'cart',
              target: { type: 'Utilization', averageUtilization: 80 },
            },
          },
          {
            type: 'ContainerResource',
            containerResource: {
              name: 'memory',
              container: 'cart',
              target: { type: 'Utilization', averageUtilization: 70 },
            },
          },
        ],
      },
    });
  });

  test('each version and each kind of workload has its own autoscaler', () => {
    const shop = istioNamespace();
    const scaled = {
      resources: { requests: { cpu: '100m' } },
      autoscaling: { minReplicas: 1, maxReplicas: 3, cpuUtilization: 80 },
    } as const;
    new MeshService(shop, 'pay', {
      ...scaled,
      ports: web.ports,
      versions: { v1: { image: 'p:1' }, v2: { image: 'p:2' } },
    });
    new MeshService(shop, 'db', { ...web, ...scaled, workload: 'StatefulSet' });
    const targets = findObjects(renderObjects(shop), 'HorizontalPodAutoscaler').map(({ spec }) => spec.scaleTargetRef);
    expect(targets.map(({ kind, name }) => `${kind} ${name}`)).toEqual([
      'StatefulSet db',
      'Deployment pay-v1',
      'Deployment pay-v2',
    ]);
  });

  test('a disruption budget covers the pods of all versions', () => {
    const shop = istioNamespace();
    const versions = { v1: { image: 'p:1' }, v2: { image: 'p:2' } };
    new MeshService(shop, 'pay', { ports: web.ports, versions, disruptionBudget: { maxUnavailable: 1 } });
    new MeshService(shop, 'cart', { ...web, replicas: 4, disruptionBudget: { minAvailable: '50%' } });
    const objects = renderObjects(shop);
    expect(findObject(objects, 'PodDisruptionBudget', 'pay').spec).toEqual({
      maxUnavailable: 1,
      selector: { matchLabels: { 'app.kubernetes.io/name': 'pay' } },
    });
    expect(findObject(objects, 'PodDisruptionBudget', 'cart').spec).toEqual({
      minAvailable: '50%',
      selector: { matchLabels: { 'app.kubernetes.io/name': 'cart' } },
    });
  });

  test('a budget counts the pods of all versions that an autoscaler keeps up', () => {
    const shop = istioNamespace();
    new MeshService(shop, 'pay', {
      ports: web.ports,
      versions: { v1: { image: 'p:1' }, v2: { image: 'p:2' } },
      resources: { requests: { cpu: '100m' } },
      autoscaling: { minReplicas: 1, maxReplicas: 3, cpuUtilization: 80 },
      disruptionBudget: { minAvailable: 1 },
    });
    expect(findObject(renderObjects(shop), 'PodDisruptionBudget').spec.minAvailable).toBe(1);
  });
});

describe('labels and selectors', () => {
  test('a budget that keeps every pod is told what would let one go', () => {
    const shop = istioNamespace();
    const autoscaling = { minReplicas: 1, maxReplicas: 3, cpuUtilization: 80 };
    const resources = { requests: { cpu: '100m' } };
    new MeshService(shop, 'cart', { ...web, resources, autoscaling, disruptionBudget: { minAvailable: 1 } });
    new MeshService(shop, 'agent', { ...web, workload: 'DaemonSet', disruptionBudget: { maxUnavailable: 0 } });
    expect(refusalsOf(shop.node.root as App)).toEqual([
      expect.stringMatching(/lets none of 1 pod go\..*raise minReplicas, or let the only one go/s),
      expect.stringMatching(/lets none of its pods go\..*leave at least one pod to spare/s),
    ]);
  });

  test('of a service and a version with too long a name together, each is told a length that can be', () => {
    const shop = istioNamespace();
    const long = 'a'.repeat(64);
    new MeshService(shop, long, { ports: {}, versions: { [long]: { image: 'a' } } });
    expect(refusalsOf(shop.node.root as App)).toEqual([
      expect.stringMatching(/the version name "a+" has 64 characters/),
      expect.stringMatching(/the service name "a+" has 64 characters.*shorten it to 63 characters or fewer/s),
    ]);
  });

  test('a workload that is taken over keeps its immutable selector, and its pods are still found by their name', () => {
    const shop = istioNamespace();
    new MeshService(shop, 'cart', { ...web, selector: { app: 'legacy-cart', tier: 'backend' } });
    const objects = renderObjects(shop);
    const deployment = findObject(objects, 'Deployment', 'cart');
    expect(deployment.spec.selector.matchLabels).toEqual({ app: 'legacy-cart', tier: 'backend' });
    expect(podOf(deployment).labels).toEqual({
      app: 'legacy-cart',
      tier: 'backend',
      'app.kubernetes.io/name': 'cart',
    });
    expect(findObject(objects, 'Service').spec.selector).toEqual({ 'app.kubernetes.io/name': 'cart' });
  });

  test('a kept selector by `app.kubernetes.io/name` either fits the pods or is refused', () => {
    const shop = istioNamespace();
    new MeshService(shop, 'cart', { ...web, selector: { 'app.kubernetes.io/name': 'legacy' } });
    if (refusalsOf(shop.node.root as App).length > 0) return;
    const deployment = findObject(renderObjects(shop), 'Deployment', 'cart');
    expect(podOf(deployment).labels).toMatchObject(deployment.spec.selector.matchLabels);
  });

  test('two versions cannot be given one selector, by which each would count the pods of the other', () => {
    const shop = istioNamespace();
    const versions = { v1: { image: 'p:1' }, v2: { image: 'p:2' } };
    new MeshService(shop, 'pay', { ports: web.ports, versions, selector: { app: 'legacy' } });
    expect(refusalsOf(shop.node.root as App)).not.toEqual([]);
  });

  test('labels and annotations stand on every object of the service, and on its pods only where they are asked for there', () => {
    const shop = istioNamespace();
    new MeshService(shop, 'cart', {
      ...web,
      config: { LEVEL: 'info' },
      labels: { team: 'checkout' },
      annotations: { 'example.com/owner': 'checkout' },
      podLabels: { zone: 'a' },
      podAnnotations: { 'example.com/log': 'json' },
    });
    const objects = renderObjects(shop);
    for (const kind of ['ServiceAccount', 'ConfigMap', 'Service', 'Deployment']) {
      const { labels, annotations } = marksOf(findObject(objects, kind, 'cart'));
      expect(labels, kind).toEqual({ 'app.kubernetes.io/name': 'cart', team: 'checkout' });
      expect(annotations, kind).toEqual({ 'example.com/owner': 'checkout' });
    }
    const pod = podOf(findObject(objects, 'Deployment'));
    expect(pod.labels).toEqual({ app: 'cart', zone: 'a', 'app.kubernetes.io/name': 'cart' });
    expect(pod.annotations).toEqual({
      'example.com/log': 'json',
      'checksum/config': expect.stringMatching(/^\w{16}$/),
    });
  });

  test('pod labels cannot take the pods away from their Service or their workload', () => {
    const shop = istioNamespace();
    new MeshService(shop, 'cart', { ...web, podLabels: { app: 'other' } });
    const objects = renderObjects(shop);
    const deployment = findObject(objects, 'Deployment');
    expect(podOf(deployment).labels).toMatchObject(deployment.spec.selector.matchLabels);
    expect(podOf(deployment).labels).toMatchObject(findObject(objects, 'Service').spec.selector);
  });

  test('a pod label that would is refused', () => {
    const shop = istioNamespace();
    new MeshService(shop, 'till', { ...web, podLabels: { 'app.kubernetes.io/name': 'other' } });
    expect(refusalsOf(shop.node.root as App)).toEqual([
      expect.stringContaining('podLabels sets app.kubernetes.io/name to "other"'),
    ]);
  });

  test('labels cannot take the Service away from its ServiceMonitor', () => {
    const shop = istioNamespace();
    const ports = { http: Port.http(8080), metrics: Port.metrics(9090) };
    const cart = new MeshService(shop, 'cart', { image: 'c:1', ports, labels: { 'app.kubernetes.io/name': 'basket' } });
    new ServiceMonitor(shop, 'metrics', { services: [cart] });
    new AuthzPolicySet(shop, 'access');
    if (refusalsOf(shop.node.root as App).length > 0) return;
    const objects = renderObjects(shop);
    expect(findObject(objects, 'Service').metadata).toMatchObject({
      labels: findObject(objects, 'ServiceMonitor').spec.selector.matchLabels,
    });
  });
});
