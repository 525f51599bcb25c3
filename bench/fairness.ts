import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { dump } from 'js-yaml';
import type { Commands } from './commands.js';
import { BenchError } from './fail.js';
import { emptied, out, rendered, work } from './folders.js';
import { run } from './run.js';
import { assertSameObjects, type Objects, readObjects } from './same-objects.js';

/** Each renderer once: all must render the same objects, and kubeconform must judge every one. Their number is returned. */
export function assertFair(commands: Commands, services: number): number {
  run(emptied);
  run(commands.meshAgain.line);
  const ours = readObjects(rendered);
  run(commands.cdk8s(services).line);
  assertSameObjects('cdk8s', readObjects(join(out, `cdk8s-${services}`)), ours);
  run(commands.helm.line);
  assertSameObjects('helm template', readObjects(join(out, 'helm')), ours);
  assertJudgesAll(commands.kubeconform.line, ours);
  assertRefuses(commands.kubeconform.line, ours);
  return ours.size;
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
