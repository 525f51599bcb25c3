import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadAll } from 'js-yaml';
import type { ApiObject } from './resources.js';

const dist = join(import.meta.dirname, '../../dist');

/** What has been rendered, by paths in dist/. */
export const distFiles: readonly string[] = readdirSync(dist, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.yaml'))
  .sort();

export function distObjects(file: string): ApiObject[] {
  return loadAll(readFileSync(join(dist, file), 'utf8')) as ApiObject[];
}
