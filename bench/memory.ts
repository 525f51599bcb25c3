import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from './commands.js';
import { emptied, work } from './folders.js';
import { run } from './run.js';

/** The most memory that the largest process of a command held, in megabytes (10^6 bytes). */
export function peakMegabytes({ line }: Command): number {
  const report = join(work, 'peak');
  run(emptied);
  run(`/usr/bin/time --format %M --output ${report} sh -c "$COMMAND" > ${work}/stdout`, { COMMAND: line });
  return (Number(readFileSync(report, 'utf8')) * 1024) / 1e6;
}
