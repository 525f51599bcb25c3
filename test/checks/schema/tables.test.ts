import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { schemaCodes } from '../../../checks/schema/codes.js';
import { SchemaChecker } from '../../../checks/schema/index.js';
import { flux } from '../../../checks/schema/rule-messages/flux.js';
import { gatewayApi } from '../../../checks/schema/rule-messages/gateway-api.js';
import { ruleMessages } from '../../../checks/schema/rule-messages/index.js';
import { istio } from '../../../checks/schema/rule-messages/istio.js';
import { patternWords } from '../../../checks/schema/structure/pattern-words.js';
import { re2 } from '../../../checks/schema/text/re2.js';
import { readCrds } from '../../../tools/import/crds.js';
import { crdSources } from '../../../tools/import/pins.js';
import { mapSubschemas, type Schema, type Version } from '../../../tools/import/schema.js';
import { verdicts } from '../../cluster/verdicts.js';

function all(schema: Schema): Schema[] {
  const found = [schema];
  mapSubschemas(schema, (inner) => {
    found.push(...all(inner));
    return inner;
  });
  return found;
}

const schemas = crdSources.flatMap(({ name }) =>
  readCrds(name).flatMap(({ spec }) => all((spec.versions[0] as Version).schema.openAPIV3Schema)),
);
const rules = new Set(schemas.flatMap((schema) => (schema['x-kubernetes-validations'] ?? []).map(({ rule }) => rule)));
const patterns = new Set(schemas.flatMap((schema) => (schema as { pattern?: string }).pattern ?? []));

describe('messages of rules', () => {
  test('none is missing, none is stale, none stands twice', () => {
    expect(rules.size).toBeGreaterThan(100);
    expect([...rules].filter((rule) => !ruleMessages[rule])).toEqual([]);
    const keys = [istio, gatewayApi, flux].flatMap(Object.keys);
    expect(keys.filter((rule) => !rules.has(rule))).toEqual([]);
    expect(keys).toHaveLength(new Set(keys).size);
  });

  test('they are short sentences', () => {
    for (const message of Object.values(ruleMessages)) {
      expect(message).toMatch(/^[A-Z`"].*\.$/);
      expect(message?.length, message).toBeLessThan(150);
    }
  });
});

describe('patterns', () => {
  test('can all be read', () => {
    expect(patterns.size).toBeGreaterThan(30);
    for (const pattern of patterns) expect(() => re2(pattern)).not.toThrow();
  });

  test('words are of patterns that there are', () => {
    expect(Object.keys(patternWords).filter((pattern) => !patterns.has(pattern))).toEqual([]);
    // What is shown as it is.
    expect([...patterns].filter((pattern) => !patternWords[pattern])).toEqual(['^.{2,}|[^./]$']);
  });
});

test('the README has every code', () => {
  const readme = readFileSync(join(import.meta.dirname, '../../../checks/schema/README.md'), 'utf8');
  const rows = [...readme.matchAll(/^\| `(MSH\d+)` +\| (.*?) +\|$/gm)].map(([, code, title]) => [code, title]);
  expect(Object.fromEntries(rows)).toEqual(schemaCodes);
});

test('of every code there is a mistake', () => {
  const checker = new SchemaChecker();
  const met = new Set(checker.check({ apiVersion: 'x/v1', kind: 'X' }).map(({ code }) => code));
  for (const { object, accepted } of verdicts()) {
    if (!accepted) for (const { code } of checker.check(object)) met.add(code);
  }
  expect([...met].sort()).toEqual(Object.keys(schemaCodes).sort());
});
