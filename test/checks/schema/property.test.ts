import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compileCel } from '../../../checks/schema/cel/compile.js';
import { CelSyntaxError, parse } from '../../../checks/schema/cel/parse.js';
import { CelError } from '../../../checks/schema/cel/values.js';
import { SchemaChecker } from '../../../checks/schema/index.js';
import { matches, Re2Error } from '../../../checks/schema/text/re2.js';
import { readCrds, readDefinitions } from '../../../tools/import/crds.js';
import { crdSources, kubernetes } from '../../../tools/import/pins.js';
import type { Schema, Version } from '../../../tools/import/schema.js';
import { sources, verdicts } from '../../cluster/verdicts.js';
import { seeded } from '../../imports/sample.js';
import { lines } from './widget.js';

const checker = new SchemaChecker();
const bases = sources.flatMap((source) => [...verdicts(source)].filter(({ sort }) => sort === 'as written'));

test('no JSON makes the checker fail', () => {
  const kinds = fc.constantFrom(...bases.map(({ object: { apiVersion, kind } }) => ({ apiVersion, kind })));
  fc.assert(
    fc.property(kinds, fc.jsonValue({ maxDepth: 4 }), fc.jsonValue(), (kind, spec, metadata) => {
      for (const object of [
        spec,
        { ...kind, metadata, spec },
        { ...kind, metadata: { name: 'a' }, spec, data: spec },
      ]) {
        for (const { path, message, code } of checker.check(object)) {
          expect(`${code} ${path} ${message}`).not.toMatch(/undefined|\[object|NaN/);
        }
      }
    }),
    { numRuns: 2000, seed: 4 },
  );
});

test('no value in the place of another makes the checker fail', () => {
  fc.assert(
    fc.property(fc.constantFrom(...bases), fc.nat(), fc.jsonValue({ maxDepth: 2 }), ({ object }, place, value) => {
      const copy = structuredClone(object);
      const places: { holder: { [key: string]: unknown }; key: string }[] = [];
      const visit = (holder: unknown): void => {
        if (typeof holder !== 'object' || holder === null) return;
        for (const [key, inner] of Object.entries(holder)) {
          places.push({ holder: holder as { [key: string]: unknown }, key });
          visit(inner);
        }
      };
      visit(copy);
      const { holder, key } = places[place % places.length] ?? { holder: copy, key: 'x' };
      holder[key] = value;
      expect(() => checker.check(copy)).not.toThrow();
    }),
    { numRuns: 2000, seed: 4 },
  );
});

test('no rule makes CEL fail otherwise than it may', () => {
  const words = [
    'self',
    'a',
    '.',
    '(',
    ')',
    '[',
    ']',
    '{',
    '}',
    '?',
    ':',
    ',',
    '+',
    '-',
    '*',
    '/',
    '%',
    '==',
    '<',
    '&&',
    '||',
    '!',
    'in',
    '1',
    '"x"',
    '2.5',
    'has',
    'all',
    'map',
    'size',
    'x',
    'matches',
    'duration',
    'null',
    'true',
  ];
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...words), { maxLength: 12 }), (tokens) => {
      try {
        compileCel(parse(tokens.join(' ')), ['self'])({ a: [1n, 'x'], b: new Map([['a', null]]) });
      } catch (error) {
        if (!(error instanceof CelError) && !(error instanceof CelSyntaxError)) throw error;
      }
    }),
    { numRuns: 5000, seed: 4 },
  );
});

test('no expression makes RE2 fail otherwise than it may', () => {
  const parts = [
    'a',
    '.',
    '*',
    '+',
    '?',
    '(',
    ')',
    '[',
    ']',
    '^',
    '$',
    '|',
    '\\',
    'd',
    'Q',
    'E',
    'pL',
    '{2}',
    '(?i)',
    '(?P<n>',
    '[:alpha:]',
    '-',
    'é',
    '🚀',
    '/',
    '{',
  ];
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...parts), { maxLength: 10 }), fc.string(), (pattern, text) => {
      try {
        matches(pattern.join(''), text);
      } catch (error) {
        if (!(error instanceof Re2Error)) throw error;
      }
    }),
    { numRuns: 5000, seed: 4 },
  );
});

