import { cpSync, mkdirSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { manifests, root, work } from './folders.js';
import { run } from './run.js';

/** The library and the measured app as JavaScript, laid out as an installed package is: what users run compiles nothing. */
export function compile(): string {
  for (const folder of [work, manifests]) rmSync(folder, { recursive: true, force: true });
  mkdirSync(work);
  cpSync(join(root, 'package.json'), join(work, 'package.json'));
  symlinkSync(join(root, 'imports'), join(work, 'imports'));
  run('npx tsc -p bench/tsconfig.json');
  return join(work, 'lib/bench/app.js');
}
