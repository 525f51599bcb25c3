import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

const root = resolve(import.meta.dirname, '..', '..');
let project: string;

/** A project inside the repository, so that it finds the library's sources and tsx. */
beforeEach(() => {
  project = mkdtempSync(join(root, '.tmp-cli-'));
  writeFileSync(join(project, 'package.json'), '{ "type": "module" }');
  writeFileSync(
    join(project, 'cdk8s.yaml'),
    'language: typescript\napp: node --import tsx main.ts\noutput: manifests\n',
  );
});
afterEach(() => rmSync(project, { recursive: true, force: true }));

const app = (body: string) =>
  writeFileSync(
    join(project, 'main.ts'),
    `import { ApiObject, App, Chart } from 'cdk8s';
import { Cluster, Mesh, MeshApp, MeshNamespace, MeshService, Port } from '../constructs/index.js';
${body}`,
  );

const services = (...names: string[]) =>
  app(`const app = new MeshApp();
const cluster = new Cluster(app, 'prod', { mesh: Mesh.istio() });
for (const name of ${JSON.stringify(names)}) {
  const namespace = new MeshNamespace(cluster, name);
  new MeshService(namespace, name, { image: 'registry.example.com/app:1', ports: { http: Port.http(8080) } });
}
app.synth();`);

const run = (...args: string[]) =>
  spawnSync(process.execPath, ['--import', 'tsx', join(root, 'cli', 'main.ts'), ...args], {
    cwd: project,
    encoding: 'utf8',
    env: { ...process.env, CDK8S_OUTDIR: undefined },
  });
const files = (folder = 'manifests') =>
  existsSync(join(project, folder))
    ? (readdirSync(join(project, folder), { recursive: true }) as string[])
        .filter((path) => path.endsWith('.yaml'))
        .sort()
    : undefined;

