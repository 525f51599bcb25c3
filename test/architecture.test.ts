import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { expect, test } from 'vitest';

/** The stages in the order in which data flows; each may import itself and what stands before it. */
const STAGES = [
  'imports',
  'intent',
  'meshes',
  'lowering',
  'manifests',
  'checks',
  'constructs',
  'testing',
  'cli',
  'examples',
];

const root = resolve(import.meta.dirname, '..');

interface Import {
  readonly file: string;
  readonly target: string;
}

function sources(folder: string): readonly string[] {
  return readdirSync(join(root, folder)).flatMap((name) => {
    const path = join(folder, name);
    return statSync(join(root, path)).isDirectory() ? sources(path) : path.endsWith('.ts') ? [path] : [];
  });
}

function importsOf(file: string): readonly Import[] {
  const text = readFileSync(join(root, file), 'utf8');
  return [...text.matchAll(/^(?:import|export)\b[^;]*?from '([^']+)'/gms)].map(([, target = '']) => ({
    file,
    target: target.startsWith('.')
      ? relative(root, resolve(root, dirname(file), target)).replace(/\.js$/, '.ts')
      : target,
  }));
}

const all = STAGES.flatMap((stage) => sources(stage)).flatMap(importsOf);
const stageOf = (path: string) => (path.endsWith('.ts') ? STAGES.indexOf(path.split('/')[0] ?? '') : -1);

test('the stages hold what they are expected to hold', () => {
  expect(all.length).toBeGreaterThan(150);
});

test('a stage imports itself and earlier stages only', () => {
  const wrong = all.filter(({ file, target }) => stageOf(target) > stageOf(file));
  expect(wrong).toEqual([]);
});

test('no stage imports anything of the repository outside the stages', () => {
  const wrong = all.filter(({ target }) => target.endsWith('.ts') && stageOf(target) < 0);
  expect(wrong).toEqual([]);
});

test('intents know nothing of cdk8s, and lowering, meshes and checks are pure', () => {
  const wrong = all.filter(
    ({ file, target }) =>
      (/^(cdk8s|constructs)/.test(target) &&
        !target.endsWith('.ts') &&
        /^(intent|meshes|lowering|checks)\//.test(file)) ||
      (/^node:(fs|net|http|child_process|process)/.test(target) && !/^(manifests|cli)\//.test(file)),
  );
  expect(wrong).toEqual([]);
});

test('checks judge manifests, so they know neither constructs nor meshes nor intents', () => {
  const wrong = all.filter(
    ({ file, target }) => file.startsWith('checks/') && /^(constructs|meshes|lowering|intent)\//.test(target),
  );
  expect(wrong).toEqual([]);
});

test('a mesh knows no other mesh', () => {
  const meshOf = (path: string) => /^meshes\/([^/]+)\//.exec(path)?.[1];
  const wrong = all.filter(({ file, target }) => meshOf(file) && meshOf(target) && meshOf(file) !== meshOf(target));
  expect(wrong).toEqual([]);
});

test('no file is part of an import cycle', () => {
  const edges = new Map<string, string[]>();
  for (const { file, target } of all) edges.set(file, [...(edges.get(file) ?? []), target]);
  const done = new Set<string>();
  const cycles: string[] = [];
  const visit = (file: string, path: readonly string[]) => {
    if (path.includes(file)) cycles.push([...path.slice(path.indexOf(file)), file].join(' > '));
    if (done.has(file) || path.includes(file)) return;
    for (const target of edges.get(file) ?? []) visit(target, [...path, file]);
    done.add(file);
  };
  for (const file of edges.keys()) visit(file, []);
  expect(cycles).toEqual([]);
});
