/** A function on the stack of a profile's sample. */
export interface Frame {
  readonly functionName: string;
  /** A file, `node:…`, or nothing for functions of the engine. */
  readonly url: string;
}

const STARTING = 'starting Node, loading modules';

/** Folders of the library, as a reader of docs/architecture.md knows them. */
const LIBRARY: Readonly<Record<string, string>> = {
  bench: 'the app itself (`bench/tree.ts`)',
  intent: 'judging intents (`intent/`)',
  meshes: 'lowering to the mesh (`meshes/`)',
  lowering: 'lowering workloads and Services (`lowering/`)',
  constructs: 'constructs and their objects (`constructs/`)',
  imports: 'typed manifests (`imports/`)',
};

/** Files of manifests/: its passes are stages of their own. */
const MANIFESTS: Readonly<Record<string, string>> = {
  'yaml.js': 'YAML (`manifests/yaml.ts`)',
  'write.js': 'writing (`manifests/write.ts`)',
};

/** The stage of a sample, from its stack, the innermost function first. */
export function stageOf(stack: readonly Frame[]): string {
  if (!stack.some(({ functionName, url }) => functionName === 'run' && url.endsWith('/bench/app.js'))) return STARTING;
  // Engine and Node functions (sort, writeFileSync …) work for the file that called them.
  const file = stack.find(({ url }) => url !== '' && !url.startsWith('node:'))?.url ?? '';
  const inPackage = /\/node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(file)?.[1];
  if (inPackage) return `the package ${inPackage}`;
  const [folder = '', ...below] = file.slice(file.lastIndexOf('/lib/') + '/lib/'.length).split('/');
  if (folder === 'manifests') return MANIFESTS[below.join('/')] ?? 'ordering and identity (`manifests/`)';
  if (folder === 'checks') return `checks (\`checks/${below.slice(0, -1).slice(0, 2).join('/')}\`)`;
  return LIBRARY[folder] ?? `\`${folder}/\``;
}
