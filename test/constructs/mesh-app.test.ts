import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { ApiObject, App, Chart, Testing, YamlOutputType } from 'cdk8s';
import { Construct } from 'constructs';
import { loadAll } from 'js-yaml';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import {
  AuthzPolicySet,
  CanaryRelease,
  Cluster,
  gatewayApi,
  IngressGateway,
  Mesh,
  MeshApp,
  type MeshAppProps,
  MeshNamespace,
  MeshService,
  Port,
  RefusalError,
  ServiceMonitor,
} from '../../constructs/index.js';
import { findObjects, renderObjects, renderYaml } from '../../testing/index.js';
import { web } from './setup.js';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'cdk8s-mesh-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What a namespace of some size declares. */
function declare(shop: MeshNamespace): MeshNamespace {
  const ports = { http: Port.http(80), metrics: Port.metrics(9090) };
  const pay = new MeshService(shop, 'pay', { ports, versions: { v1: { image: 'p:1' }, v2: { image: 'p:2' } } });
  const cart = new MeshService(shop, 'cart', { image: 'c:1', ports, config: { LEVEL: 'info' } });
  cart.calls(pay, { methods: ['POST'] });
  new CanaryRelease(shop, 'release', { service: pay, strategy: { weights: { v1: 95, v2: 5 } } });
  new IngressGateway(shop, 'entry', {
    hosts: [`${shop.node.id}.example.com`],
    routes: [{ path: '/*', service: cart }],
  });
  new ServiceMonitor(shop, 'metrics', { services: [cart, pay] });
  new AuthzPolicySet(shop, 'access');
  return shop;
}

function filesOf(root: string): readonly string[] {
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(root, join(entry.parentPath, entry.name)))
    .sort();
}

describe('vanilla cdk8s', () => {
  const vanilla = () => declare(new MeshNamespace(new App(), 'shop', { mesh: Mesh.istio() }));
  const ours = () => declare(new MeshNamespace(new MeshApp({ quiet: true }), 'shop', { mesh: Mesh.istio() }));

  test('renders the same objects as MeshApp, by Testing.synth, toJson and synthYaml', () => {
    const expected = renderObjects(ours());
    expect(expected.length).toBeGreaterThan(15);
    expect(renderObjects(vanilla())).toEqual(expected);
    const byName = (objects: readonly unknown[]) => objects.map((object) => JSON.stringify(object)).sort();
    expect(byName(Testing.synth(vanilla()) as never)).toEqual(byName(expected));
    const app = ours().node.root as App;
    expect(loadAll(app.synthYaml())).toEqual(expected);
    const plain = vanilla().node.root as App;
    expect(byName(loadAll(plain.synthYaml()))).toEqual(byName(loadAll(app.synthYaml())));
  });

  test('renders the same at every call', () => {
    const shop = vanilla();
    const first = renderYaml(shop);
    expect(renderYaml(shop)).toBe(first);
    expect(renderYaml(vanilla())).toBe(first);
    expect(shop.toJson()).toEqual(shop.toJson());
  });

  test('renders what was declared after a first rendering', () => {
    const shop = vanilla();
    const before = renderObjects(shop);
    const audit = new MeshService(shop, 'audit', web);
    new MeshService(shop, 'late', web).calls(audit);
    const after = renderObjects(shop);
    expect(findObjects(before, 'Deployment', 'audit')).toEqual([]);
    expect(findObjects(after, 'Deployment', 'audit')).toHaveLength(1);
    expect(findObjects(after, 'AuthorizationPolicy', 'audit')).toHaveLength(1);
    expect(after.length).toBe(before.length + 7);
  });

  test('renders a call and a release that were declared last, between services that were rendered already', () => {
    const shop = new MeshNamespace(new App(), 'shop', { mesh: Mesh.istio() });
    const cart = new MeshService(shop, 'cart', web);
    const pay = new MeshService(shop, 'pay', {
      ports: web.ports,
      versions: { v1: { image: 'p:1' }, v2: { image: 'p:2' } },
    });
    new AuthzPolicySet(shop, 'access');
    expect(findObjects(renderObjects(shop), 'AuthorizationPolicy', 'pay')).toEqual([]);
    cart.calls(pay);
    expect(findObjects(renderObjects(shop), 'AuthorizationPolicy', 'pay')).toHaveLength(1);
    new CanaryRelease(shop, 'release', { service: pay, strategy: { weights: { v1: 100 } } });
    expect(findObjects(renderObjects(shop), 'VirtualService', 'pay')).toHaveLength(1);
    pay.calledByAnyone({ methods: ['GET'], paths: ['/health'] });
    expect(renderYaml(shop)).toContain('/health');
  });

  test('writes its files by App.synth', () => {
    const outdir = join(folder, 'vanilla');
    const app = new App({ outdir });
    declare(new MeshNamespace(app, 'shop', { mesh: Mesh.istio() }));
    app.synth();
    expect(filesOf(outdir)).toEqual(['shop.k8s.yaml']);
    const written = loadAll(readFileSync(join(outdir, 'shop.k8s.yaml'), 'utf8')) as never[];
    expect(written).toHaveLength(renderObjects(ours()).length);
    expect(written[0]).toMatchObject({ kind: 'Namespace' });
  });

  test('shows every refusal at once, and renders nothing', () => {
    const shop = new MeshNamespace(new App(), 'shop', { mesh: Mesh.istio() });
    new MeshService(shop, 'a', { image: '', ports: { http: Port.http(0) } });
    expect(() => shop.toJson()).toThrow(/ports\.http has port 0[\s\S]*the image is ""/);
    expect(() => Testing.synth(shop)).toThrow('Validation failed');
  });
});

