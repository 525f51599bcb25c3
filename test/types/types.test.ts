import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';

/** What the compiler itself refuses, asked of the real `tsc`, once for all fixtures. */
const root = resolve(import.meta.dirname, '../..');
const fixtures = join(import.meta.dirname, 'fixtures');
const correct = ['correct.ts', 'scope.ts'];
const mistakes = readdirSync(fixtures).filter(
  (name) => name.endsWith('.ts') && ![...correct, 'known.ts'].includes(name),
);

/** Mistakes that the types let pass, each with the reason; all but the first are refused at synth. */
const known: { readonly [mistake: string]: string } = {
  'a function as override that misspells a field': 'TypeScript seeks no surplus fields in what a function returns',
  'a probe on a port that is not there': 'a probe is made before the service whose ports it names',
  'a route to a port that the service has not': 'the routes of a gateway are a list over many services',
  'weights that do not add up to 100': 'TypeScript does not add',
  'a retry policy that would retry POST': 'a list cannot be asked for one of its members',
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
  /** What the compiler must say or point at. */
  readonly expected: string;
  readonly complaints: readonly Complaint[];
}

let complaints: readonly Complaint[];

beforeAll(() => {
  const tsc = join(root, 'node_modules/.bin/tsc');
  const { stdout } = spawnSync(tsc, ['-p', fixtures, '--pretty', 'false'], { cwd: root, encoding: 'utf8' });
  complaints = parse(stdout);
});

/** One complaint a line that starts with a place; indented lines continue it. */
function parse(output: string): readonly Complaint[] {
  return output.split(/\n(?=\S)/).flatMap((text) => {
    const match = /^(.+)\((\d+),(\d+)\): error ([\s\S]+)$/.exec(text.trimEnd());
    if (!match) return [];
    const [, path, line, column, message] = match as unknown as [string, string, string, string, string];
    const source = readFileSync(join(root, path), 'utf8').split('\n')[Number(line) - 1] ?? '';
    const token = /^[\w$]+/.exec(source.slice(Number(column) - 1))?.[0] ?? '';
    return [{ file: path.slice(path.lastIndexOf('/') + 1), line: Number(line), message, token }];
  });
}

/** The blocks of a fixture, each from its comment to the next one. */
function blocksOf(file: string, marker: string): readonly Block[] {
  const lines = readFileSync(join(fixtures, file), 'utf8').split('\n');
  const starts = lines.flatMap((text, index) => (text.startsWith(`// ${marker}: `) ? [index + 1] : []));
  return starts.map((start, i) => {
    const [title = '', expected = ''] = (lines[start - 1] ?? '').slice(`// ${marker}: `.length).split(' => ');
    const end = starts[i + 1] ?? Number.POSITIVE_INFINITY;
    return {
      title,
      expected,
      complaints: complaints.filter((each) => each.file === file && each.line > start && each.line < end),
    };
  });
}

describe('correct uses', () => {
  it.each(correct)('compile (%s)', (file) => {
    expect(complaints.filter((complaint) => complaint.file === file)).toEqual([]);
  });
});

describe('mistakes', () => {
  it.each(mistakes)('do not compile (%s)', (file) => {
    const blocks = blocksOf(file, 'mistake');
    expect(blocks.length).toBeGreaterThan(5);
    expect(blocks.filter((block) => block.complaints.length === 0).map(({ title }) => title)).toEqual([]);
  });

  it.each(mistakes)('are named once by the compiler, where they are (%s)', (file) => {
    const unnamed = blocksOf(file, 'mistake').filter(
      ({ expected, complaints: [first, second] }) =>
        expected === '' || second || !(first?.token === expected || first?.message.includes(expected)),
    );
    expect(unnamed).toEqual([]);
  });

  it('are all that the compiler complains of', () => {
    const found = mistakes.flatMap((file) => blocksOf(file, 'mistake').flatMap((block) => block.complaints));
    expect(complaints).toHaveLength(found.length);
  });

  it('that types cannot catch are known, and still compile', () => {
    const blocks = blocksOf('known.ts', 'known');
    expect(blocks.map(({ title }) => title)).toEqual(Object.keys(known));
    expect(complaints.filter(({ file }) => file === 'known.ts')).toEqual([]);
  });
});
