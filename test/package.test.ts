import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import manifest from '../package.json' with { type: 'json' };

const root = resolve(import.meta.dirname, '..');
let scratch: string;

const run = (command: string, ...args: string[]) =>
  execFileSync(command, args, { cwd: scratch, encoding: 'utf8', stdio: 'pipe' });

beforeAll(() => {
  scratch = mkdtempSync(join(tmpdir(), 'scratch-'));
  const packed = execFileSync('npm', ['pack', '--json', '--pack-destination', scratch], {
    cwd: root,
    encoding: 'utf8',
  });
  const { filename } = JSON.parse(packed.slice(packed.indexOf('[')))[0] as { filename: string };
  const peers = Object.fromEntries(
    Object.keys(manifest.peerDependencies).map((name) => [
      name,
      manifest.devDependencies[name as keyof typeof manifest.devDependencies],
    ]),
  );
  writeFileSync(
    join(scratch, 'package.json'),
    JSON.stringify({ type: 'module', dependencies: { ...peers, 'cdk8s-mesh': `file:${filename}` } }),
  );
  writeFileSync(
    join(scratch, 'tsconfig.json'),
    JSON.stringify({
      compilerOptions: { module: 'NodeNext', target: 'ES2022', strict: true, types: [], outDir: '.', rootDir: '.' },
      files: ['main.ts', 'check.ts'],
    }),
  );
  writeFileSync(
    join(scratch, 'main.ts'),
    `import { Cluster, Health, Mesh, MeshApp, MeshNamespace, MeshService, Port } from 'cdk8s-mesh';

const app = new MeshApp({ quiet: true });
const cluster = new Cluster(app, 'production', { mesh: Mesh.istio() });
const team = new MeshNamespace(cluster, 'team');
new MeshService(team, 'hello', {
  image: 'registry.example.com/hello:1.0.0',
  ports: { http: Port.http(8080) },
  health: Health.http('/healthz'),
});
app.synth();
`,
  );
  writeFileSync(
    join(scratch, 'check.ts'),
    `import { App } from 'cdk8s';
import { Mesh, MeshNamespace } from 'cdk8s-mesh';
import { istio } from 'cdk8s-mesh/imports';
import { findObject, renderObjects } from 'cdk8s-mesh/testing';

const chart = new MeshNamespace(new App(), 'team', { mesh: Mesh.istio() });
new istio.Sidecar(chart, 'sidecar', { spec: { egress: [{ hosts: ['./*'] }] } });
console.log(JSON.stringify(findObject(renderObjects(chart), 'Sidecar').spec));
`,
  );
  run('npm', 'install', '--prefer-offline', '--no-audit', '--no-fund');
  run(process.execPath, join(root, 'node_modules', 'typescript', 'bin', 'tsc'), '-p', '.');
}, 120_000);

afterAll(() => rmSync(scratch, { recursive: true, force: true }));

test('a project that installs the packed package renders a service with it', () => {
  run(process.execPath, 'main.js');
  expect(readdirSync(join(scratch, 'dist'), { recursive: true }).sort()).toEqual([
    'production',
    join('production', 'team.k8s.yaml'),
  ]);
  const yaml = readFileSync(join(scratch, 'dist', 'production', 'team.k8s.yaml'), 'utf8');
  expect(yaml.match(/^kind: .*$/gm)).toEqual([
    'kind: Namespace',
    'kind: ServiceAccount',
    'kind: PeerAuthentication',
    'kind: Service',
    'kind: Deployment',
  ]);
});

test('its test helpers and typed imports are there under names of their own', () => {
  expect(JSON.parse(run(process.execPath, 'check.js'))).toEqual({ egress: [{ hosts: ['./*'] }] });
});

test('the package holds what it needs and no sources, tests or output', () => {
  const files = readdirSync(join(scratch, 'node_modules', 'cdk8s-mesh'));
  expect(files.sort()).toEqual(['CHANGELOG.md', 'LICENSE', 'README.md', 'imports', 'lib', 'package.json']);
});
