import { cpSync, mkdirSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { manifests, root, work } from './folders.js';
import { run } from './run.js';

/** The measured programs, compiled. */
export interface Programs {
  readonly app: string;
  readonly plain: string;
}

/** The library and the measured app as JavaScript, laid out as an installed package is: what users run compiles nothing. */
export function compile(): Programs {
  for (const folder of [work, manifests]) rmSync(folder, { recursive: true, force: true });
  mkdirSync(work);
  cpSync(join(root, 'package.json'), join(work, 'package.json'));
  symlinkSync(join(root, 'imports'), join(work, 'imports'));
  run('npx tsc -p bench/tsconfig.json');
  const built = join(work, 'lib/bench');
  return { app: join(built, 'app.js'), plain: join(built, 'plain.js') };
}
