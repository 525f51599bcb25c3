import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { dump, loadAll } from 'js-yaml';
import type { Crd, Definitions } from './schema.js';

/** imports/crds: what the other passes, the checks and cdk8s import read. No network behind this point. */
const folder = join(import.meta.dirname, '../../imports/crds');

export function writeCrds(name: string, crds: readonly Crd[]): void {
  const documents = crds.map((crd) => dump(withLargePartsShared(crd), { lineWidth: -1 }));
  writeFileSync(join(folder, `${name}.yaml`), documents.join('---\n'));
}

/**
 * One object for all equal parts of some size, which YAML then writes once, with an alias at the other places.
 * An ApplicationSet holds the same template 25 times: 1.4 MB become 0.1.
 */
function withLargePartsShared<T>(value: T): T {
  const seen = new Map<string, unknown>();
  const share = (part: unknown): unknown => {
    if (typeof part !== 'object' || part === null) return part;
    const copy = Array.isArray(part)
      ? part.map(share)
      : Object.fromEntries(Object.entries(part).map(([key, inner]) => [key, share(inner)]));
    const key = JSON.stringify(copy);
    if (key.length < 2000) return copy;
    if (!seen.has(key)) seen.set(key, copy);
    return seen.get(key);
  };
  return share(value) as T;
}

export function readCrds(name: string): Crd[] {
  return loadAll(readFileSync(join(folder, `${name}.yaml`), 'utf8')) as Crd[];
}

/** One definition a line: small, yet a diff names the definition that changed. */
export function writeDefinitions(name: string, definitions: Definitions): void {
  const lines = Object.entries(definitions).map(([key, value]) => `${JSON.stringify(key)}: ${JSON.stringify(value)}`);
  writeFileSync(join(folder, `${name}.json`), `{\n${lines.join(',\n')}\n}\n`);
}

export function readDefinitions(name: string): Definitions {
  return JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8')) as Definitions;
}
