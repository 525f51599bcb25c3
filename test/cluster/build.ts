import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { kubernetes } from '../../tools/import/pins.js';

/** A program of a Go module that go.mod pins. */
export interface Program {
  readonly name: string;
  readonly package: string;
  readonly ldflags?: string;
}

const { version } = kubernetes.module;
const [, major, minor] = /^v(\d+)\.(\d+)/.exec(version) as unknown as [string, string, string];

/** Unless told, Kubernetes' programs say they are v0.0.0, which clients refuse. */
const asReleased = Object.entries({ gitVersion: version, gitMajor: major, gitMinor: minor })
  .map(([name, value]) => `-X k8s.io/component-base/version.${name}=${value}`)
  .join(' ');

export const etcd: Program = { name: 'etcd', package: 'go.etcd.io/etcd/server/v3' };

export const apiserver: Program = {
  name: 'kube-apiserver',
  package: 'k8s.io/kubernetes/cmd/kube-apiserver',
  ldflags: asReleased,
};

export function hasGo(): boolean {
  return spawnSync('go', ['version']).status === 0;
}

/** The path of the program, built unless it has been built from the same modules before. */
export function build(program: Program): string {
  const folder = join(cacheFolder(), program.name);
  const path = join(folder, keyOf(program));
  if (existsSync(path)) return path;
  console.log(`building ${program.name} (minutes the first time; kept in ${folder})`);
  mkdirSync(folder, { recursive: true });
  // Under another name until it is whole: a build may be interrupted.
  const unfinished = `${path}.${process.pid}`;
  const args = ['build', '-trimpath', '-buildvcs=false', '-o', unfinished];
  if (program.ldflags) args.push('-ldflags', program.ldflags);
  const { status } = spawnSync('go', [...args, program.package], {
    cwd: import.meta.dirname,
    env: { ...process.env, GOWORK: 'off' },
    stdio: 'inherit',
  });
  if (status !== 0) throw new Error(`go build ${program.package} failed`);
  renameSync(unfinished, path);
  return path;
}

function cacheFolder(): string {
  return join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'cdk8s-mesh/cluster');
}

function keyOf(program: Program): string {
  const hash = createHash('sha256');
  for (const file of ['go.mod', 'go.sum']) hash.update(readFileSync(join(import.meta.dirname, file)));
  return hash.update(JSON.stringify(program)).digest('hex').slice(0, 16);
}
