import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { parseShard } from '../constructs/shard.js';
import { readCdk8sConfig } from '../manifests/cdk8s-config.js';
import { describeChanges } from '../manifests/summary.js';
import { compareTree, readTree, writeTree } from '../manifests/write.js';
import { UsageError } from './usage-error.js';

export const usage = `cdk8s-mesh synth [options]

Renders the app of cdk8s.yaml, as cdk8s synth does, and then brings the finished folder in: when the app
fails, the former output stays.

  -a, --app COMMAND     command that runs the app           (default: \`app\` of cdk8s.yaml)
  -o, --output FOLDER   folder of the rendered manifests    (default: \`output\` of cdk8s.yaml, or dist)
  -p, --stdout          write the manifests to standard output instead
      --check           write nothing; list the files of the output that are stale, and exit with 1 if there are any
      --shard I/N       render only the I-th of N shares of the charts, counted from 0
                        (default output: <output>-I-of-N)
  -q, --quiet           say nothing of what was written
`;

/** Runs the command; the exit code of the process is returned. */
export function synth(args: readonly string[]): number {
  const { values } = parseArgs({
    args: [...args],
    options: {
      app: { type: 'string', short: 'a' },
      output: { type: 'string', short: 'o' },
      stdout: { type: 'boolean', short: 'p' },
      check: { type: 'boolean' },
      shard: { type: 'string' },
      quiet: { type: 'boolean', short: 'q' },
    },
  });
  const config = readCdk8sConfig();
  const app = values.app ?? config.app;
  if (app === undefined)
    throw new UsageError('there is no app to run. Name its command under `app` in cdk8s.yaml, or with --app.');
  if (values.check && values.stdout)
    throw new UsageError('--check and --stdout exclude each other: one compares, the other prints.');
  const output = values.output ?? `${config.output ?? 'dist'}${values.shard === undefined ? '' : suffix(values.shard)}`;

  const folder = mkdtempSync(join(tmpdir(), 'cdk8s-mesh-'));
  try {
    const code = run(app, join(folder, 'out'), config.needsCdk8sCli, values.shard);
    if (code !== 0) return code;
    const files = readTree(join(folder, 'out'));
    if (values.stdout) {
      process.stdout.write([...files.values()].join('---\n'));
      return 0;
    }
    if (values.check) return check(output, files);
    const changes = writeTree(output, files);
    if (!values.quiet) process.stdout.write(`${describeChanges(output, changes)}\n`);
    return 0;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Runs the app with a folder of its own, as cdk8s-cli does; by cdk8s-cli where it has to do more. */
function run(app: string, folder: string, byCdk8sCli: boolean, shard: string | undefined): number {
  const env = {
    ...process.env,
    CDK8S_OUTDIR: folder,
    CDK8S_MESH_QUIET: 'true',
    ...(shard !== undefined && { CDK8S_MESH_SHARD: shard }),
  };
  const { status, error } = byCdk8sCli
    ? spawnSync('npx', ['cdk8s', 'synth', '--check-upgrade=false', '--app', app, '--output', folder], {
        stdio: ['inherit', 2, 2],
        env,
      })
    : spawnSync(app, { shell: true, stdio: ['inherit', 2, 2], env });
  if (error) throw new UsageError(`the app could not be run (${app}): ${error.message}.`);
  return status ?? 1;
}

function check(output: string, files: ReadonlyMap<string, string>): number {
  const { added, changed, removed } = compareTree(output, files);
  if (added.length + changed.length + removed.length === 0) return 0;
  const stale = [
    ...changed.map((path) => `  ${output}/${path} differs`),
    ...added.map((path) => `  ${output}/${path} is missing`),
    ...removed.map((path) => `  ${output}/${path} is not rendered any more`),
  ];
  process.stderr.write(`${output} is not what synth writes:\n${stale.join('\n')}\nRun synth and commit the result.\n`);
  return 1;
}

/** A share goes into a folder of its own, so that it does not take the place of the whole. */
function suffix(shard: string): string {
  try {
    const { index, count } = parseShard(shard);
    return `-${index}-of-${count}`;
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}
