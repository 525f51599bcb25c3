import { beforeAll, describe, expect, inject, it } from 'vitest';
import { weAccept } from './agreement.js';
import { Client } from './client.js';
import { distFiles, distObjects } from './dist.js';
import { dryRun } from './dry-run.js';
import { type ApiObject, makeNamespace, Resources } from './resources.js';

const client = new Client(inject('connection'));
const resources = new Resources(client);

const answerTo = async (object: ApiObject) => dryRun(client, await resources.path(object), object);

describe('objects of dist/ are accepted, by our schema checks too', () => {
  beforeAll(async () => {
    // A dry run does not make them, and objects go into namespaces that exist.
    const names = distFiles
      .flatMap(distObjects)
      .map(({ kind, metadata }) => (kind === 'Namespace' ? metadata.name : metadata.namespace));
    for (const name of new Set(names)) if (name && name !== 'default') await makeNamespace(client, name);
  });

  it.each(distFiles)('%s', async (file) => {
    const objects = distObjects(file);
    const refused = await Promise.all(
      objects.map(async (object) => {
        const { status, message } = await answerTo(object);
        // The namespace is there already, which the server says after it has validated this one.
        const accepted = status === 201 || (object.kind === 'Namespace' && status === 409);
        return accepted ? [] : [`${object.kind} ${object.metadata.name}: ${status} ${message}`];
      }),
    );
    expect(refused.flat()).toEqual([]);
    expect(objects).not.toEqual([]);
    expect(objects.filter((object) => !weAccept(object))).toEqual([]);
  });
});
