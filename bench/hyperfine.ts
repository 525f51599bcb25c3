import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from './commands.js';
import { BenchError } from './fail.js';
import { emptied, root, work } from './folders.js';

/** Seconds of the timed runs of one command. */
export interface Timing {
  readonly median: number;
  readonly min: number;
  readonly max: number;
}

export type Timings = (command: Command) => Timing;

/** Times all commands in one invocation of hyperfine, so that they meet the same machine. */
export function hyperfine(commands: readonly Command[], runs: number): Timings {
  const json = join(work, 'hyperfine.json');
  const args = ['--warmup', '1', '--runs', `${runs}`, '--export-json', json];
  for (const { key, line, keepsOutput } of commands) {
    args.push('--command-name', key, '--prepare', keepsOutput ? 'true' : emptied, line);
  }
  const { status } = spawnSync('hyperfine', args, { cwd: root, stdio: ['ignore', 2, 2] });
  if (status !== 0) throw new BenchError('hyperfine failed');
  const { results } = JSON.parse(readFileSync(json, 'utf8')) as { results: (Timing & { command: string })[] };
  const byKey = new Map(results.map((result) => [result.command, result]));
  return ({ key }) => byKey.get(key) as Timing;
}
