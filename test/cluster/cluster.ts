import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startApiServer } from './apiserver.js';
import { Client, type Connection } from './client.js';
import { installCrds } from './crds.js';
import { startEtcd } from './etcd.js';
import { Servers } from './process.js';

export interface Cluster {
  readonly connection: Connection;
  stop(): Promise<void>;
}

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** A control plane with the imported CRDs, of which nothing is left after `stop` or when this process ends. */
export async function startCluster(): Promise<Cluster> {
  const servers = new Servers(mkdtempSync(join(tmpdir(), 'cdk8s-mesh-cluster-')));
  const atExit = (): void => servers.stopAtOnce();
  process.once('exit', atExit);
  for (const signal of signals) process.once(signal, endBySignal);
  const stop = async (): Promise<void> => {
    await servers.stop();
    process.off('exit', atExit);
    for (const signal of signals) process.off(signal, endBySignal);
  };
  try {
    const connection = await startApiServer(servers, await startEtcd(servers));
    const client = new Client(connection);
    await installCrds(client);
    client.close();
    return { connection, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** By way of `exit`, whose listeners stop the servers. */
function endBySignal(): void {
  process.exit(1);
}
