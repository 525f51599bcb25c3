import { isDeepStrictEqual } from 'node:util';
import { loadAll } from 'js-yaml';
import { describeIdentity, identityOf } from '../manifests/identity.js';
import type { ManifestData } from '../manifests/order.js';
import { readTree } from '../manifests/write.js';
import { BenchError } from './fail.js';

export type Objects = ReadonlyMap<string, ManifestData>;

/** The objects of a folder of YAML, by their identity. */
export function readObjects(folder: string): Objects {
  const objects = new Map<string, ManifestData>();
  for (const [path, text] of readTree(folder)) {
    for (const object of loadAll(text) as (ManifestData | null)[]) {
      if (object === null) continue;
      const identity = identityOf(object);
      if (objects.has(identity)) throw new BenchError(`${path}: a second ${describeIdentity(object)}`);
      objects.set(identity, object);
    }
  }
  return objects;
}

/** Refuses to compare times of programs that do not render the same objects. */
export function assertSameObjects(name: string, theirs: Objects, ours: Objects): void {
  const differences: string[] = [];
  for (const [identity, object] of ours) {
    const other = theirs.get(identity);
    if (!other) differences.push(`${describeIdentity(object)} is missing`);
    else if (!isDeepStrictEqual(other, object)) {
      differences.push(
        `${describeIdentity(object)} differs:\n${JSON.stringify(other)}\n${JSON.stringify(object)} (ours)`,
      );
    }
  }
  for (const [identity, object] of theirs)
    if (!ours.has(identity)) differences.push(`${describeIdentity(object)} is too much`);
  if (differences.length === 0) return;
  throw new BenchError(
    `${name} does not render the objects of bench/tree.ts (${differences.length} differences). The first ones:\n${differences.slice(0, 3).join('\n')}`,
  );
}
