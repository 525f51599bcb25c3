import { get } from 'node:http';
import { join } from 'node:path';
import { build, etcd } from './build.js';
import { freePorts, type Servers } from './process.js';

/** @returns the URL for clients */
export async function startEtcd(servers: Servers): Promise<string> {
  const program = build(etcd);
  const [clients, peers] = await freePorts(2);
  const url = `http://127.0.0.1:${clients}`;
  const args = [
    `--data-dir=${join(servers.folder, 'data')}`,
    `--listen-client-urls=${url}`,
    `--advertise-client-urls=${url}`,
    `--listen-peer-urls=http://127.0.0.1:${peers}`,
    `--initial-advertise-peer-urls=http://127.0.0.1:${peers}`,
    `--initial-cluster=default=http://127.0.0.1:${peers}`,
    // The data is thrown away at the end.
    '--unsafe-no-fsync',
    '--log-level=warn',
  ];
  const server = servers.start('etcd', program, args);
  await server.ready(() => answers(`${url}/health`));
  return url;
}

function answers(url: string): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const request = get(url, { timeout: 1000 }, (response) => {
      response.resume();
      resolve(response.statusCode === 200);
    });
    request.on('timeout', () => request.destroy(new Error('timeout')));
    request.on('error', reject);
  });
}
