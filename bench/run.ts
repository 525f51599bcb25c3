import { spawnSync } from 'node:child_process';
import { BenchError } from './fail.js';
import { root } from './folders.js';

/** Runs a command line to its end; what it writes to stdout is returned, and a failure is an error. */
export function run(command: string, env: Readonly<Record<string, string>> = {}): string {
  const { status, stdout, stderr } = spawnSync('sh', ['-c', command], {
    cwd: root,
    encoding: 'utf8',
    env: { ...process.env, ...env },
    maxBuffer: 1 << 28,
  });
  if (status !== 0)
    throw new BenchError(`${command}\nended with ${status}:\n${stdout.slice(-2000)}${stderr.slice(-2000)}`);
  return stdout;
}
