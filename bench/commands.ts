import { join } from 'node:path';
import type { Programs } from './compile.js';
import { objectsFile, out, rendered } from './folders.js';
import type { Peers } from './peers.js';
import type { Sizes } from './sizes.js';

/** A command line that is measured as a process of its own. */
export interface Command {
  readonly key: string;
  readonly line: string;
  /** Whether the next run finds what this one wrote. @default - each run finds no output */
  readonly keepsOutput?: boolean;
}

export interface Commands {
  readonly node: Command;
  readonly mesh: (services: number) => Command;
  readonly meshAgain: Command;
  readonly meshTsx: Command;
  /** cdk8s alone, the objects made by hand. */
  readonly cdk8s: (services: number) => Command;
  /** The constructs of this library under cdk8s' own App. */
  readonly cdk8sApp: Command;
  readonly helm: Command;
  readonly helmChecked: Command;
  readonly kubeconform: Command;
  readonly shop: Command;
  readonly empty: Command;
}

export interface Prepared {
  readonly programs: Programs;
  readonly peers: Peers;
  readonly schemaLocation: string;
}

export function commands({ services }: Sizes, { programs: { app, plain }, peers, schemaLocation }: Prepared): Commands {
  const node = (kind: string, count: number) => `node ${app} ${count} ${kind} ${join(out, `${kind}-${count}`)}`;
  const helm = `${peers.helm.path} template services bench/chart --set services=${services}`;
  const kubeconform = `${peers.kubeconform.path} -strict -summary -schema-location '${schemaLocation}'`;
  const helmOutput = join(out, 'helm', 'all.yaml');
  const intoHelmOutput = `mkdir -p ${join(out, 'helm')} && ${helm}`;
  const cdk8sCli = (entry: string) =>
    `npx cdk8s synth --check-upgrade=false --app 'node --import tsx bench/small/${entry}.ts' --output ${join(out, entry)}`;
  return {
    node: { key: 'node', line: 'node --eval 0' },
    mesh: (count) => ({ key: `mesh-${count}`, line: node('mesh', count) }),
    meshAgain: { key: 'mesh-again', line: `node ${app} ${services} mesh ${rendered}`, keepsOutput: true },
    meshTsx: { key: 'mesh-tsx', line: `node --import tsx bench/app.ts ${services} mesh ${join(out, 'mesh-tsx')}` },
    cdk8s: (count) => ({ key: `cdk8s-${count}`, line: `node ${plain} ${objectsFile(count)} ${join(out, 'cdk8s')}` }),
    cdk8sApp: { key: 'cdk8s-app', line: node('cdk8s', services) },
    helm: { key: 'helm', line: `${intoHelmOutput} > ${helmOutput}` },
    helmChecked: { key: 'helm-checked', line: `${intoHelmOutput} | tee ${helmOutput} | ${kubeconform}` },
    kubeconform: { key: 'kubeconform', line: `${kubeconform} ${rendered}` },
    shop: { key: 'shop', line: cdk8sCli('shop') },
    empty: { key: 'empty', line: cdk8sCli('empty') },
  };
}
