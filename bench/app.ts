import { App } from 'cdk8s';
import { MeshApp } from '../constructs/index.js';
import { tree } from './tree.js';

/** The process that is measured: `app.js <services> mesh|cdk8s <output folder>`. */
const [services, kind, outdir] = process.argv.slice(2);

/** In a function of its own, so that a profile tells its work from loading modules. */
function run(): void {
  const app = kind === 'cdk8s' ? new App({ outdir }) : new MeshApp({ outdir });
  tree(app, Number(services));
  app.synth();
}

run();
