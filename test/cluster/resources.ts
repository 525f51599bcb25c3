import type { Client } from './client.js';

export interface ApiObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name?: string; readonly namespace?: string };
}

interface Resource {
  readonly name: string;
  readonly kind: string;
  readonly namespaced: boolean;
}

/** Where the server takes objects of a kind. */
export class Resources {
  private readonly lists = new Map<string, Promise<readonly Resource[]>>();

  constructor(private readonly client: Client) {}

  async path({ apiVersion, kind, metadata }: ApiObject, defaultNamespace = 'default'): Promise<string> {
    const root = apiVersion.includes('/') ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
    const resource = (await this.list(root)).find((each) => each.kind === kind && !each.name.includes('/'));
    if (!resource) throw new Error(`the API server has no ${apiVersion} ${kind}`);
    const namespace = resource.namespaced ? `/namespaces/${metadata.namespace ?? defaultNamespace}` : '';
    return `${root}${namespace}/${resource.name}`;
  }

  private list(root: string): Promise<readonly Resource[]> {
    const known = this.lists.get(root);
    if (known) return known;
    const list = this.client
      .expect<{ readonly resources: readonly Resource[] }>('GET', root)
      .then(({ resources }) => resources);
    this.lists.set(root, list);
    return list;
  }
}

export async function makeNamespace(client: Client, name: string): Promise<void> {
  const namespace = { apiVersion: 'v1', kind: 'Namespace', metadata: { name } };
  await client.expect('POST', '/api/v1/namespaces', JSON.stringify(namespace));
}
