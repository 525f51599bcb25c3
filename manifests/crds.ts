import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { loadAll } from 'js-yaml';
import { SetupError } from './setup-error.js';

/**
 * The CustomResourceDefinitions in YAML files, and in the YAML files of folders; other documents in them are passed over.
 * @throws SetupError where a path does not exist or a file is no YAML
 */
export function readCrds(paths: readonly string[]): readonly object[] {
  return paths.flatMap(yamlFiles).flatMap((file) => {
    try {
      return loadAll(readFileSync(file, 'utf8')).filter(isCrd);
    } catch (error) {
      throw new SetupError(`the CRDs in ${file} could not be read: ${(error as Error).message}`);
    }
  });
}

/** Entries of `imports` in cdk8s.yaml that are YAML files here; `name:=` in front gives the classes another name. */
export function localImports(imports: readonly string[]): readonly string[] {
  return imports
    .map((entry) => entry.replace(/^[^/]*:=/, ''))
    .filter((path) => /\.ya?ml$/.test(path) && !/^[a-z]+:/.test(path));
}

function yamlFiles(path: string): readonly string[] {
  const status = statSync(path, { throwIfNoEntry: false });
  if (!status) throw new SetupError(`there is no file or folder ${path}, which should hold CRDs.`);
  if (!status.isDirectory()) return [path];
  return (readdirSync(path, { recursive: true }) as string[])
    .filter((name) => /\.ya?ml$/.test(name))
    .sort()
    .map((name) => join(path, name));
}

function isCrd(document: unknown): document is object {
  return (document as { readonly kind?: unknown } | undefined)?.kind === 'CustomResourceDefinition';
}
