import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Chart, Testing } from 'cdk8s';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { istio } from '../../imports/index.js';

const root = resolve(import.meta.dirname, '../..');
// Inside the repository, so that what is generated finds cdk8s; ignored by git.
const folder = mkdtempSync(join(root, '.tmp-cdk8s-import-'));

beforeAll(() => {
  const cli = join(root, 'node_modules/.bin/cdk8s');
  const file = join(root, 'imports/crds/flagger.yaml');
  execFileSync(
    cli,
    ['import', '--check-upgrade=false', '--no-save', '--language', 'typescript', '--output', folder, file],
    {
      cwd: folder,
      stdio: 'pipe',
    },
  );
}, 30_000);

afterAll(() => rmSync(folder, { recursive: true }));

it('cdk8s import runs on the trimmed CRDs, which it does not on Flagger’s as published', () => {
  expect(readdirSync(folder)).toEqual(['flagger.app.ts']);
});

it('its classes and ours live in one chart', async () => {
  const { Canary, CanarySpecTargetRefKind } = await import(join(folder, 'flagger.app.ts'));
  const chart = new Chart(Testing.app(), 'chart', { namespace: 'shop' });
  new Canary(chart, 'canary', {
    spec: {
      targetRef: { apiVersion: 'apps/v1', kind: CanarySpecTargetRefKind.DEPLOYMENT, name: 'payment' },
      analysis: { interval: '1m', threshold: 5, stepWeight: 5 },
    },
  });
  new istio.PeerAuthentication(chart, 'default', { spec: { mtls: { mode: 'STRICT' } } });
  expect(Testing.synth(chart).map(({ kind, metadata }) => [kind, metadata.namespace])).toEqual([
    ['Canary', 'shop'],
    ['PeerAuthentication', 'shop'],
  ]);
});
