import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';

import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { SetupError } from '../../manifests/setup-error.js';
import { compareTree, writeTree } from '../../manifests/write.js';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'write-'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const read = (...path: string[]) => readFileSync(join(root, ...path), 'utf8');

test('a tree is written with its folders', () => {
  writeTree(
    join(root, 'dist'),
    new Map([
      ['shop/app.yaml', 'a: 1\n'],
      ['top.yaml', 'b: 2\n'],
    ]),
  );
  expect(read('dist', 'shop', 'app.yaml')).toBe('a: 1\n');
  expect(read('dist', 'top.yaml')).toBe('b: 2\n');
});

test('what is not in the new tree is gone, and nothing is left beside it', () => {
  writeTree(
    join(root, 'dist'),
    new Map([
      ['old.yaml', ''],
      ['kept.yaml', '1'],
    ]),
  );
  writeTree(join(root, 'dist'), new Map([['kept.yaml', '2']]));
  expect(readdirSync(join(root, 'dist'))).toEqual(['kept.yaml']);
  expect(read('dist', 'kept.yaml')).toBe('2');
  expect(readdirSync(root)).toEqual(['dist']);
});

describe('a folder that synth has not written is left alone', () => {
  test.each([
    ['a source file', () => writeFileSync(join(root, 'dist', 'main.ts'), ''), /holds main\.ts/],
    [
      'a file deep inside',
      () => {
        mkdirSync(join(root, 'dist', 'a', 'b'), { recursive: true });
        writeFileSync(join(root, 'dist', 'a', 'b', 'notes.txt'), '');
      },
      /holds a\/b\/notes\.txt/,
    ],
    ['a git repository', () => mkdirSync(join(root, 'dist', '.git')), /holds \.git/],
  ])('with %s', (_, prepare, message) => {
    mkdirSync(join(root, 'dist'));
    prepare();
    expect(() => writeTree(join(root, 'dist'), new Map([['a.yaml', '']]))).toThrow(message);
    expect(existsSync(join(root, 'dist', 'a.yaml'))).toBe(false);
    expect(readdirSync(root)).toEqual(['dist']);
  });

  test('a file', () => {
    writeFileSync(join(root, 'dist'), 'mine');
    expect(() => writeTree(join(root, 'dist'), new Map())).toThrow(/is no folder/);
    expect(read('dist')).toBe('mine');
  });

  test('a link out of the tree', () => {
    mkdirSync(join(root, 'elsewhere'));
    symlinkSync(join(root, 'elsewhere'), join(root, 'dist'));
    expect(() => writeTree(join(root, 'dist'), new Map())).toThrow(/is a link to somewhere else/);
  });

  test('the working directory and what holds it', () => {
    expect(() => writeTree('.', new Map())).toThrow(/is the working directory or holds it/);
    expect(() => writeTree('..', new Map())).toThrow(/is the working directory or holds it/);
    expect(() => writeTree('/', new Map())).toThrow(/is the working directory or holds it/);
  });
});

test('a write that fails leaves the former tree', () => {
  writeTree(join(root, 'dist'), new Map([['a.yaml', 'former']]));
  // A file and a folder of one name cannot both be written.
  const impossible = new Map([
    ['a.yaml', 'new'],
    ['a.yaml/b.yaml', 'new'],
  ]);
  expect(() => writeTree(join(root, 'dist'), impossible)).toThrow(SetupError);
  expect(read('dist', 'a.yaml')).toBe('former');
  expect(readdirSync(root)).toEqual(['dist']);
});

test('files that are the same keep their time of change, and the changes are told', () => {
  const past = new Date('2020-01-01T00:00:00Z');
  writeTree(
    join(root, 'dist'),
    new Map([
      ['same.yaml', '1'],
      ['other.yaml', '1'],
      ['gone.yaml', '1'],
    ]),
  );
  for (const name of ['same.yaml', 'other.yaml']) utimesSync(join(root, 'dist', name), past, past);
  const changes = writeTree(
    join(root, 'dist'),
    new Map([
      ['same.yaml', '1'],
      ['other.yaml', '2'],
      ['new.yaml', '1'],
    ]),
  );
  expect(changes).toEqual({
    added: ['new.yaml'],
    changed: ['other.yaml'],
    removed: ['gone.yaml'],
    unchanged: ['same.yaml'],
  });
  expect(statSync(join(root, 'dist', 'same.yaml')).mtime).toEqual(past);
  expect(statSync(join(root, 'dist', 'other.yaml')).mtime).not.toEqual(past);
});

test('a comparison tells the changes and touches nothing', () => {
  writeTree(
    join(root, 'dist'),
    new Map([
      ['same.yaml', '1'],
      ['other.yaml', '1'],
      ['gone.yaml', '1'],
    ]),
  );
  expect(
    compareTree(
      join(root, 'dist'),
      new Map([
        ['same.yaml', '1'],
        ['other.yaml', '2'],
        ['a/new.yaml', '1'],
      ]),
    ),
  ).toEqual({
    added: ['a/new.yaml'],
    changed: ['other.yaml'],
    removed: ['gone.yaml'],
    unchanged: ['same.yaml'],
  });
  expect(readdirSync(join(root, 'dist')).sort()).toEqual(['gone.yaml', 'other.yaml', 'same.yaml']);
  expect(compareTree(join(root, 'nowhere'), new Map([['a.yaml', '']])).added).toEqual(['a.yaml']);
});

