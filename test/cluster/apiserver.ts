import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { apiserver, build } from './build.js';
import { Client, type Connection } from './client.js';
import { freePorts, type Servers } from './process.js';

/** On loopback, for whoever holds the token; certificate, token and keys are made anew. */
export async function startApiServer(servers: Servers, etcdUrl: string): Promise<Connection> {
  const { folder } = servers;
  const program = build(apiserver);
  const [port] = await freePorts(1);
  const token = randomBytes(16).toString('hex');
  const tokens = join(folder, 'tokens.csv');
  writeFileSync(tokens, `${token},admin,admin,system:masters\n`, { mode: 0o600 });
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const key = join(folder, 'service-accounts.key');
  writeFileSync(key, privateKey.export({ type: 'pkcs1', format: 'pem' }), { mode: 0o600 });
  const args = [
    `--etcd-servers=${etcdUrl}`,
    '--bind-address=127.0.0.1',
    '--advertise-address=127.0.0.1',
    `--secure-port=${port}`,
    // The server signs its certificate itself and leaves it here.
    `--cert-dir=${folder}`,
    `--token-auth-file=${tokens}`,
    '--authorization-mode=AlwaysAllow',
    '--service-account-issuer=https://kubernetes.default.svc',
    `--service-account-key-file=${key}`,
    `--service-account-signing-key-file=${key}`,
    '--service-cluster-ip-range=10.0.0.0/16',
    // Nothing else of the cluster runs: nobody makes the service accounts that pods would need.
    '--disable-admission-plugins=ServiceAccount',
    '--endpoint-reconciler-type=none',
    '--profiling=false',
    // All requests come from one client, in parallel.
    '--enable-priority-and-fairness=false',
    '--max-requests-inflight=0',
    '--max-mutating-requests-inflight=0',
  ];
  const server = servers.start('kube-apiserver', program, args);
  const certificate = join(folder, 'apiserver.crt');
  const connection = (): Connection => ({
    port: port as number,
    token,
    certificate: readFileSync(certificate, 'utf8'),
  });
  await server.ready(async () => {
    const client = new Client(connection());
    try {
      return (await client.request('GET', '/readyz')).status === 200;
    } finally {
      client.close();
    }
  });
  return connection();
}
