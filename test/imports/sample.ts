import type { Definitions, Schema } from '../../tools/import/schema.js';

type Spec = { [field: string]: unknown };

/** A source of numbers from 0 to 1, the same at every run. */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1103515245 + 12345) % 2147483648;
    return state / 2147483648;
  };
}

/** Makes values that a schema takes, as far as types can tell: ranges, patterns and lengths are not looked at. */
export class Sampler {
  constructor(
    private readonly random: () => number,
    private readonly definitions: Definitions = {},
  ) {}

  sample(given: Schema, depth = 0): unknown {
    const schema = given.$ref ? (this.definitions[given.$ref.slice('#/'.length)] as Schema) : given;
    const gvk = schema['x-kubernetes-group-version-kind']?.[0];
    if (schema['x-kubernetes-int-or-string'] || takesNumberOrString(schema)) return this.oneOf([1, 'x']);
    const values = schema.enum ?? valuesInRules(schema);
    if (values) return this.oneOf(values);
    if (schema.nullable && this.random() < 0.2) return null;
    switch (schema.type) {
      case 'string':
        return 'x';
      case 'boolean':
        return true;
      case 'integer':
      case 'number':
        return 1;
      case 'array':
        return schema.items && depth < 14 ? [this.sample(schema.items, depth + 1)] : [];
    }
    if (!schema.properties) {
      const values = schema.additionalProperties;
      return { key: typeof values === 'object' ? this.sample(values, depth + 1) : 1 };
    }
    const object = this.object(schema, depth);
    if (!gvk) return object;
    const { status, ...declared } = object;
    return { ...declared, apiVersion: gvk.version, kind: gvk.kind };
  }

  /** Tries sets of fields until the object's own rules take one. */
  private object(schema: Schema, depth: number): Spec {
    const properties = withNestedOneOfs(schema);
    for (let attempt = 0; attempt < 1000; attempt++) {
      // Deep inside only what has to be there, for schemas may contain themselves.
      const deep = depth > 9 && attempt < 10 ? 0 : depth > 5 ? 0.3 : 1;
      const likelihood = ([0.5, 0.3, 0.15][attempt % 3] as number) * deep;
      const names = Object.keys(properties).filter(
        (name) => (schema.required ?? []).includes(name) || this.random() < likelihood,
      );
      // Rules compare texts, so these are chosen first; what is inside the other fields does not matter to them.
      const texts = names.flatMap((name) => {
        const value = properties[name]?.type === 'string' ? this.sample(properties[name], depth) : true;
        return [[name, value] as const];
      });
      const outline = Object.fromEntries(texts);
      if (!takes(schema, outline)) continue;
      return Object.fromEntries(
        texts.map(([name, value]) => [
          name,
          properties[name]?.type === 'string' ? value : this.sample(properties[name] as Schema, depth + 1),
        ]),
      );
    }
    throw new Error(`no object for ${JSON.stringify(schema).slice(0, 200)}`);
  }

  private oneOf<T>(values: readonly T[]): T {
    return values[Math.floor(this.random() * values.length)] as T;
  }
}

function takes(schema: Schema, object: Spec): boolean {
  const matches = (branch: Schema): boolean =>
    (branch.required ?? []).every((field) => field in object) && !branch.not?.anyOf?.some(matches);
  const one = (branches?: readonly Schema[]): boolean => {
    // Branches about values (Gateway API has such) are not about fields.
    if (!branches || branches.some(({ required, not }) => !required && !not)) return true;
    return branches.filter(matches).length === 1;
  };
  return (
    one(schema.oneOf) &&
    (schema.allOf ?? []).every((part) => one(part.oneOf)) &&
    (schema['x-kubernetes-validations'] ?? []).every(({ rule }) => ruleTakes(rule, object))
  );
}

/** Evaluates rules about which fields are set, with JavaScript for CEL; any other rule passes. */
function ruleTakes(rule: string, object: Spec): boolean {
  const expression = rule
    .replace(/has\(self\.(\w+)\)/g, (_, field: string) => String(field in object))
    .replace(/self\.(\w+)(?=\s*[!=]=)/g, (_, field: string) => JSON.stringify(object[field] ?? ''))
    .replace(/([!=])=/g, '$1==');
  if (!/^(true|false|"\w*"|'\w*'|[\s()!&|?:+<=\d])+$/.test(expression)) return true;
  return Boolean(new Function(`return ${expression.replace(/<===/g, '<=')}`)());
}

function takesNumberOrString(schema: Schema): boolean {
  return (schema.anyOf ?? schema.oneOf ?? []).some(({ type }) => type === 'string');
}

function valuesInRules(schema: Schema): string[] | undefined {
  for (const { rule } of schema['x-kubernetes-validations'] ?? []) {
    const list = /^self in (\[.*\])$/.exec(rule)?.[1];
    if (list) return JSON.parse(list) as string[];
  }
  return undefined;
}

/** Flagger says in one `oneOf` what a field inside has to be. */
function withNestedOneOfs(schema: Schema): { [name: string]: Schema } {
  const properties = { ...schema.properties };
  for (const { required, properties: inner } of schema.oneOf ?? []) {
    for (const [name, { oneOf }] of Object.entries(inner ?? {})) {
      if (required && oneOf) properties[name] = { ...properties[name], oneOf };
    }
  }
  return properties;
}
