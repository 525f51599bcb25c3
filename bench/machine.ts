import { spawnSync } from 'node:child_process';
import { cpus, totalmem } from 'node:os';
import { BenchError } from './fail.js';

/** Programs that are no npm packages and no Go modules. */
const PROGRAMS = [
  { command: 'hyperfine', args: ['--version'], install: 'apt-get install hyperfine' },
  { command: '/usr/bin/time', args: ['true'], install: 'apt-get install time' },
];

/** Refuses to start where a program is missing; all that are missing are named at once. */
export function requirePrograms(): void {
  const missing = PROGRAMS.filter(({ command, args }) => spawnSync(command, args).error);
  if (missing.length === 0) return;
  const lines = missing.map(({ command, install }) => `  ${command.padEnd(14)} ${install}`);
  throw new BenchError(`npm run bench needs programs that are not installed:\n${lines.join('\n')}`);
}

/** What the figures depend on. */
export function machine(): string {
  const processors = cpus();
  const model = processors[0]?.model.trim() || process.arch;
  const gigabytes = Math.round(totalmem() / 2 ** 30);
  return `${processors.length} cores (${model}), ${gigabytes} GB, ${process.platform}, Node ${process.versions.node}`;
}
