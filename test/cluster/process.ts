import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** The servers of one cluster and the folder that holds their data and output; nothing is left of them at the end. */
export class Servers {
  private readonly started: Server[] = [];

  constructor(readonly folder: string) {}

  start(name: string, program: string, args: readonly string[]): Server {
    const log = join(this.folder, `${name}.log`);
    const output = openSync(log, 'w');
    const child = spawn(program, args, { stdio: ['ignore', output, output] });
    closeSync(output);
    guard(child, this.folder);
    const server = new Server(name, child, log);
    this.started.push(server);
    return server;
  }

  /** The last started first. */
  async stop(): Promise<void> {
    for (const server of this.started.toReversed()) await server.stop();
    this.removeFolder();
  }

  /** For when there is no time to wait. */
  stopAtOnce(): void {
    for (const server of this.started) server.kill();
    this.removeFolder();
  }

  private removeFolder(): void {
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

export class Server {
  constructor(
    private readonly name: string,
    private readonly child: ChildProcess,
    private readonly log: string,
  ) {}

  /** Waits until `isReady`; a server that ends before is an error. */
  async ready(isReady: () => Promise<boolean>, seconds = 90): Promise<void> {
    const end = Date.now() + seconds * 1000;
    while (!(await isReady().catch(() => false))) {
      if (this.hasEnded()) throw this.failure('ended');
      if (Date.now() > end) throw this.failure(`is not ready after ${seconds} s`);
      await sleep(100);
    }
  }

  async stop(): Promise<void> {
    if (this.hasEnded()) return;
    const ended = new Promise((resolve) => this.child.once('exit', resolve));
    this.child.kill('SIGTERM');
    if (await Promise.race([ended.then(() => true), sleep(5000)])) return;
    this.child.kill('SIGKILL');
    await ended;
  }

  kill(): void {
    this.child.kill('SIGKILL');
  }

  private hasEnded(): boolean {
    return this.child.exitCode !== null || this.child.signalCode !== null;
  }

  private failure(what: string): Error {
    const end = readFileSync(this.log, 'utf8').trimEnd().split('\n').slice(-15).join('\n');
    return new Error(`${this.name} ${what}:\n${end}`);
  }
}

/** For when we are killed and can do nothing any more: a shell whose input ends with us. */
function guard(server: ChildProcess, folder: string): void {
  if (server.pid === undefined) return;
  const script = 'read -r _; kill -9 "$1" 2>/dev/null; rm -rf "$2"';
  const shell = spawn('sh', ['-c', script, 'sh', String(server.pid), folder], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  });
  shell.unref();
  (shell.stdin as unknown as { unref(): void }).unref();
  // Its number may by then be another process's.
  server.once('exit', () => shell.kill());
}

export async function freePorts(count: number): Promise<number[]> {
  const servers = Array.from({ length: count }, () => createServer());
  const ports = await Promise.all(
    servers.map(
      (server) =>
        new Promise<number>((resolve, reject) => {
          server.once('error', reject);
          server.listen(0, '127.0.0.1', () => resolve((server.address() as { port: number }).port));
        }),
    ),
  );
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports;
}
