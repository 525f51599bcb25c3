import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { readCrds, readDefinitions } from '../../tools/import/crds.js';
import { crdSources, kubernetes } from '../../tools/import/pins.js';
import type { Schema, Version } from '../../tools/import/schema.js';
import { Sampler, seeded } from './sample.js';

const root = resolve(import.meta.dirname, '../..');
const folder = mkdtempSync(join(root, '.tmp-samples-'));
const samplesPerKind = 15;

afterAll(() => rmSync(folder, { recursive: true }));

const definitions = readDefinitions(kubernetes.name);
const kindsOf: { readonly [source: string]: readonly (readonly [string, Schema])[] } = {
  ...Object.fromEntries(
    crdSources.map(({ name }) => [
      name,
      readCrds(name).map(({ spec }) => [spec.names.kind, (spec.versions[0] as Version).schema.openAPIV3Schema]),
    ]),
  ),
  [kubernetes.name]: Object.values(definitions).flatMap((schema) => {
    const kind = schema['x-kubernetes-group-version-kind']?.[0]?.kind;
    return kind ? [[kind, schema] as const] : [];
  }),
};

/** The types ask for a spec where the schema leaves it out although something in it is required. */
const withSpec = (schema: Schema): Schema => ({ ...schema, required: [...(schema.required ?? []), 'spec'] });

it('no type refuses what its schema takes', { timeout: 30_000 }, () => {
  const sampler = new Sampler(seeded(1), definitions);
  for (const [source, kinds] of Object.entries(kindsOf)) {
    const namespace = source.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
    const lines = kinds.flatMap(([kind, schema]) =>
      Array.from({ length: samplesPerKind }, () => {
        const {
          apiVersion,
          metadata,
          status,
          kind: _,
          ...props
        } = sampler.sample(withSpec(schema)) as { [field: string]: unknown };
        return `  imported.${kind}.manifest(${JSON.stringify(props)}),`;
      }),
    );
    const text = `import { ${namespace} as imported } from '../imports/index.js';\nexport default [\n${lines.join('\n')}\n];\n`;
    writeFileSync(join(folder, `${source}.ts`), text);
  }
  writeFileSync(
    join(folder, 'tsconfig.json'),
    JSON.stringify({ extends: '../tsconfig.json', include: ['*.ts'], exclude: [] }),
  );
  const tsc = spawnSync(join(root, 'node_modules/.bin/tsc'), ['-p', folder, '--pretty', 'false'], { encoding: 'utf8' });
  expect(tsc.stdout).toBe('');
  expect(tsc.status).toBe(0);
});
