import {
  closeSync,
  existsSync,
  linkSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { SetupError } from './setup-error.js';

/** What a write did to a folder, as paths below it. */
export interface TreeChanges {
  readonly added: readonly string[];
  readonly changed: readonly string[];
  readonly removed: readonly string[];
  readonly unchanged: readonly string[];
}

/**
 * Writes a tree of files in place of a folder: all of it goes into a sibling first, which then takes the folder's place by
 * a rename. A reader sees the old tree or the new one, and what is not in the new one is gone. Files that are the same keep
 * their time of change. A run that was killed in between leaves the old tree or the new one beside the folder, and the
 * next run brings it back.
 *
 * @param folder the folder that is replaced
 * @param files content by path below the folder, with `/`
 * @throws SetupError where the folder is something that synth has not written, another run is writing it, or the disk
 *   refuses; the former tree is in its place then
 */
export function writeTree(folder: string, files: ReadonlyMap<string, string>): TreeChanges {
  const target = resolve(folder);
  const problem = whyNotReplace(target);
  if (problem) throw new SetupError(problem);
  try {
    mkdirSync(dirname(target), { recursive: true });
    return locked(target, () => replace(target, files));
  } catch (error) {
    if (error instanceof SetupError) throw error;
    throw new SetupError(`${target} could not be written, and is as it was: ${(error as Error).message}.`, {
      cause: error,
    });
  }
}

/** How a folder differs from a tree, without touching it. */
export function compareTree(folder: string, files: ReadonlyMap<string, string>): TreeChanges {
  const target = resolve(folder);
  if (!existsSync(target)) return { added: [...files.keys()], changed: [], removed: [], unchanged: [] };
  const changes = {
    added: [] as string[],
    changed: [] as string[],
    removed: [] as string[],
    unchanged: [] as string[],
  };
  for (const [path, content] of files) {
    const former = readIfThere(join(target, path));
    changes[former === undefined ? 'added' : former === content ? 'unchanged' : 'changed'].push(path);
  }
  changes.removed.push(...filesOf(target).filter((path) => !files.has(path)));
  return changes;
}

/** The files of a tree by path, as text; empty where there is none. */
export function readTree(folder: string): ReadonlyMap<string, string> {
  return new Map(filesOf(resolve(folder)).map((path) => [path, readFileSync(join(folder, path), 'utf8')]));
}

const beside = (target: string, what: string) => join(dirname(target), `.${basename(target)}.synth-${what}`);

function replace(target: string, files: ReadonlyMap<string, string>): TreeChanges {
  const staged = beside(target, 'new');
  const former = beside(target, 'old');
  recover(target, former);
  for (const leftover of [staged, former]) rmSync(leftover, { recursive: true, force: true });
  try {
    mkdirSync(staged);
    const changes = compareTree(target, files);
    const unchanged = new Set(changes.unchanged);
    const folders = new Set([staged]);
    for (const [path, content] of files) {
      const file = join(staged, path);
      if (!folders.has(dirname(file))) {
        mkdirSync(dirname(file), { recursive: true });
        folders.add(dirname(file));
      }
      if (!(unchanged.has(path) && linked(join(target, path), file))) writeFileSync(file, content);
    }
    if (existsSync(target)) renameSync(target, former);
    renameSync(staged, target);
    return changes;
  } catch (error) {
    recover(target, former);
    throw error;
  } finally {
    rmSync(staged, { recursive: true, force: true });
    if (existsSync(target)) rmSync(former, { recursive: true, force: true });
  }
}

/** After a kill between the two renames the folder is missing and its former content lies beside it. */
function recover(target: string, former: string): void {
  if (!existsSync(target) && existsSync(former)) renameSync(former, target);
}

/** The same file under a second name, so that it keeps its time; false where the file system has no links. */
function linked(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch {
    return false;
  }
}

/** Runs while no other run writes the same folder. A lock whose process is gone is taken over. */
function locked<T>(target: string, run: () => T): T {
  const lock = beside(target, 'lock');
  for (let attempt = 0; ; attempt += 1) {
    try {
      const descriptor = openSync(lock, 'wx');
      writeFileSync(descriptor, `${process.pid}`);
      closeSync(descriptor);
      break;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      const owner = Number(readIfThere(lock));
      if (attempt > 2 || isAlive(owner)) {
        throw new SetupError(
          `${target} is being written by another run (process ${owner}). Wait for it to end; if there is none, delete ${lock}.`,
        );
      }
      rmSync(lock, { force: true });
    }
  }
  try {
    return run();
  } finally {
    rmSync(lock, { force: true });
  }
}

function isAlive(pid: number): boolean {
  if (!(pid > 0)) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Replacing a folder deletes what was in it, so it must be one that holds nothing but rendered manifests. */
function whyNotReplace(target: string): string | undefined {
  const why = (problem: string) =>
    `The output folder ${target} ${problem}. Name another with \`outdir\`, CDK8S_OUTDIR or \`output\` in cdk8s.yaml.`;
  const inside = relative(target, process.cwd());
  if (inside === '' || !(inside.startsWith('..') || resolve(inside) === inside)) {
    return why('is the working directory or holds it');
  }
  const status = lstatSync(target, { throwIfNoEntry: false });
  if (!status) return undefined;
  if (status.isSymbolicLink()) return why('is a link to somewhere else');
  if (!status.isDirectory()) return why('is no folder');
  const foreign = foreignFile(target);
  return (
    foreign &&
    why(`holds ${relative(target, foreign).split(sep).join('/')}, which synth has not written and would delete`)
  );
}

function foreignFile(folder: string): string | undefined {
  const entries = readdirSync(folder, { withFileTypes: true });
  // cdk8s-cli writes a README beside the Chart.yaml of a Helm chart.
  const isHelmChart = entries.some(({ name }) => name === 'Chart.yaml');
  for (const entry of entries) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      const found = entry.name === '.git' ? path : foreignFile(path);
      if (found) return found;
    } else if (
      !/\.(ya?ml)$/.test(entry.name) &&
      entry.name !== 'construct-metadata.json' &&
      !(isHelmChart && entry.name === 'README.md')
    ) {
      return path;
    }
  }
  return undefined;
}

function filesOf(folder: string, below = ''): readonly string[] {
  if (!existsSync(join(folder, below))) return [];
  return readdirSync(join(folder, below), { withFileTypes: true }).flatMap((entry) => {
    const path = below === '' ? entry.name : `${below}/${entry.name}`;
    return entry.isDirectory() ? filesOf(folder, path) : [path];
  });
}

function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (['ENOENT', 'ENOTDIR', 'EISDIR'].includes((error as NodeJS.ErrnoException).code ?? '')) return undefined;
    throw error;
  }
}