describe('the output', () => {
  const synth = (id: string, props: MeshAppProps) => {
    const outdir = join(folder, id);
    const app = new MeshApp({ outdir, quiet: true, ...props });
    for (const cluster of ['prod', 'test']) {
      const scope = new Cluster(app, cluster, { mesh: Mesh.istio() });
      for (const name of ['shop', 'crm']) declare(new MeshNamespace(scope, name));
      // A Gateway of another group, with the name of the first one's Istio Gateway.
      const chart = new Chart(scope, 'raw', { namespace: 'shop' });
      new gatewayApi.Gateway(chart, 'gateway', {
        metadata: { name: 'entry' },
        spec: { gatewayClassName: 'x', listeners: [{ name: 'http', port: 80, protocol: 'HTTP' }] },
      });
    }
    app.synth();
    return { app, outdir, files: filesOf(outdir), objects: loadAll(app.synthYaml()).length };
  };

  test('has a folder for each cluster, and a file for each chart', () => {
    expect(synth('chart', {}).files).toEqual([
      'prod/crm.k8s.yaml',
      'prod/raw.k8s.yaml',
      'prod/shop.k8s.yaml',
      'test/crm.k8s.yaml',
      'test/raw.k8s.yaml',
      'test/shop.k8s.yaml',
    ]);
  });

  test('may be a file for each cluster', () => {
    expect(synth('app', { yamlOutputType: YamlOutputType.FILE_PER_APP, outputFileExtension: '.yaml' }).files).toEqual([
      'prod/app.yaml',
      'test/app.yaml',
    ]);
  });

  test.each([YamlOutputType.FILE_PER_RESOURCE, YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE])(
    'may be a file for each object, and none overwrites another (output type %i)',
    (yamlOutputType) => {
      const { files, objects, outdir } = synth(`resource-${yamlOutputType}`, { yamlOutputType });
      expect(files).toHaveLength(objects);
      for (const file of files) expect(loadAll(readFileSync(join(outdir, file), 'utf8')), file).toHaveLength(1);
      const gateways = files.filter((file) => /Gateway/.test(file) && file.startsWith('prod/'));
      expect(gateways.map((file) => file.split('/').at(-1))).toEqual(
        expect.arrayContaining([
          'Gateway.gateway.networking.k8s.io.shop.entry.k8s.yaml',
          'Gateway.networking.istio.io.shop.entry.k8s.yaml',
          'Gateway.networking.istio.io.crm.entry.k8s.yaml',
        ]),
      );
    },
  );

  test('names the construct of every object', () => {
    const { app } = synth('sources', {});
    expect(app.synthYaml()).toMatch(/# Source: prod\/shop\/cart\napiVersion: apps\/v1\nkind: Deployment/);
  });

  test('of an app that is refused is not touched', () => {
    const outdir = join(folder, 'refused');
    const app = new MeshApp({ outdir });
    new MeshService(new MeshNamespace(app, 'shop', { mesh: Mesh.istio() }), 'a', { image: ' ', ports: {} });
    expect(() => app.synth()).toThrow(RefusalError);
    expect(existsSync(outdir)).toBe(false);
  });

  test('of two objects of one identity in one cluster is refused, with both origins', () => {
    const app = new MeshApp();
    const cluster = new Cluster(app, 'prod', { mesh: Mesh.istio() });
    const shop = new MeshNamespace(cluster, 'shop');
    new MeshService(shop, 'cart', web);
    const chart = new Chart(cluster, 'raw', { namespace: 'shop' });
    new ApiObject(chart, 'service', { apiVersion: 'v1', kind: 'Service', metadata: { name: 'cart' } });
    expect(() => app.synthYaml()).toThrow(/Service shop\/cart is rendered here and by prod\/shop\/cart/);
  });

  test('gives cluster-scoped objects no namespace, although they stand in a namespace', () => {
    const app = new MeshApp();
    const shop = new MeshNamespace(app, 'shop', { mesh: Mesh.istio() });
    new ApiObject(shop, 'role', {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'ClusterRole',
      metadata: { name: 'r' },
    });
    const objects = loadAll(app.synthYaml()) as { kind: string; metadata: object }[];
    expect(objects.find(({ kind }) => kind === 'ClusterRole')?.metadata).toEqual({ name: 'r' });
  });
});

describe('notices', () => {
  /** What synth writes to stderr for an app with and without policies. */
  const stderrOf = (id: string, withPolicies: boolean, props: MeshAppProps = {}) => {
    const app = new MeshApp({ outdir: join(folder, id), ...props });
    const shop = new MeshNamespace(app, 'shop', { mesh: Mesh.istio() });
    new MeshService(shop, 'cart', web);
    new MeshService(new MeshNamespace(app, 'legacy', { mesh: Mesh.outside() }), 'crm', web);
    if (withPolicies) new AuthzPolicySet(shop, 'access');
    const stderr = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    const stdout = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
    try {
      app.synth();
      return stderr.mock.calls.map(([text]) => text).join('');
    } finally {
      stderr.mockRestore();
      stdout.mockRestore();
    }
  };

  test('a namespace of the mesh without an AuthzPolicySet is said to be open', () => {
    expect(stderrOf('open', false)).toBe(
      'shop: no AuthzPolicySet, so no policy is rendered and every caller in the mesh may call its services.\n',
    );
  });

  test('nothing is said where there is one, or where the app is to be quiet', () => {
    expect(stderrOf('closed', true)).toBe('');
    expect(stderrOf('quiet', false, { quiet: true })).toBe('');
  });
});

test('a chart in a chart is rendered once, below its own name', () => {
  const app = new MeshApp({ quiet: true });
  const outer = new Chart(app, 'outer');
  const inner = new Chart(new Construct(outer, 'group'), 'inner');
  for (const chart of [outer, inner]) {
    new ApiObject(chart, 'map', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: chart.node.id } });
  }
  expect(app.synthYaml().match(/^ {2}name: .*$/gm)).toEqual(['  name: inner', '  name: outer']);
});

test('objects that nobody asked for are rendered as those that somebody has', () => {
  const rendered = (ask: boolean) => {
    const app = new MeshApp({ quiet: true });
    const shop = new MeshNamespace(app, 'shop', { mesh: Mesh.istio() });
    const cart = new MeshService(shop, 'cart', { image: 'c:1', ports: { http: Port.http(80) }, config: { A: '1' } });
    if (ask) expect(cart.objects.length).toBeGreaterThan(0);
    cart.calls(cart);
    new AuthzPolicySet(shop, 'access');
    return app.synthYaml();
  };
  expect(rendered(true)).toBe(rendered(false));
});
