import { type Alternative, alternativesOf, fieldsOf, requiredBy } from './alternatives.js';
import { type Body, block, type Declarations, type Field, fieldText, openMap } from './declarations.js';
import type { Schema } from './schema.js';

/** More combinations than this and the compiler gets slow: what is beyond is left to validation. */
const maxCombinations = 32;

/** Turns schemas into TypeScript types. Where a schema is not understood, the type is wider, never narrower. */
export class TypeEmitter {
  /** The helpers of one-of.ts that were needed. */
  readonly usedForms = new Set<string>();

  /** @param nameOfRef the type that stands for a `$ref` */
  constructor(
    readonly declarations: Declarations,
    private readonly nameOfRef: (ref: string) => string = (ref) => {
      throw new Error(`unexpected $ref ${ref}`);
    },
  ) {}

  /** The type of a schema; `path` names what has to be declared for it. */
  typeOf(schema: Schema, path: string): string {
    const type = this.bareTypeOf(schema, path);
    return schema.nullable && type !== 'any' ? `${type} | null` : type;
  }

  private bareTypeOf(schema: Schema, path: string): string {
    if (schema.$ref) return this.nameOfRef(schema.$ref);
    if (schema['x-kubernetes-int-or-string'] || isNumberOrString(schema)) return 'number | string';
    const values = schema.enum ?? enumFromRules(schema);
    if (values) return values.map(literal).join(' | ');
    switch (schema.type) {
      case 'string':
      case 'boolean':
        return schema.type;
      case 'integer':
      case 'number':
        return 'number';
      case 'array': {
        const item = schema.items ? this.typeOf(schema.items, path) : 'any';
        return `readonly ${/[|&] /.test(item) ? `(${item})` : item}[]`;
      }
      case 'object':
      case undefined:
        return this.objectType(schema, path);
      default:
        throw new Error(`${path} has type ${schema.type}`);
    }
  }

  private objectType(schema: Schema, path: string): string {
    if (schema.properties) return this.declarations.shared(path, () => this.bodyOf(schema, path));
    if (typeof schema.additionalProperties === 'object') {
      return `{ readonly [key: string]: ${this.typeOf(schema.additionalProperties, path)} }`;
    }
    return schema.type || schema['x-kubernetes-preserve-unknown-fields'] ? openMap : 'any';
  }

  bodyOf(schema: Schema, path: string): Body {
    const required = new Set(requiredBy(schema));
    const fields = Object.entries(withNestedOneOfs(schema)).map(
      ([name, field]): Field => ({
        name,
        type: this.typeOf(field, path + pascal(name)),
        // The API server fills a default in before it looks for what is required.
        required: required.has(name) && field.default === undefined,
      }),
    );
    const { told, untold } = capped(alternativesOf(schema), fields);
    const grouped = new Set(told.flatMap(fieldsOf));
    for (const { form } of told) this.usedForms.add(form);
    return {
      fields: fields.filter(({ name }) => !grouped.has(name)),
      open: schema['x-kubernetes-preserve-unknown-fields'] === true,
      groups: told.map((alternative) => groupText(alternative, fields)),
      untold: untold.map((alternative) => fieldsOf(alternative).join(', ')),
    };
  }
}

/** The properties, with the `oneOf` that a branch of the object's `oneOf` adds to them (Flagger nests them so). */
function withNestedOneOfs(schema: Schema): { [name: string]: Schema } {
  const properties = { ...schema.properties };
  for (const branch of schema.oneOf ?? []) {
    for (const [name, extra] of Object.entries(branch.properties ?? {})) {
      const field = properties[name];
      if (field && extra.oneOf && !field.oneOf && branch.required?.includes(name)) {
        properties[name] = { ...field, oneOf: extra.oneOf };
      }
    }
  }
  return properties;
}

function capped(
  alternatives: readonly Alternative[],
  fields: readonly Field[],
): { told: Alternative[]; untold: Alternative[] } {
  const required = new Set(fields.filter((field) => field.required).map(({ name }) => name));
  const told: Alternative[] = [];
  const untold: Alternative[] = [];
  let combinations = 1;
  for (const alternative of alternatives) {
    const sizes = { Apart: 2, Tagged: fieldsOf(alternative).length - 1 } as { [form: string]: number };
    const size = sizes[alternative.form] ?? fieldsOf(alternative).length;
    // A field that is always required cannot be one of several.
    const odd = alternative.form !== 'Tagged' && fieldsOf(alternative).some((field) => required.has(field));
    if (odd || combinations * size > maxCombinations) untold.push(alternative);
    else {
      told.push(alternative);
      combinations *= size;
    }
  }
  return { told, untold };
}

function groupText(alternative: Alternative, fields: readonly Field[]): string {
  const some = (names: readonly string[], required: boolean): string =>
    block(names.map((name) => fieldText({ ...(fields.find((field) => field.name === name) as Field), required })));
  switch (alternative.form) {
    case 'Apart':
      return `Apart<${alternative.sides.map((side) => some(side, false)).join(', ')}>`;
    case 'Tagged': {
      const members = Object.entries(alternative.fieldOf).map(([value, field]) => `${value}: ${some([field], true)}`);
      return `Tagged<'${alternative.tag}', ${block(members)}>`;
    }
    case 'AtMostOne':
      return `AtMostOne<${some(alternative.fields, false)}>`;
    default:
      return `${alternative.form}<${some(alternative.fields, true)}>`;
  }
}

export function pascal(name: string): string {
  return name
    .split(/[^A-Za-z0-9]+/)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');
}

/** Also a schema without a type that takes either, as Kubernetes writes its quantities. */
function isNumberOrString(schema: Schema): boolean {
  const types = (schema.oneOf ?? schema.anyOf ?? []).map(({ type }) => type);
  return types.length === 2 && types.includes('string') && (types.includes('number') || types.includes('integer'));
}

/** Istio writes one of its enums as `self in ["", "HTTP", "HTTPS"]`. */
function enumFromRules(schema: Schema): string[] | undefined {
  for (const { rule } of schema['x-kubernetes-validations'] ?? []) {
    const list = /^self in (\["[^\]]*"\])$/.exec(rule)?.[1];
    if (schema.type === 'string' && list) return JSON.parse(list) as string[];
  }
  return undefined;
}

function literal(value: unknown): string {
  return typeof value === 'string' ? `'${value.replace(/['\\]/g, '\\$&')}'` : JSON.stringify(value);
}