/** Makes what a schema takes, with all required fields; where there are rules, alternatives or patterns it gives up. */
class Maker {
  constructor(
    private readonly random: () => number,
    private readonly resolve: (ref: string) => Schema = () => ({}),
  ) {}

  make(
    given: Schema & {
      pattern?: string;
      minimum?: number;
      minLength?: number;
      minItems?: number;
      minProperties?: number;
    },
    depth = 0,
  ): unknown {
    if (depth > 12) return undefined;
    const schema = given.$ref ? this.resolve(given.$ref) : given;
    if (isHard(schema)) return undefined;
    if (schema['x-kubernetes-int-or-string']) return this.random() < 0.5 ? 1 : '1';
    if (schema.enum) return schema.enum[Math.floor(this.random() * schema.enum.length)];
    if (schema.nullable && this.random() < 0.2) return null;
    switch (schema.type) {
      case 'string':
        return given.pattern || schema.format ? undefined : 'x'.repeat(given.minLength ?? 1);
      case 'integer':
      case 'number':
        return given.minimum ?? 1;
      case 'boolean':
        return this.random() < 0.5;
      case 'array': {
        const item = schema.items && this.make(schema.items, depth + 1);
        return item === undefined ? ((given.minItems ?? 0) > 0 ? undefined : []) : [item];
      }
      default:
        return schema.type === 'object' ? this.object(given.$ref ? schema : given, depth) : undefined;
    }
  }

  private object(schema: Schema & { minProperties?: number }, depth: number): unknown {
    const object: { [key: string]: unknown } = {};
    for (const [name, field] of Object.entries(schema.properties ?? {})) {
      const required = schema.required?.includes(name) ?? false;
      if (!required && this.random() > 0.4) continue;
      const value = this.make(field, depth + 1);
      if (value !== undefined) object[name] = value;
      else if (required) return undefined;
    }
    if ((schema.minProperties ?? 0) > Object.keys(object).length) return undefined;
    return object;
  }
}

function isHard(schema: Schema): boolean {
  const hard = ['oneOf', 'anyOf', 'allOf', 'not', 'x-kubernetes-validations'] as const;
  return !schema['x-kubernetes-int-or-string'] && hard.some((key) => schema[key] !== undefined);
}

test('what is made by a schema passes', () => {
  const random = seeded(7);
  let made = 0;
  for (const { name } of crdSources) {
    for (const { spec } of readCrds(name)) {
      const version = spec.versions[0] as Version;
      const schema = version.schema.openAPIV3Schema.properties?.spec as Schema;
      for (let sample = 0; sample < 30; sample += 1) {
        const value = new Maker(random).make(schema);
        if (value === undefined) continue;
        made += 1;
        const object = {
          apiVersion: `${spec.group}/${version.name}`,
          kind: spec.names.kind,
          metadata: { name: 'a' },
          spec: value,
        };
        expect(lines(checker.check(object)), JSON.stringify(object)).toEqual([]);
      }
    }
  }
  expect(made).toBeGreaterThan(400);
});

test("what is made by the schemas of Kubernetes' own kinds passes", () => {
  const definitions = readDefinitions(kubernetes.name);
  const maker = new Maker(seeded(7), (ref) => definitions[ref.slice('#/'.length)] ?? {});
  let made = 0;
  for (const schema of Object.values(definitions)) {
    const gvk = schema['x-kubernetes-group-version-kind']?.[0];
    if (!gvk) continue;
    for (let sample = 0; sample < 20; sample += 1) {
      const { metadata, status, ...more } = (maker.make(schema) ?? {}) as { [field: string]: unknown };
      if (Object.keys(more).length === 0) continue;
      made += 1;
      const object = {
        ...more,
        apiVersion: gvk.group ? `${gvk.group}/${gvk.version}` : gvk.version,
        kind: gvk.kind,
        metadata: { name: 'a' },
      };
      expect(lines(checker.check(object)), JSON.stringify(object)).toEqual([]);
    }
  }
  expect(made).toBeGreaterThan(200);
});
