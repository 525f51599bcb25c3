import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { BenchError } from './fail.js';

/** A program we are compared with, built from the Go module that go.mod pins. */
export interface Peer {
  readonly path: string;
  readonly version: string;
}

export interface Peers {
  readonly helm: Peer;
  readonly kubeconform: Peer;
}

export function peers(): Peers {
  return {
    helm: peer('helm', 'helm.sh/helm/v4', 'cmd/helm'),
    kubeconform: peer('kubeconform', 'github.com/yannh/kubeconform', 'cmd/kubeconform'),
  };
}

function peer(name: string, module: string, command: string): Peer {
  const path = join(cacheFolder(), name);
  if (!existsSync(path)) build(name, `${module}/${command}`, path);
  return { path, version: versionOf(module) };
}

function build(name: string, source: string, path: string): void {
  console.error(`building ${name} (minutes the first time; kept in ${cacheFolder()})`);
  mkdirSync(cacheFolder(), { recursive: true });
  // Under another name until it is whole: a build may be interrupted.
  const unfinished = `${path}.${process.pid}`;
  const { error, status } = spawnSync('go', ['build', '-trimpath', '-buildvcs=false', '-o', unfinished, source], {
    cwd: import.meta.dirname,
    env: { ...process.env, GOWORK: 'off', GOFLAGS: '-mod=readonly' },
    stdio: 'inherit',
  });
  if (error)
    throw new BenchError(
      `npm run bench builds ${name} from its Go module and needs Go 1.26 or later on the PATH: https://go.dev/dl`,
    );
  if (status !== 0) throw new BenchError(`go build ${source} failed`);
  renameSync(unfinished, path);
}

function cacheFolder(): string {
  const sums = readFileSync(join(import.meta.dirname, 'go.sum'));
  const key = createHash('sha256').update(sums).digest('hex').slice(0, 16);
  return join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'cdk8s-mesh/bench', key);
}

function versionOf(module: string): string {
  const pins = readFileSync(join(import.meta.dirname, 'go.mod'), 'utf8');
  const version = pins
    .split('\n')
    .map((line) => line.trim().split(' '))
    .find(([path]) => path === module)?.[1];
  if (!version) throw new BenchError(`bench/go.mod does not pin ${module}`);
  return version;
}
