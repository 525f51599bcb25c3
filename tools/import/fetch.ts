import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Module } from './pins.js';

export interface SourceFile {
  readonly path: string;
  readonly text: string;
}

/** The pinned files of a Go module, in the order of their names. */
export function fetchFiles(module: Module): SourceFile[] {
  const dir = download(module);
  return module.files.flatMap((file) => {
    const path = join(dir, file);
    const paths = statSync(path).isDirectory()
      ? readdirSync(path)
          .sort()
          .map((name) => join(path, name))
      : [path];
    return paths.map((each) => ({ path: each, text: readFileSync(each, 'utf8') }));
  });
}

function download({ path, version, sum }: Module): string {
  // An empty folder, so that no go.mod or go.work nearby has a say.
  const cwd = mkdtempSync(join(tmpdir(), 'cdk8s-mesh-import-'));
  try {
    const answer = JSON.parse(
      execFileSync('go', ['mod', 'download', '-json', `${path}@${version}`], { cwd, encoding: 'utf8' }),
    ) as { Dir: string; Sum: string };
    if (answer.Sum !== sum) throw new Error(`${path}@${version} has checksum ${answer.Sum}, pins.ts says ${sum}`);
    return answer.Dir;
  } finally {
    rmSync(cwd, { recursive: true });
  }
}
