import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

/** Apps that are run as programs, as cdk8s-cli runs them. */
const root = resolve(import.meta.dirname, '../..');
const folder = mkdtempSync(join(import.meta.dirname, '.tmp-'));
afterAll(() => rmSync(folder, { recursive: true }));

interface Run {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

const declare = (outdir: string, props: string) => `
import { Mesh, MeshApp, MeshNamespace, MeshService, Port } from '../../../constructs/index.js';
const app = new MeshApp({ outdir: ${JSON.stringify(join(folder, outdir))} });
const shop = new MeshNamespace(app, 'shop', { mesh: Mesh.istio() });
const ports = { http: Port.http(8080) };
new MeshService(shop, 'cart', { image: 'cart:1', ports, ${props} });
`;
const mistakes = "replicas: -1, env: { API_KEY: 'hunter2' }";
const told = `2 refusals, nothing was written:

  shop/cart: env.API_KEY is a literal under the name of a secret.
    Why: the rendered manifests are committed, and a secret in them is a secret no more.
    Fix: write env.API_KEY: Env.secret('<secret name>', '<key>'), or Env.notSecret(…) where it is none.

  shop/cart: replicas is -1.
    Why: it counts pods.
    Fix: give a whole number from 0 on.

`;

const apps = {
  refused: `${declare('former', mistakes)}app.synth();`,
  later: `${declare('new/dist', mistakes)}async function main() { await null; app.synth(); }\nvoid main();`,
  many: `${declare('many', mistakes)}for (let i = 0; i < 2000; i++) new MeshService(shop, 'a' + i, { image: '', ports });\napp.synth();`,
  broken: `${declare('broken', mistakes)}function oops(): never { throw new Error('oops', { cause: new Error('deeper') }); }\noops();\napp.synth();`,
  outside: `${declare('outside', mistakes)}new MeshService(app, 'lost', { image: 'a', ports });\napp.synth();`,
  accepted: `${declare('accepted', '')}app.synth();`,
} as const;

let runs: Readonly<Record<keyof typeof apps, Run>>;

beforeAll(async () => {
  mkdirSync(join(folder, 'former'));
  writeFileSync(join(folder, 'former', 'shop.k8s.yaml'), 'kind: Namespace\n');
  const run = ([name, text]: readonly [string, string]) =>
    new Promise<readonly [string, Run]>((done) => {
      const file = join(folder, `${name}.ts`);
      writeFileSync(file, text);
      const options = { cwd: root, maxBuffer: 16 * 1024 * 1024 };
      execFile(process.execPath, ['--import', 'tsx', file], options, (error, stdout, stderr) =>
        done([name, { code: error ? Number(error.code) : 0, stdout, stderr }]),
      );
    });
  runs = Object.fromEntries(await Promise.all(Object.entries(apps).map(run))) as typeof runs;
}, 120_000);

const STACK = /^ {4}at /m;

describe('an app that is refused', () => {
  it.each(['refused', 'later'] as const)('ends with code 1, the messages and nothing else (%s)', (name) => {
    expect(runs[name]).toEqual({ code: 1, stdout: '', stderr: told });
  });

  it('shows neither a stack trace nor the line that threw', () => {
    expect(runs.refused.stderr).not.toMatch(STACK);
    expect(runs.refused.stderr).not.toMatch(/throw|\^|node:internal|Node\.js v/);
  });

  it('leaves the former output as it was', () => {
    expect(readdirSync(join(folder, 'former'))).toEqual(['shop.k8s.yaml']);
    expect(readFileSync(join(folder, 'former', 'shop.k8s.yaml'), 'utf8')).toBe('kind: Namespace\n');
  });

  it('creates no folder', () => {
    for (const name of ['new', 'many', 'broken', 'outside']) expect(existsSync(join(folder, name))).toBe(false);
  });

  it('shows every refusal, however many', () => {
    expect(runs.many.code).toBe(1);
    expect(runs.many.stderr).toMatch(/^2002 refusals, nothing was written:/);
    expect(runs.many.stderr.match(/: the image is ""\./g)).toHaveLength(2000);
    expect(runs.many.stderr).toMatch(/shop\/a1999: the image is ""\.\n.*\n.*\n\n$/);
  });
});

describe('an app with an ordinary mistake in its program', () => {
  it('still shows the stack, with the line of the app', () => {
    expect(runs.broken).toMatchObject({ code: 1, stdout: '' });
    expect(runs.broken.stderr).toMatch(/^Error: oops\n {4}at oops \(.*broken\.ts:\d+/);
    expect(runs.broken.stderr).not.toContain('nothing was written');
  });

  it('shows what caused it', () => {
    expect(runs.broken.stderr).toContain('deeper');
  });

  it('shows the line of the app where a construct stands in the wrong place', () => {
    expect(runs.outside.code).toBe(1);
    expect(runs.outside.stderr).toMatch(/^Error: lost: a MeshService stands in a MeshNamespace/);
    expect(runs.outside.stderr).toMatch(/outside\.ts:\d+/);
  });
});

it('an app that is accepted ends with code 0 and its output', () => {
  expect(runs.accepted.code).toBe(0);
  expect(readdirSync(join(folder, 'accepted'))).toEqual(['shop.k8s.yaml']);
});
