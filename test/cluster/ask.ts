import type { Client } from './client.js';
import type { Base } from './corpus.js';
import { type Answered, dryRun } from './dry-run.js';
import { type Edit, edited } from './edits.js';
import { type ApiObject, makeNamespace, Resources } from './resources.js';

/** Asks the server about objects of the corpus, in a namespace of their own. */
export async function asker(
  client: Client,
  namespace: string,
): Promise<(base: Base, edits: readonly Edit[]) => Promise<Answered>> {
  const resources = new Resources(client);
  await makeNamespace(client, namespace);
  return async ({ object }, edits) => {
    const path = await resources.path(object as unknown as ApiObject, namespace);
    return dryRun(client, path, edited(object, edits));
  };
}
