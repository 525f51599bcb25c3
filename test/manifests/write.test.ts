import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { writeTree } from '../../manifests/write.js';

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
    expect(() => writeTree(join(root, 'dist'), new Map())).toThrow(/is no folder/);
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
  expect(() => writeTree(join(root, 'dist'), impossible)).toThrow();
  expect(read('dist', 'a.yaml')).toBe('former');
  expect(readdirSync(root)).toEqual(['dist']);
});