describe('synth', () => {
  test('renders the app of cdk8s.yaml into its output, and says what it did', () => {
    services('one');
    const { status, stdout } = run('synth');
    expect(status).toBe(0);
    expect(files()).toEqual(['prod/one.k8s.yaml']);
    expect(stdout).toBe('manifests: 1 file, 0 changed, 1 added, 0 removed\n  + prod/one.k8s.yaml\n');
  });

  test('names what changed, came and went, and is silent when asked', () => {
    services('one', 'two');
    run('synth', '--quiet');
    services('two', 'three');
    expect(run('synth').stdout).toBe(
      'manifests: 2 files, 0 changed, 1 added, 1 removed\n  + prod/three.k8s.yaml\n  - prod/one.k8s.yaml\n',
    );
    expect(run('synth', '-q').stdout).toBe('');
  });

  test('renders a vanilla cdk8s app as atomically as its own', () => {
    app(`const app = new App();
new ApiObject(new Chart(app, 'plain'), 'a', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a' } });
app.synth();`);
    expect(run('synth').status).toBe(0);
    expect(files()).toEqual(['plain.k8s.yaml']);
    app(`throw new Error('broken');`);
    expect(run('synth').status).toBe(1);
    expect(files()).toEqual(['plain.k8s.yaml']);
  });

  test('leaves the former output of a refused app as it is, and prints no stack', () => {
    services('one');
    run('synth');
    services('One_');
    const { status, stderr, stdout } = run('synth');
    expect(status).toBe(1);
    expect(stderr).toContain('prod/One_: the namespace name "One_" is no DNS label.');
    expect(stderr).not.toMatch(/^\s+at /m);
    expect(stdout).toBe('');
    expect(files()).toEqual(['prod/one.k8s.yaml']);
  });

  test('gives the bytes that cdk8s synth gives', () => {
    services('one', 'two');
    run('synth', '--output', 'ours');
    const { status } = spawnSync('npx', ['cdk8s', 'synth', '--check-upgrade=false', '--output', 'theirs'], {
      cwd: project,
    });
    expect(status).toBe(0);
    expect(files('theirs')).toEqual(files('ours'));
    for (const path of files('ours') ?? []) {
      expect(readFileSync(join(project, 'theirs', path))).toEqual(readFileSync(join(project, 'ours', path)));
    }
    expect(readdirSync(project).filter((name) => name.startsWith('.'))).toEqual([]);
  });

  test('prints the manifests instead of writing them', () => {
    services('one');
    const { stdout } = run('synth', '--stdout');
    expect(stdout).toMatch(/^# Source: prod\/one\napiVersion: v1\nkind: Namespace\n/);
    expect(files()).toBeUndefined();
  });

  test('refuses an output that is not its own', () => {
    services('one');
    mkdirSync(join(project, 'manifests'));
    writeFileSync(join(project, 'manifests', 'notes.md'), 'mine');
    const { status, stderr } = run('synth');
    expect(status).toBe(2);
    expect(stderr).toMatch(/holds notes\.md, which synth has not written and would delete/);
    expect(readFileSync(join(project, 'manifests', 'notes.md'), 'utf8')).toBe('mine');
  });

  test('refuses an app that renders nothing, unless it says that it means that', () => {
    app('new MeshApp().synth();');
    expect(run('synth').stderr).toContain('the app renders no object.');
    app('new MeshApp({ allowEmpty: true }).synth();');
    expect(run('synth').status).toBe(0);
  });

  test.each([
    [['frobnicate'], 'there is no command "frobnicate"'],
    [['synth', '--frob'], "Unknown option '--frob'"],
    [['synth', '--shard', '4/4'], 'the shard is "4/4", and should be I/N with I from 0 to N-1'],
    [['synth', '--check', '--stdout'], '--check and --stdout exclude each other'],
  ])('%j is a mistake that is told in one sentence', (args, message) => {
    services('one');
    const { status, stderr } = run(...args);
    expect(status).toBe(2);
    expect(stderr).toContain(`cdk8s-mesh: `);
    expect(stderr).toContain(message);
    expect(stderr).not.toMatch(/^\s+at /m);
  });

  test.each([
    ['app: [', 'cdk8s.yaml is no YAML'],
    ['- a', 'cdk8s.yaml is no mapping'],
    ['app: 7', 'cdk8s.yaml: `app` is 7, and should be a string'],
    ['language: typescript', 'there is no app to run'],
  ])('a cdk8s.yaml of %j is told in one sentence', (text, message) => {
    writeFileSync(join(project, 'cdk8s.yaml'), text);
    const { status, stderr } = run('synth');
    expect(status).toBe(2);
    expect(stderr).toContain(message);
  });
});

describe('synth --check', () => {
  test('is content with an output that is what synth writes', () => {
    services('one');
    run('synth');
    expect(run('synth', '--check')).toMatchObject({ status: 0, stdout: '', stderr: '' });
  });

  test('lists what is stale, exits with 1 and touches nothing', () => {
    services('one', 'two');
    run('synth');
    writeFileSync(join(project, 'manifests', 'prod', 'one.k8s.yaml'), 'edited by hand\n');
    services('one', 'three');
    const { status, stderr } = run('synth', '--check');
    expect(status).toBe(1);
    expect(stderr).toBe(`manifests is not what synth writes:
  manifests/prod/one.k8s.yaml differs
  manifests/prod/three.k8s.yaml is missing
  manifests/prod/two.k8s.yaml is not rendered any more
Run synth and commit the result.
`);
    expect(files()).toEqual(['prod/one.k8s.yaml', 'prod/two.k8s.yaml']);
    expect(readFileSync(join(project, 'manifests', 'prod', 'one.k8s.yaml'), 'utf8')).toBe('edited by hand\n');
  });
});

describe('synth --shard', () => {
  const names = Array.from({ length: 12 }, (_, index) => `service-${index}`);

  test('shares are disjoint, and together they are the whole', () => {
    services(...names);
    run('synth', '--quiet');
    for (const index of [0, 1, 2]) expect(run('synth', '--quiet', '--shard', `${index}/3`).status).toBe(0);
    const shares = [0, 1, 2].map((index) => files(`manifests-${index}-of-3`) ?? []);
    expect(shares.flat().sort()).toEqual(files());
    expect(new Set(shares.flat()).size).toBe(names.length);
    for (const [index, share] of shares.entries()) {
      for (const path of share) {
        const part = readFileSync(join(project, `manifests-${index}-of-3`, path), 'utf8');
        expect(part).toBe(readFileSync(join(project, 'manifests', path), 'utf8'));
      }
    }
  });

  test('a new service moves no other to another share', () => {
    services(...names);
    run('synth', '-q', '--shard', '1/3');
    const before = files('manifests-1-of-3') ?? [];
    services('another', ...names);
    run('synth', '-q', '--shard', '1/3');
    expect((files('manifests-1-of-3') ?? []).filter((path) => !path.includes('another'))).toEqual(before);
  });
});
