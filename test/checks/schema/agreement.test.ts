import { expect, test } from 'vitest';
import { SchemaChecker } from '../../../checks/schema/index.js';
import { sources, type Verdict, verdicts } from '../../cluster/verdicts.js';

const checker = new SchemaChecker();

interface Judged extends Verdict {
  readonly weAccept: boolean;
}

const judged: readonly Judged[] = [...verdicts()].map((verdict) => ({
  ...verdict,
  weAccept: checker.check(verdict.object).every(({ severity }) => severity !== 'error'),
}));
const custom = judged.filter((verdict) => verdict.custom);
const core = judged.filter((verdict) => !verdict.custom);

test('the corpus is large enough', () => {
  const bases = new Set(judged.map(({ source, base }) => `${source} ${base}`));
  expect(bases.size).toBeGreaterThan(60);
  expect(custom.length).toBeGreaterThan(5000);
  expect(core.length).toBeGreaterThan(1000);
  expect(custom.filter(({ accepted }) => !accepted).length).toBeGreaterThan(2000);
});

test.each(sources)('of custom resources we say what the API server says: %s', (source) => {
  const disagreements = custom
    .filter((verdict) => verdict.source === source && verdict.weAccept !== verdict.accepted)
    .map(
      ({ name, accepted, causes }) =>
        `${accepted ? 'refused by us' : 'accepted by us'}: ${name} ${JSON.stringify(causes)}`,
    );
  expect(disagreements).toEqual([]);
});

test("of Kubernetes' own kinds we never refuse what the API server accepts", () => {
  expect(core.filter(({ accepted, weAccept }) => accepted && !weAccept).map(({ name }) => name)).toEqual([]);
});

test("of Kubernetes' own kinds we find most of what decoding finds", () => {
  // Status 400: what does not decode, or has unknown fields. The rest is in the server's code only.
  const undecodable = core.filter(({ status }) => status === 400);
  const missed = undecodable.filter(({ weAccept }) => weAccept);
  expect(undecodable.length).toBeGreaterThan(300);
  expect(missed.map(({ name }) => name)).toEqual([]);
});

test('where the server names a field, we name it or one around it', () => {
  const wrong: string[] = [];
  let named = 0;
  for (const { object, accepted, causes, name } of custom) {
    const [cause] = causes;
    if (accepted || causes.length !== 1 || !cause?.field) continue;
    named += 1;
    // The server leaves out which owner it means.
    const plain = (given: string): string => {
      const path = given.replace(/^(metadata\.ownerReferences)\[\d+\]/, '$1');
      return path.replace(/\[([^\]\d][^\]]*)\]/g, (_, key: string) => `.${key.replaceAll("'", '')}`);
    };
    const wanted = plain(cause.field);
    const found = checker.check(object).map(({ path }) => plain(path));
    if (!found.some((path) => wanted.startsWith(path) || path.startsWith(wanted)))
      wrong.push(`${name}: ${wanted}, not ${found}`);
  }
  expect(named).toBeGreaterThan(1500);
  expect(wrong).toEqual([]);
});
