import { afterAll, describe, expect, inject, it } from 'vitest';
import { disagreements, figures, type Judged, weAccept } from './agreement.js';
import { asker } from './ask.js';
import { Client } from './client.js';
import { mutationsOf } from './corpus.js';
import { edited } from './edits.js';
import { describeMutation } from './mutations.js';
import { isCustom, sources } from './schemas.js';

/** Other mutations than those that are kept: nothing in checks/ was written with them in sight. */
const seed = process.env.CDK8S_MESH_SEED ?? 'fresh';
const ask = await asker(new Client(inject('connection')), 'fresh');
const judged: Judged[] = [];

describe('our schema checks say what the server says to other mutations', () => {
  it.each(sources)(`of %s (seed: ${seed})`, async (source) => {
    const requests = [...mutationsOf(source, `${seed} ${source}`)].flatMap(([base, mutations]) =>
      mutations.map(async (mutation): Promise<Judged> => {
        const { status } = await ask(base, mutation.edits);
        return {
          name: `${source} ${base.name}: ${describeMutation(mutation)}`,
          custom: isCustom(source),
          server: status === 201,
          us: weAccept(edited(base.object, mutation.edits)),
        };
      }),
    );
    const here = await Promise.all(requests);
    judged.push(...here);
    expect(disagreements(here)).toEqual([]);
  });
});

afterAll(() => console.log(figures(judged)));
