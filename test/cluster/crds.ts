import { setTimeout as sleep } from 'node:timers/promises';
import { readCrds } from '../../tools/import/crds.js';
import { fetchFiles } from '../../tools/import/fetch.js';
import { crdSources } from '../../tools/import/pins.js';
import type { Client } from './client.js';

const path = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions';

interface Crd {
  readonly metadata: { readonly name: string };
  readonly status?: { readonly conditions?: readonly { readonly type: string; readonly status: string }[] };
}

/** Installs the imported CRDs, byte for byte as their projects publish them, and waits until they are served. */
export async function installCrds(client: Client): Promise<void> {
  const names = await Promise.all(
    publishedCrds().map(async (text) => {
      const crd = await client.expect<Crd>('POST', path, text, 'application/yaml');
      return crd.metadata.name;
    }),
  );
  await Promise.all(names.map((name) => established(client, name)));
}

/** As text: Flagger's are no YAML to stricter parsers than Go's. */
function publishedCrds(): string[] {
  return crdSources.flatMap((source) => {
    const names = readCrds(source.name).map(({ metadata }) => metadata.name);
    const documents = source.modules
      .flatMap(fetchFiles)
      .filter((file) => file.path.endsWith('.yaml'))
      .flatMap(({ text }) => text.split(/^---.*$/m))
      .filter((text) => /^kind: CustomResourceDefinition$/m.test(text));
    return names.map((name) => {
      const found = documents.find((text) =>
        new RegExp(`^ {2}name: ["']?${name.replaceAll('.', '\\.')}["']?$`, 'm').test(text),
      );
      if (!found) throw new Error(`${source.name} publishes no ${name}`);
      return found;
    });
  });
}

async function established(client: Client, name: string): Promise<void> {
  for (const end = Date.now() + 60_000; Date.now() < end; await sleep(100)) {
    const { status } = await client.expect<Crd>('GET', `${path}/${name}`);
    if (status?.conditions?.some((condition) => condition.type === 'Established' && condition.status === 'True'))
      return;
  }
  throw new Error(`the API server does not serve ${name}`);
}
