import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { commands } from './commands.js';
import { compile } from './compile.js';
import { BenchError } from './fail.js';
import { assertFair } from './fairness.js';
import { manifests, root, work } from './folders.js';
import { hyperfine } from './hyperfine.js';
import { writeKubeconformSchemas } from './kubeconform-schemas.js';
import { machine, requirePrograms } from './machine.js';
import { peakMegabytes } from './memory.js';
import { page } from './page.js';
import { peers } from './peers.js';
import { profile } from './profile.js';
import type { Results } from './results.js';
import { full, quick, type Sizes } from './sizes.js';

/** `npm run bench`: measures and writes docs/performance.md. With `--quick`: few services, and the page goes to stdout. */
function main(): void {
  const { values } = parseArgs({ options: { quick: { type: 'boolean', default: false } } });
  requirePrograms();
  const measured = page(measure(values.quick ? quick : full));
  if (values.quick) process.stdout.write(measured);
  else writeFileSync(join(root, 'docs/performance.md'), measured);
}

function measure(sizes: Sizes): Results {
  const { services, growth, cdk8sGrowth, runs } = sizes;
  const built = peers();
  const programs = compile();
  const schemaLocation = writeKubeconformSchemas(join(work, 'schemas'));
  const all = commands(sizes, { programs, peers: built, schemaLocation });

  say('comparing what is rendered');
  const objects = assertFair(all, sizes);

  const ours = all.mesh(services);
  const beside = [ours, all.cdk8s(services), all.cdk8sApp, all.helm, all.helmChecked, all.kubeconform];
  const timed = [...beside, all.meshAgain, all.meshTsx, all.node, all.shop, all.empty];
  const growing = [...growth.map(all.mesh), ...cdk8sGrowth.map(all.cdk8s)];
  const once = new Map([...timed, ...growing].map((command) => [command.key, command]));
  const timings = hyperfine([...once.values()], runs);

  say('measuring memory');
  const peaks = new Map(beside.map((command) => [command.key, peakMegabytes(command)]));
  say('profiling');
  const stages = profile(ours);
  return { sizes, machine: machine(), peers: built, objects, commands: all, timings, peaks, stages };
}

function say(what: string): void {
  console.error(`bench: ${what}`);
}

try {
  main();
} catch (error) {
  if (!(error instanceof BenchError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
} finally {
  rmSync(manifests, { recursive: true, force: true });
}
