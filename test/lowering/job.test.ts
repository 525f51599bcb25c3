import { type App, Duration, Size } from 'cdk8s';
import { Construct } from 'constructs';
import { describe, expect, test } from 'vitest';
import { AuthzPolicySet, Env, Mesh, MeshCronJob, MeshJob, MeshService, Volume } from '../../constructs/index.js';
import { accessOf, findObject, findObjects, refusalsOf, renderObjects, renderYaml } from '../../testing/index.js';
import { istioNamespace, marksOf, podOf, web } from '../constructs/setup.js';

describe('a job in the mesh', () => {
  test('runs to its end although a proxy runs beside it, under an identity of its own', () => {
    const shop = istioNamespace();
    new MeshJob(shop, 'migrate', { image: 'landing:1', command: ['python', 'manage.py', 'migrate'] });
    expect(renderYaml(shop).split('---\n').at(-1)).toMatchInlineSnapshot(`
      "apiVersion: batch/v1
      kind: Job
      metadata:
        name: migrate
        namespace: shop
        labels:
          app.kubernetes.io/name: migrate
      spec:
        template:
          metadata:
            labels:
              app: migrate
              app.kubernetes.io/name: migrate
            annotations:
              sidecar.istio.io/nativeSidecar: 'true'
          spec:
            serviceAccountName: migrate
            automountServiceAccountToken: false
            restartPolicy: Never
            securityContext:
              runAsNonRoot: true
              seccompProfile:
                type: RuntimeDefault
            containers:
              - name: migrate
                image: landing:1
                command:
                  - python
                  - manage.py
                  - migrate
                securityContext:
                  allowPrivilegeEscalation: false
                  readOnlyRootFilesystem: true
                  capabilities:
                    drop:
                      - ALL
      "
    `);
    expect(findObject(renderObjects(shop), 'ServiceAccount', 'migrate')).toBeDefined();
  });

  test('takes what containers take, and its own limits', () => {
    const shop = istioNamespace();
    new MeshJob(shop, 'migrate', {
      image: 'landing:1',
      args: ['--all'],
      env: { DB_PASSWORD: Env.secret('db', 'password') },
      config: { LEVEL: 'info' },
      volumes: { tmp: Volume.emptyDir('/tmp') },
      resources: { limits: { memory: Size.mebibytes(64) } },
      security: { runAsUser: 7 },
      backoffLimit: 0,
      activeDeadline: Duration.minutes(5),
      serviceAccount: { name: 'migrator', apiToken: true },
      podLabels: { zone: 'a' },
      podAnnotations: { log: 'json' },
      labels: { team: 'landing' },
      annotations: { owner: 'landing' },
    });
    const objects = renderObjects(shop);
    const job = findObject(objects, 'Job', 'migrate');
    expect(job.spec).toMatchObject({ backoffLimit: 0, activeDeadlineSeconds: 300 });
    expect(marksOf(job)).toMatchObject({
      labels: { 'app.kubernetes.io/name': 'migrate', team: 'landing' },
      annotations: { owner: 'landing' },
    });
    const pod = podOf(job);
    expect(pod.labels).toEqual({ app: 'migrate', zone: 'a', 'app.kubernetes.io/name': 'migrate' });
    expect(pod.annotations).toEqual({
      log: 'json',
      'sidecar.istio.io/nativeSidecar': 'true',
      'checksum/config': expect.any(String),
    });
    expect(pod.spec).toMatchObject({ serviceAccountName: 'migrator', automountServiceAccountToken: true });
    expect(pod.container).toMatchObject({
      name: 'migrate',
      args: ['--all'],
      envFrom: [{ configMapRef: { name: 'migrate' } }],
      volumeMounts: [{ name: 'tmp', mountPath: '/tmp' }],
    });
    expect(findObject(objects, 'ConfigMap', 'migrate').data).toEqual({ LEVEL: 'info' });
    expect(findObject(objects, 'ServiceAccount', 'migrator')).toBeDefined();
  });

  test('outside a mesh its pod asks for no sidecar', () => {
    const shop = istioNamespace({ mesh: Mesh.outside() });
    new MeshJob(shop, 'migrate', { image: 'landing:1' });
    expect(podOf(findObject(renderObjects(shop), 'Job')).annotations).toBeUndefined();
  });
});

