import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { dump } from 'js-yaml';
import type { ManifestData } from '../manifests/order.js';
import type { Command, Commands } from './commands.js';
import { BenchError } from './fail.js';
import { emptied, objectsFile, out, rendered, work } from './folders.js';
import { run } from './run.js';
import { assertSameObjects, type Objects, readObjects } from './same-objects.js';
import type { Sizes } from './sizes.js';

/** Each renderer once: all must render the same objects, and kubeconform must judge every one. Their number is returned. */
export function assertFair(commands: Commands, { services, cdk8sGrowth }: Sizes): number {
  run(emptied);
  for (const count of cdk8sGrowth) writeObjects(count, render(commands.mesh(count), `mesh-${count}`));
  const ours = render(commands.meshAgain, rendered);
  assertSameObjects('cdk8s alone', render(commands.cdk8s(services), 'cdk8s'), ours);
  assertSameObjects("cdk8s' App", render(commands.cdk8sApp, `cdk8s-${services}`), ours);
  assertSameObjects('helm template', render(commands.helm, 'helm'), ours);
  assertJudgesAll(commands.kubeconform.line, ours);
  assertRefuses(commands.kubeconform.line, ours);
  return ours.size;
}

function render({ line }: Command, folder: string): Objects {
  run(line);
  return readObjects(resolve(out, folder));
}

/** In lists by namespace: each becomes a chart. */
function writeObjects(services: number, objects: Objects): void {
  const charts: Record<string, ManifestData[]> = {};
  for (const object of objects.values()) {
    const name = object.metadata?.namespace ?? object.metadata?.name ?? '';
    charts[name] ??= [];
    charts[name].push(object);
  }
  writeFileSync(objectsFile(services), JSON.stringify(charts));
}

function assertJudgesAll(kubeconform: string, objects: Objects): void {
  const summary = run(kubeconform);
  if (summary.includes(`Valid: ${objects.size}, Invalid: 0, Errors: 0, Skipped: 0`)) return;
  throw new BenchError(`kubeconform does not accept each of ${objects.size} objects: ${summary}`);
}

/** Of every kind, an object with a field too much. */
function assertRefuses(kubeconform: string, objects: Objects): void {
  const folder = join(work, 'broken');
  mkdirSync(folder);
  const byKind = new Map([...objects.values()].map((object) => [object.kind, object]));
  for (const [kind, object] of byKind) {
    const { metadata, spec } = object as { metadata?: object; spec?: object };
    const broken = spec
      ? { ...object, spec: { ...spec, tooMuch: 1 } }
      : { ...object, metadata: { ...metadata, tooMuch: 1 } };
    writeFileSync(join(folder, `${kind}.yaml`), dump(broken));
  }
  const line = kubeconform.replace(rendered, folder);
  const summary = run(`${line} || true`);
  if (summary.includes(`Valid: 0, Invalid: ${byKind.size}, Errors: 0, Skipped: 0`)) return;
  throw new BenchError(`kubeconform does not refuse each of ${byKind.size} broken objects: ${summary}`);
}
