import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '../..');
const correct = join(import.meta.dirname, 'fixtures-correct');
const mistakes = join(import.meta.dirname, 'fixtures-mistakes');

/** Mistakes that the types let pass, each with the reason; checks on the rendered objects have to find them. */
const known: { readonly [mistake: string]: string } = {
  'a duration without a unit': 'a type for it would refuse every duration that is no literal',
  'a weight above one hundred': 'TypeScript has no ranges of numbers',
  'source beside sources': 'the CRD allows both; Argo CD itself decides',
  'a metric of one type with the field of another': 'the API server says so, its OpenAPI document does not',
  'a selector that matches nothing': 'any text is a label value to the schema',
};

interface Complaint {
  readonly file: string;
  readonly line: number;
  readonly message: string;
  /** The word in the source at which the compiler points. */
  readonly token: string;
}

interface Block {
  readonly title: string;
  readonly expected: string;
  readonly complaints: readonly Complaint[];
}

let complaints: Complaint[];

beforeAll(() => {
  const tsc = join(root, 'node_modules/.bin/tsc');
  const { stdout } = spawnSync(tsc, ['-p', mistakes, '--pretty', 'false'], { cwd: root, encoding: 'utf8' });
  complaints = parse(stdout);
});

/** One complaint a line that starts with a place; indented lines continue it. */
function parse(output: string): Complaint[] {
  return output.split(/\n(?=\S)/).flatMap((text) => {
    const match = /^(.+)\((\d+),(\d+)\): error ([\s\S]+)$/.exec(text.trimEnd());
    if (!match) return [];
    const [, path, line, column, message] = match as unknown as [string, string, string, string, string];
    const source = readFileSync(join(root, path), 'utf8').split('\n')[Number(line) - 1] ?? '';
    const token = /^[\w$]+/.exec(source.slice(Number(column) - 1))?.[0] ?? '';
    return [{ file: join(root, path), line: Number(line), message, token }];
  });
}

/** The blocks of a fixture, each from its comment to the next one. */
function blocksOf(file: string, marker: string): Block[] {
  const lines = readFileSync(join(mistakes, file), 'utf8').split('\n');
  const starts = lines.flatMap((text, index) => (text.startsWith(`// ${marker}: `) ? [index + 1] : []));
  return starts.map((start, i) => {
    const [title, expected] = (lines[start - 1] as string).slice(`// ${marker}: `.length).split(' => ');
    const end = starts[i + 1] ?? Number.POSITIVE_INFINITY;
    return {
      title: title as string,
      expected: expected ?? '',
      complaints: complaints.filter(
        (each) => each.file === join(mistakes, file) && each.line > start && each.line < end,
      ),
    };
  });
}

const files = readdirSync(mistakes).filter((name) => name.endsWith('.ts') && name !== 'known.ts');

describe('specs as the documentation writes them', () => {
  it('compile', () => {
    expect(complaints.filter(({ file }) => file.startsWith(correct))).toEqual([]);
  });

  it('cover every source', async () => {
    const names = readdirSync(correct);
    const modules = await Promise.all(names.map((name) => import(join(correct, name)) as Promise<object>));
    expect(names.sort()).toEqual(files.sort());
    expect(modules.flatMap((module) => Object.values(module).flat()).length).toBeGreaterThanOrEqual(50);
  });
});

describe('typical mistakes', () => {
  it.each(files)('do not compile (%s)', (file) => {
    const blocks = blocksOf(file, 'mistake');
    expect(blocks.length).toBeGreaterThan(5);
    expect(blocks.filter((block) => block.complaints.length === 0).map(({ title }) => title)).toEqual([]);
  });

  it.each(files)('are named by the compiler where they are (%s)', (file) => {
    const unnamed = blocksOf(file, 'mistake').filter(
      ({ expected, complaints }) =>
        !complaints.some(({ message, token }) => token === expected || message.includes(expected)),
    );
    expect(unnamed).toEqual([]);
  });

  it('add up', () => {
    expect(files.flatMap((file) => blocksOf(file, 'mistake'))).toHaveLength(88);
  });

  it('that types cannot catch are known, and still compile', () => {
    const blocks = blocksOf('known.ts', 'known');
    expect(blocks.map(({ title }) => title)).toEqual(Object.keys(known));
    expect(complaints.filter(({ file }) => file === join(mistakes, 'known.ts'))).toEqual([]);
  });
});