describe('a cron job in the mesh', () => {
  test('runs on its schedule, one run at a time', () => {
    const shop = istioNamespace();
    new MeshCronJob(shop, 'generate-report', { image: 'landing:1', schedule: '0 0 1 * *' });
    const job = findObject(renderObjects(shop), 'CronJob', 'generate-report');
    expect(job).toMatchObject({ apiVersion: 'batch/v1', spec: { schedule: '0 0 1 * *', concurrencyPolicy: 'Forbid' } });
    expect(Object.keys(job.spec)).toEqual(['schedule', 'concurrencyPolicy', 'jobTemplate']);
    expect(podOf(job).annotations).toEqual({ 'sidecar.istio.io/nativeSidecar': 'true' });
    expect(podOf(job).spec).toMatchObject({ restartPolicy: 'Never', serviceAccountName: 'generate-report' });
  });

  test('time zone, concurrency and suspension are options', () => {
    const shop = istioNamespace();
    new MeshCronJob(shop, 'report', {
      image: 'landing:1',
      schedule: '@daily',
      timeZone: 'Europe/Berlin',
      concurrencyPolicy: 'Replace',
      suspend: true,
      backoffLimit: 2,
    });
    expect(findObject(renderObjects(shop), 'CronJob').spec).toMatchObject({
      schedule: '@daily',
      timeZone: 'Europe/Berlin',
      concurrencyPolicy: 'Replace',
      suspend: true,
      jobTemplate: { spec: { backoffLimit: 2 } },
    });
  });
});

describe('calls of jobs', () => {
  test('a job and a cron job are let in by their own identities, for what they declare', () => {
    const shop = istioNamespace();
    const api = new MeshService(shop, 'api', web);
    new MeshJob(shop, 'migrate', { image: 'm:1' }).calls(api, { methods: ['POST'], paths: ['/migrate'] });
    new MeshCronJob(shop, 'report', {
      image: 'r:1',
      schedule: '@daily',
      serviceAccount: { name: 'reporter' },
    }).calls(api, { methods: ['GET'] });
    new AuthzPolicySet(shop, 'access');
    const access = accessOf(renderObjects(shop));
    expect(access.decide({ from: 'migrate', to: 'api', method: 'POST', path: '/migrate' }).allowed).toBe(true);
    expect(access.decide({ from: 'migrate', to: 'api', method: 'GET', path: '/migrate' }).allowed).toBe(false);
    const reporter = { namespace: 'shop', serviceAccount: 'reporter' };
    expect(access.decide({ from: reporter, to: 'api', path: '/any' }).allowed).toBe(true);
    expect(access.decide({ from: reporter, to: 'api', method: 'POST', path: '/migrate' }).allowed).toBe(false);
  });

  test('a cron job can be asked for by its name, as any workload can', () => {
    const shop = istioNamespace();
    const api = new MeshService(shop, 'api', web);
    new MeshCronJob(shop, 'report', { image: 'r:1', schedule: '@daily' }).calls(api);
    new AuthzPolicySet(shop, 'access');
    expect(accessOf(renderObjects(shop)).decide({ from: 'report', to: 'api' }).allowed).toBe(true);
  });

  test('a job cannot have the name of a service, whose label its pods would carry', () => {
    const shop = istioNamespace();
    new MeshService(shop, 'landing', web);
    new MeshJob(new Construct(shop, 'jobs'), 'landing', { image: 'm:1', serviceAccount: { name: 'migrator' } });
    expect(refusalsOf(shop.node.root as App)).not.toEqual([]);
  });
});

test('the ConfigMap of a job does not hide in the service account or the job of another', () => {
  const shop = istioNamespace();
  new MeshJob(shop, 'a', { image: 'a:1', config: { NAME: 'a' } });
  new MeshCronJob(shop, 'b', { image: 'b:1', config: { NAME: 'b' }, schedule: '@daily' });
  expect(findObjects(renderObjects(shop), 'ConfigMap').map(({ data }) => data.NAME)).toEqual(['a', 'b']);
});
