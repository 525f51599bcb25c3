import { existsSync, lstatSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';

/**
 * Writes a tree of files in place of a folder: all of it goes into a sibling first, which then takes the folder's place by
 * a rename. A reader sees the old tree or the new one, and what is not in the new one is gone.
 *
 * @param folder the folder that is replaced
 * @param files content by path below the folder, with `/`
 * @throws where the folder is something that synth has not written, before anything is changed
 */
export function writeTree(folder: string, files: ReadonlyMap<string, string>): void {
  const target = resolve(folder);
  const problem = whyNotReplace(target);
  if (problem) throw new Error(problem);
  mkdirSync(dirname(target), { recursive: true });
  const staged = join(dirname(target), `.${basename(target)}.${process.pid}.new`);
  const former = join(dirname(target), `.${basename(target)}.${process.pid}.old`);
  try {
    mkdirSync(staged);
    for (const [path, content] of files) {
      const file = join(staged, ...path.split('/'));
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, content);
    }
    if (existsSync(target)) renameSync(target, former);
    renameSync(staged, target);
  } catch (error) {
    if (!existsSync(target) && existsSync(former)) renameSync(former, target);
    throw error;
  } finally {
    rmSync(staged, { recursive: true, force: true });
    rmSync(former, { recursive: true, force: true });
  }
}

/** Replacing a folder deletes what was in it, so it must be one that holds nothing but rendered manifests. */
function whyNotReplace(target: string): string | undefined {
  const why = (problem: string) =>
    `The output folder ${target} ${problem}. Name another with \`outdir\`, CDK8S_OUTDIR or \`output\` in cdk8s.yaml.`;
  const inside = relative(target, process.cwd());
  if (inside === '' || !(inside.startsWith('..') || resolve(inside) === inside))
    return why('is the working directory or holds it');
  if (!existsSync(target)) return undefined;
  if (!lstatSync(target).isDirectory()) return why('is no folder');
  const foreign = foreignFile(target);
  return (
    foreign &&
    why(`holds ${relative(target, foreign).split(sep).join('/')}, which synth has not written and would delete`)
  );
}

function foreignFile(folder: string): string | undefined {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      const found = entry.name === '.git' ? path : foreignFile(path);
      if (found) return found;
    } else if (!/\.(ya?ml)$/.test(entry.name) && entry.name !== 'construct-metadata.json') {
      return path;
    }
  }
  return undefined;
}
