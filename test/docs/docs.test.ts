import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import manifest from '../../package.json' with { type: 'json' };

const root = resolve(import.meta.dirname, '..', '..');
const work = join(root, '.tmp-docs');
const PAGES = ['README.md', 'CONTRIBUTING.md', ...readdirSync(join(root, 'docs')).map((name) => `docs/${name}`)];
const page = (name: string) => readFileSync(join(root, name), 'utf8');
const blocks = (text: string, language: string) =>
  [...text.matchAll(/^```(\w*)\n(.*?)^```$/gms)].filter(([, tag]) => tag === language).map(([, , code = '']) => code);

const programs = PAGES.flatMap((name) =>
  blocks(page(name), 'ts').map((code, index) => ({ name: `${name} ${index + 1}`, code })),
);
const [readmeProgram] = programs;

beforeAll(() => {
  rmSync(work, { recursive: true, force: true });
  mkdirSync(work);
  writeFileSync(join(work, 'package.json'), '{ "type": "module" }');
  for (const [index, { code }] of programs.entries()) writeFileSync(join(work, `program-${index}.ts`), code);
  // The page's test stands beside the shop it tests.
  cpSync(join(root, 'examples', 'shop', 'shop.ts'), join(work, 'shop.ts'));
  const example = readFileSync(join(work, 'shop.ts'), 'utf8').replace('../../constructs/index.js', 'cdk8s-mesh');
  writeFileSync(join(work, 'shop.ts'), example);
});
afterAll(() => rmSync(work, { recursive: true, force: true }));

const program = (code: string) => {
  writeFileSync(join(work, 'changed.ts'), code);
  return spawnSync(process.execPath, ['--import', 'tsx', 'changed.ts'], {
    cwd: work,
    encoding: 'utf8',
    env: { ...process.env, TSX_TSCONFIG_PATH: join(root, 'test', 'docs', 'tsconfig.json') },
  });
};

test('every program on a page compiles', () => {
  expect(programs.length).toBeGreaterThan(0);
  const tsc = spawnSync(
    process.execPath,
    [join(root, 'node_modules/typescript/bin/tsc'), '-p', join(root, 'test/docs')],
    {
      encoding: 'utf8',
    },
  );
  expect(tsc.stdout).toBe('');
});

describe('the program of the README', () => {
  test('renders', () => {
    const { status, stderr } = program(readmeProgram?.code ?? '');
    expect(stderr).toBe('');
    expect(status).toBe(0);
    expect(readdirSync(join(work, 'dist', 'production'))).toEqual(['shop.k8s.yaml']);
  });

  test('is refused as the README says when its timeout is too short', () => {
    const code = readmeProgram?.code.replace('Duration.seconds(4)', 'Duration.seconds(2)') ?? '';
    const { status, stderr } = program(code);
    expect(status).toBe(1);
    const [message] = blocks(page('README.md'), '');
    expect(stderr).toContain(message?.trimEnd());
  });
});

test('the test that the README shows passes', () => {
  const index = programs.findIndex(({ code }) => code.includes("from 'vitest'"));
  const file = join(work, `program-${index}.test.ts`);
  writeFileSync(file, programs[index]?.code ?? '');
  writeFileSync(
    join(work, 'vitest.config.ts'),
    `import { defineConfig } from 'vitest/config';
export default defineConfig({
  test: { include: ['*.test.ts'] },
  resolve: { alias: [
    { find: /^cdk8s-mesh$/, replacement: ${JSON.stringify(join(root, 'constructs/index.ts'))} },
    { find: /^cdk8s-mesh\\/testing$/, replacement: ${JSON.stringify(join(root, 'testing/index.ts'))} },
  ] },
});
`,
  );
  const vitest = spawnSync(
    process.execPath,
    [join(root, 'node_modules/vitest/vitest.mjs'), 'run', '--root', work, '--update'],
    {
      encoding: 'utf8',
      env: { ...process.env, NO_COLOR: '1', VITEST: undefined },
    },
  );
  expect(vitest.stdout).toMatch(/Tests {2}2 passed/);
});

test('every script and file that a page names exists', () => {
  for (const name of PAGES) {
    const text = page(name);
    for (const [, script = ''] of text.matchAll(/npm run ([\w:]+)/g)) {
      expect(Object.keys(manifest.scripts), `${name} names npm run ${script}`).toContain(script);
    }
    for (const [, link = ''] of text.matchAll(/\]\((?!https?:)([^)#]+)/g)) {
      expect(existsSync(join(root, dirname(name), link)), `${name} links ${link}`).toBe(true);
    }
  }
});

test("CI runs the README's commands", () => {
  const [synth = '', tests = ''] = blocks(page('README.md'), 'sh');
  const ci = page('.ci/run');
  for (const command of [...synth.trim().split(' && '), ...tests.trim().split(' && ')]) expect(ci).toContain(command);
});
