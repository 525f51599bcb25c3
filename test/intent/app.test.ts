import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ApiObject, App, Chart, Duration, Testing } from 'cdk8s';
import { EnvValue } from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import { afterAll, describe, expect, it } from 'vitest';
import {
  AuthzPolicySet,
  CanaryRelease,
  Cluster,
  ExternalCaller,
  ExternalService,
  IngressGateway,
  Mesh,
  MeshApp,
  MeshCronJob,
  MeshJob,
  MeshNamespace,
  MeshService,
  Port,
  RefusalError,
  Retries,
  ServiceMonitor,
} from '../../constructs/index.js';
import { namespaceNotices } from '../../intent/namespace.js';
import { refusalsOf } from '../../testing/index.js';
import { refused, service, shown, twoVersions, unchecked } from './case.js';

const folder = mkdtempSync(join(tmpdir(), 'refused-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** What an app throws when it is rendered. */
function thrownBy(render: () => unknown): unknown {
  try {
    render();
  } catch (error) {
    return error;
  }
  throw new Error('nothing was thrown');
}

/** Several mistakes in two namespaces each of two clusters. */
function mistaken(app: MeshApp): MeshApp {
  const prod = new Cluster(app, 'prod', { mesh: Mesh.istio() });
  const shop = new MeshNamespace(prod, 'shop');
  const cart = service(shop, 'cart', { ports: { http: Port.http(0) }, replicas: -1 });
  const pay = service(shop, 'payment', twoVersions);
  new MeshNamespace(prod, 'Pay');
  cart.calls(pay, { methods: unchecked(['FETCH']) });
  new CanaryRelease(shop, 'release', { service: unchecked(pay), strategy: { weights: unchecked({ v1: 95 }) } });
  const test = new Cluster(app, 'test', { mesh: Mesh.istio() });
  new AuthzPolicySet(new MeshNamespace(test, 'shop', { mesh: Mesh.outside() }), 'access');
  const gateway = (id: string) =>
    new IngressGateway(new MeshNamespace(test, id), 'gateway', { hosts: ['shop.example.com'], routes: [] });
  gateway('a');
  gateway('b');
  return app;
}

describe('the refusals of an app', () => {
  it('are shown all at once, each once, whichever cluster and namespace they are in', () => {
    const error = thrownBy(() => mistaken(new MeshApp({ outdir: join(folder, 'none') })).synth()) as RefusalError;
    expect(error).toBeInstanceOf(RefusalError);
    expect(new Set(error.refusals).size).toBe(error.refusals.length);
    expect(error.refusals.map((refusal) => refusal.split('\n')[0])).toMatchInlineSnapshot(`
      [
        "prod/shop/cart: ports.http has port 0.",
        "prod/shop/cart: replicas is -1.",
        "prod/shop/cart: the call to payment: methods names "FETCH".",
        "prod/shop/release: the weights {"v1":95} add up to 95.",
        "prod/Pay: the namespace name "Pay" is no DNS label.",
        "test/b/gateway: the host "shop.example.com" is served here and by test/a/gateway.",
        "test/shop/access: policies are declared, and the namespace "shop" is outside any mesh.",
        "test/a/gateway: routes is empty.",
        "test/b/gateway: routes is empty.",
      ]
    `);
    expect(error.message).toBe(
      `9 refusals, nothing was written:\n\n${error.refusals.map((refusal) => `  ${refusal}`).join('\n\n')}\n`,
    );
  });

  it('are the same when they are asked for twice, and by both ways to render', () => {
    const app = mistaken(new MeshApp());
    const first = refusalsOf(app);
    expect(refusalsOf(app)).toEqual(first);
    expect(thrownBy(() => app.synth())).toMatchObject({ refusals: first });
  });

  it('are gone once the mistake is mended', () => {
    const app = new MeshApp({ quiet: true });
    const shop = new MeshNamespace(new Cluster(app, 'prod', { mesh: Mesh.istio() }), 'shop');
    const monitor = new ServiceMonitor(shop, 'monitor', { services: [] });
    expect(refusalsOf(app)).toHaveLength(1);
    shop.intent.monitors.splice(shop.intent.monitors.indexOf(monitor.intent), 1);
    service(shop, 'cart');
    expect(refusalsOf(app)).toEqual([]);
  });

  it('are those of other constructs too, with their paths', () => {
    const says = (...messages: string[]) => ({ validate: () => messages });
    expect(refused((shop) => new Construct(shop, 'team').node.addValidation(says('no.', 'never.')))).toEqual([
      'prod/shop/team: no.',
      'prod/shop/team: never.',
    ]);
  });

  it('leave its constructs without objects', () => {
    const app = new MeshApp();
    const shop = new MeshNamespace(app, 'shop', { mesh: Mesh.istio() });
    const cart = service(shop, 'cart', { replicas: -1 });
    expect(cart.objects).toEqual([]);
    expect(service(shop, 'payment').objects).toEqual([]);
  });

  it('are one in words where there is one', () => {
    const app = new MeshApp({ outdir: join(folder, 'none') });
    service(new MeshNamespace(app, 'shop', { mesh: Mesh.istio() }), 'cart', { replicas: -1 });
    expect(thrownBy(() => app.synth())).toMatchObject({
      name: 'RefusalError',
      message: `1 refusal, nothing was written:

  shop/cart: replicas is -1.
    Why: it counts pods.
    Fix: give a whole number from 0 on.
`,
    });
  });
});

describe('a refused app', () => {
  it('leaves the former output as it was', () => {
    const outdir = join(folder, 'dist');
    mkdirSync(join(outdir, 'prod'), { recursive: true });
    const file = join(outdir, 'prod', 'shop.k8s.yaml');
    writeFileSync(file, 'kind: Namespace\n');
    utimesSync(file, 1, 1);
    expect(() => mistaken(new MeshApp({ outdir })).synth()).toThrow(RefusalError);
    expect(readdirSync(outdir, { recursive: true }).sort()).toEqual(['prod', 'prod/shop.k8s.yaml']);
    expect(readFileSync(file, 'utf8')).toBe('kind: Namespace\n');
    expect(statSync(file).mtimeMs).toBe(1000);
    expect(readdirSync(folder)).toEqual(['dist']);
  });

  it('creates no folder', () => {
    expect(() => mistaken(new MeshApp({ outdir: join(folder, 'new/dist') })).synth()).toThrow(RefusalError);
    expect(readdirSync(folder)).toEqual(['dist']);
  });

  it('leaves the former output where only whole objects collide', () => {
    const app = new MeshApp({ outdir: join(folder, 'dist') });
    const shop = new MeshNamespace(app, 'shop', { mesh: Mesh.istio() });
    new ApiObject(shop, 'mine', { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop' } });
    expect(() => app.synth()).toThrow('Namespace shop is rendered here and by shop.');
    expect(readdirSync(join(folder, 'dist'), { recursive: true })).toHaveLength(2);
  });
});

describe('vanilla cdk8s', () => {
  /** An app with a mistake in each of two namespaces, one in the cluster that the whole app is, and an innocent chart. */
  function vanilla(): { readonly app: App; readonly charts: readonly Chart[] } {
    const app = new App({ outdir: join(folder, 'vanilla') });
    const a = new MeshNamespace(app, 'a', { mesh: Mesh.istio() });
    const b = new MeshNamespace(app, 'b', { mesh: Mesh.istio() });
    service(a, 'cart', { replicas: -1 });
    service(b, 'cart', { replicas: -2 });
    for (const scope of [a, b]) {
      const routes = [{ path: '/*', service: service(scope, 'web') }];
      new IngressGateway(scope, 'gateway', { hosts: ['shop.example.com'], routes });
    }
    return { app, charts: [a, b, new Chart(app, 'other')] };
  }
  const ways: Readonly<Record<string, () => unknown>> = {
    'Testing.synth(chart)': () => Testing.synth(vanilla().charts[0] as Chart),
    'Testing.synth of another chart': () => Testing.synth(vanilla().charts[2] as Chart),
    'chart.toJson()': () => (vanilla().charts[1] as Chart).toJson(),
    'app.synth()': () => vanilla().app.synth(),
    'app.synthYaml()': () => vanilla().app.synthYaml(),
  };

  it.each(Object.entries(ways))('refuses by %s, all at once', (_, render) => {
    const replicas = (at: string, count: number) =>
      shown({
        at,
        what: `replicas is ${count}.`,
        why: 'it counts pods.',
        fix: 'give a whole number from 0 on.',
      });
    expect(thrownBy(render)).toMatchObject({
      message: `Validation failed with the following errors:
  [] ${shown({
    at: 'b/gateway',
    what: 'the host "shop.example.com" is served here and by a/gateway.',
    why: 'two routes for one host are merged in no defined order, so either may take the requests.',
    fix: 'serve a host by one IngressGateway, with all its routes.',
  })}
  [a] ${replicas('a/cart', -1)}
  [b] ${replicas('b/cart', -2)}`,
    });
  });

  it('writes no file', () => {
    expect(() => vanilla().app.synth()).toThrow();
    expect(readdirSync(join(folder, 'vanilla'))).toEqual([]);
    rmSync(join(folder, 'vanilla'), { recursive: true });
  });
});

describe('a notice', () => {
  const noticed = (declare: (shop: MeshNamespace) => unknown, mesh = Mesh.istio()) => {
    const shop = new MeshNamespace(new App(), 'shop', { mesh });
    declare(shop);
    return [...namespaceNotices(shop.intent)];
  };

  it('is given of services that every caller in the mesh may call', () => {
    expect(noticed((shop) => service(shop, 'cart'))).toEqual([
      'shop: no AuthzPolicySet, so no policy is rendered and every caller in the mesh may call its services.',
    ]);
  });

  it('is not given where there are policies, no services or no mesh', () => {
    expect(noticed((shop) => [service(shop, 'cart'), new AuthzPolicySet(shop, 'access')])).toEqual([]);
    expect(noticed((shop) => new MeshJob(shop, 'migrate', { image: 'migrate:1' }))).toEqual([]);
    expect(noticed((shop) => service(shop, 'cart'), Mesh.outside())).toEqual([]);
  });
});

describe('the value of a secret', () => {
  it('is in no message', () => {
    const app = new MeshApp();
    const shop = new MeshNamespace(app, 'shop', { mesh: Mesh.istio() });
    const env = { API_KEY: 'hunter2', DB_PASSWORD: EnvValue.fromValue('hunter2') };
    service(shop, 'cart', { env, config: { API_KEY: 'hunter2', TOKEN: 'hunter2' } });
    service(shop, 'payment', { versions: { v1: { image: 'payment:1', env } } });
    new MeshJob(shop, 'job', { image: 'job:1', env });
    const error = thrownBy(() => app.synth()) as RefusalError;
    expect(error.refusals.filter((refusal) => refusal.includes('under the name of a secret'))).toHaveLength(8);
    expect(JSON.stringify([error.message, error.refusals, error.stack])).not.toContain('hunter2');
  });
});

describe('a construct outside a namespace', () => {
  const cart = () => service(new MeshNamespace(new App(), 'shop', { mesh: Mesh.istio() }), 'cart', twoVersions);
  const constructs: Readonly<Record<string, (scope: Construct) => unknown>> = {
    MeshService: (scope) => new MeshService(scope, 'x', { image: 'x', ports: {} }),
    MeshJob: (scope) => new MeshJob(scope, 'x', { image: 'x' }),
    MeshCronJob: (scope) => new MeshCronJob(scope, 'x', { image: 'x', schedule: '@daily' }),
    ExternalService: (scope) => new ExternalService(scope, 'x', { hosts: [], ports: {} }),
    ExternalCaller: (scope) => new ExternalCaller(scope, 'x', { namespace: 'x', serviceAccount: 'x' }),
    IngressGateway: (scope) => new IngressGateway(scope, 'x', { hosts: [], routes: [] }),
    ServiceMonitor: (scope) => new ServiceMonitor(scope, 'x', { services: [] }),
    AuthzPolicySet: (scope) => new AuthzPolicySet(scope, 'x'),
    CanaryRelease: (scope) =>
      new CanaryRelease(scope, 'x', { service: cart(), strategy: { weights: unchecked({ v1: 100 }) } }),
  };

  it.each(Object.entries(constructs))('is told where it belongs (%s)', (name, make) => {
    expect(() => make(new Cluster(new App(), 'prod', { mesh: Mesh.istio() }))).toThrow(
      new Error(
        `prod/x: a ${name} stands in a MeshNamespace, and this one does not. Pass a MeshNamespace (or a construct in one) as its scope.`,
      ),
    );
  });

  it.each(Object.entries(constructs))('may stand deeper in one (%s)', (_, make) => {
    const shop = new MeshNamespace(new App(), 'shop', { mesh: Mesh.istio() });
    expect(() => make(new Construct(shop, 'team'))).not.toThrow();
  });
});

describe('a number where a Duration is meant', () => {
  const mistakes: Readonly<Record<string, (shop: MeshNamespace) => unknown>> = {
    timeout: (shop) => service(shop, 'x', { traffic: { timeout: 3 } }),
    perTry: () => Retries.except(['POST'], { attempts: 1, perTry: unchecked(3) }),
    interval: (shop) => new ServiceMonitor(shop, 'x', { services: [], interval: unchecked(3) }),
    activeDeadline: (shop) => new MeshJob(shop, 'x', { image: 'x', activeDeadline: unchecked(3) }),
  };

  it.each(Object.entries(mistakes))('is refused by what it is (%s)', (_, declare) => {
    expect(() => declare(new MeshNamespace(new App(), 'shop', { mesh: Mesh.istio() }))).toThrow(
      new TypeError('a Duration is expected, not 3; write it with its unit, for example Duration.seconds(3).'),
    );
  });

  it('is none of what cdk8s gives', () => {
    const shop = new MeshNamespace(new App(), 'shop', { mesh: Mesh.istio() });
    expect(() => service(shop, 'x', { traffic: { timeout: Duration.seconds(3) } })).not.toThrow();
  });
});