test('a Helm chart of cdk8s is replaced with its README', () => {
  const chart = new Map([
    ['Chart.yaml', 'name: a\n'],
    ['README.md', 'generated'],
    ['templates/a.yaml', 'a: 1\n'],
  ]);
  writeTree(join(root, 'dist'), chart);
  writeTree(join(root, 'dist'), chart);
  expect(read('dist', 'README.md')).toBe('generated');
});

describe('two runs at once', () => {
  test('the second is told that the first is writing', () => {
    writeFileSync(join(root, '.dist.synth-lock'), `${process.pid}`);
    expect(() => writeTree(join(root, 'dist'), new Map())).toThrow(
      `is being written by another run (process ${process.pid})`,
    );
    expect(existsSync(join(root, 'dist'))).toBe(false);
  });

  test('a lock that a killed run left behind is taken over', () => {
    const { pid } = spawnSync(process.execPath, ['--version']);
    writeFileSync(join(root, '.dist.synth-lock'), `${pid}`);
    writeTree(join(root, 'dist'), new Map([['a.yaml', '1']]));
    expect(readdirSync(root)).toEqual(['dist']);
  });
});

describe('a run that is killed', () => {
  const tree = (mark: string) =>
    new Map(Array.from({ length: 300 }, (_, index) => [`${index}.yaml`, `${mark} ${index}\n`]));
  const whole = (mark: string) => compareTree(join(root, 'dist'), tree(mark)).unchanged.length === 300;
  const script = `
    import { writeTree } from ${JSON.stringify(resolve(import.meta.dirname, '../../manifests/write.ts'))};
    for (let round = 0; ; round += 1) {
      const files = new Map(Array.from({ length: 300 }, (_, index) => [index + '.yaml', round + ' ' + index + '\\n']));
      writeTree(${JSON.stringify('DIST')}, files);
      if (round === 0) process.stdout.write('.');
    }`;

  test.each([3, 17, 40, 71])(
    'after %i ms of writing leaves one whole tree, and the next run goes on from it',
    async (delay) => {
      const file = join(root, 'writer.mts');
      writeFileSync(file, script.replace('DIST', join(root, 'dist')));
      const child = spawn(process.execPath, ['--import', 'tsx', file], {
        cwd: resolve(import.meta.dirname, '..', '..'),
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      await once(child.stdout, 'data');
      await new Promise((done) => setTimeout(done, delay));
      child.kill('SIGKILL');
      await once(child, 'exit');
      const place = existsSync(join(root, 'dist')) ? 'dist' : '.dist.synth-old';
      const first = readFileSync(join(root, place, '0.yaml'), 'utf8').split(' ')[0] ?? '';
      expect(compareTree(join(root, place), tree(first)).unchanged).toHaveLength(300);
      writeTree(join(root, 'dist'), tree('next'));
      expect(whole('next')).toBe(true);
      expect(readdirSync(root).sort()).toEqual(['dist', 'writer.mts']);
    },
  );

  test('while it cleans up leaves the new tree, and the next run cleans up', () => {
    writeTree(join(root, 'dist'), tree('new'));
    mkdirSync(join(root, '.dist.synth-old'));
    writeFileSync(join(root, '.dist.synth-old', 'a.yaml'), 'former');
    writeTree(join(root, 'dist'), tree('newer'));
    expect(whole('newer')).toBe(true);
    expect(readdirSync(root)).toEqual(['dist']);
  });

  test('between the two renames is brought back before anything else is written', () => {
    writeTree(join(root, 'dist'), tree('former'));
    renameSync(join(root, 'dist'), join(root, '.dist.synth-old'));
    expect(() =>
      writeTree(
        join(root, 'dist'),
        new Map([
          ['a', ''],
          ['a/b', ''],
        ]),
      ),
    ).toThrow(SetupError);
    expect(whole('former')).toBe(true);
  });
});

test('a disk that is full in the middle of the write leaves the former tree', () => {
  writeTree(join(root, 'dist'), new Map([['a.yaml', 'former']]));
  const file = join(root, 'writer.mts');
  const write = resolve(import.meta.dirname, '../../manifests/write.ts');
  writeFileSync(
    file,
    `import { writeTree } from ${JSON.stringify(write)};
try {
  writeTree(${JSON.stringify(join(root, 'dist'))}, new Map([['a.yaml', 'new'], ['b.yaml', 'x'.repeat(4_000_000)]]));
} catch (error) {
  process.stdout.write(error.name + ': ' + error.message);
}`,
  );
  // A file may have 1,024 blocks of 1,024 bytes here, so the second one does not fit.
  const { stdout } = spawnSync('bash', ['-c', `ulimit -f 1024; exec "${process.execPath}" --import tsx "${file}"`], {
    cwd: resolve(import.meta.dirname, '..', '..'),
    encoding: 'utf8',
    env: { ...process.env, TSX_DISABLE_CACHE: '1' },
  });
  expect(stdout).toMatch(/^SetupError: .*could not be written, and is as it was: EFBIG/);
  expect(readdirSync(root).sort()).toEqual(['dist', 'writer.mts']);
  expect(read('dist', 'a.yaml')).toBe('former');
});

test('a disk that refuses is told in one sentence, and the former tree stays', () => {
  writeTree(join(root, 'dist'), new Map([['a.yaml', 'former']]));
  const tooLong = new Map([[`${'x'.repeat(300)}.yaml`, 'new']]);
  expect(() => writeTree(join(root, 'dist'), tooLong)).toThrow(/could not be written, and is as it was: ENAMETOOLONG/);
  expect(read('dist', 'a.yaml')).toBe('former');
  expect(readdirSync(root)).toEqual(['dist']);
});
