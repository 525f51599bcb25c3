import { both, type Problems, problem, under } from '../problem.js';
import { isObject, type JsonObject, type Resolve, type Schema } from '../schema.js';
import { isRfc3339 } from '../text/format.js';
import { parseQuantity } from '../text/quantity.js';
import { trimSpace } from '../text/space.js';
import { names, show } from '../words.js';
import type { Check } from './alternatives.js';
import { isSet, missingField, unknownField, wrongType } from './fields.js';
import { isInt32, isInt64, notAllowed } from './scalar.js';

const META = '#/io.k8s.apimachinery.pkg.apis.meta.v1';
const CORE = '#/io.k8s.api.core.v1';
const EXTENSIONS = '#/io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1';

/** Types that decode themselves: their schemas say little, or too much. */
const special: { readonly [ref: string]: (value: unknown) => Problems } = {
  '#/io.k8s.apimachinery.pkg.api.resource.Quantity': quantity,
  '#/io.k8s.apimachinery.pkg.util.intstr.IntOrString': intOrString,
  [`${META}.Time`]: time,
  [`${META}.MicroTime`]: time,
  [`${EXTENSIONS}.JSONSchemaPropsOrBool`]: () => undefined,
  [`${EXTENSIONS}.JSONSchemaPropsOrArray`]: () => undefined,
  [`${EXTENSIONS}.JSONSchemaPropsOrStringArray`]: () => undefined,
  [`${EXTENSIONS}.JSON`]: () => undefined,
  [`${META}.FieldsV1`]: (value) => (isObject(value) ? undefined : wrongType(value, 'object')),
};

/** Fields that the published schema requires and the server does not ask for, or fills in. */
const notEnforced = new Set([
  `${CORE}.HTTPHeader value`,
  `${CORE}.ISCSIVolumeSource lun`,
  `${CORE}.LimitRangeSpec limits`,
  `${CORE}.SleepAction seconds`,
  `${CORE}.Sysctl value`,
  `${CORE}.TypedLocalObjectReference kind`,
  `${CORE}.TypedLocalObjectReference name`,
  `${CORE}.TypedObjectReference kind`,
  `${CORE}.TypedObjectReference name`,
  '#/io.k8s.api.batch.v1.PodFailurePolicy rules',
  '#/io.k8s.api.batch.v1.SuccessPolicy rules',
  `${EXTENSIONS}.CustomResourceDefinitionVersion served`,
  `${EXTENSIONS}.CustomResourceDefinitionVersion storage`,
  `${EXTENSIONS}.CustomResourceConversion strategy`,
]);

/** Values that are never printed. */
const hiddenFields = new Set([`${CORE}.Secret data`, `${CORE}.Secret stringData`]);

/**
 * Makes checks of Kubernetes' own kinds, which the server decodes into Go types: null and what is left out are one, and so are
 * an empty text and no text. The published schemas have no bounds, no patterns and, but for what tools/import knows, no enums:
 * here the server refuses more than we do, never less.
 */
export class CoreCompiler {
  private readonly compiled = new Map<string, Check>();

  /** @param also what else is asked of a definition or of one of its fields (`<ref> <field>`) */
  constructor(
    private readonly resolve: Resolve,
    private readonly also: { readonly [place: string]: Check } = {},
  ) {}

  definition(ref: string): Check {
    return (value) => {
      let check = this.compiled.get(ref);
      if (!check) {
        check = special[ref] ?? this.compile(this.resolve(ref), ref, false);
        this.compiled.set(ref, check);
      }
      return value === null ? undefined : check(value);
    };
  }

  private field(schema: Schema, ref: string, hidden: boolean): Check {
    if (schema.$ref !== undefined) return this.definition(schema.$ref);
    const check = this.compile(schema, ref, hidden);
    return (value) => (value === null ? undefined : check(value));
  }

  private compile(schema: Schema, ref: string, hidden: boolean): Check {
    const { type, enum: values } = schema;
    switch (type) {
      case 'string':
        return textOf(schema, hidden);
      case 'integer':
      case 'number':
        return numberOf(schema);
      case 'boolean':
        return (value) => (typeof value === 'boolean' ? undefined : wrongType(value, 'boolean'));
      case 'array':
        return this.list(schema, ref, hidden);
      case 'object':
        return this.object(schema, ref, hidden);
      default:
        return values
          ? (value) => (values.includes(value) ? undefined : notAllowed(value, values, hidden))
          : () => undefined;
    }
  }

  private list({ items }: Schema, ref: string, hidden: boolean): Check {
    const item = items ? this.field(items, ref, hidden) : () => undefined;
    return (list) => {
      if (!Array.isArray(list)) return wrongType(list, 'array', hidden);
      let problems: Problems;
      for (let index = 0; index < list.length; index += 1) {
        const found = item(list[index]);
        if (found) problems = both(problems, under(index, found));
      }
      return problems;
    };
  }

  private object(schema: Schema, ref: string, hidden: boolean): Check {
    const { properties, additionalProperties, oneOf } = schema;
    const fields = new Map<string, Check>();
    for (const [name, field] of Object.entries(properties ?? {})) {
      const place = `${ref} ${name}`;
      const check = this.field(field, place, hidden || hiddenFields.has(place));
      const more = this.also[place];
      fields.set(name, more ? (value) => check(value) ?? (value === null ? undefined : more(value)) : check);
    }
    const known = [...fields.keys()];
    const required = (schema.required ?? []).filter((name) => !notEnforced.has(`${ref} ${name}`));
    const anyKey = additionalProperties === true || schema['x-kubernetes-preserve-unknown-fields'] || !properties;
    const values = typeof additionalProperties === 'object' ? this.field(additionalProperties, ref, hidden) : undefined;
    const exclusive = oneOf && exclusiveFields(oneOf);
    const more = this.also[ref];
    return (object) => {
      if (!isObject(object)) return wrongType(object, 'object', hidden);
      let problems: Problems;
      for (const key in object) {
        const value = object[key];
        if (value === undefined) continue;
        const check = fields.get(key) ?? values;
        if (check) {
          const found = check(value);
          if (found) problems = both(problems, under(key, found));
        } else if (!anyKey) problems = both(problems, unknownField(key, known));
      }
      for (const name of required) {
        if (!isSet(object, name) || object[name] === null) problems = both(problems, missingField(name, required));
      }
      if (exclusive) problems = both(problems, exclusive(object));
      if (more) problems = both(problems, more(object));
      return problems;
    };
  }
}

/** tools/import writes "one of these fields" as `oneOf`; the first branch says whether none may be set. */
function exclusiveFields(branches: readonly Schema[]): (object: JsonObject) => Problems {
  const fields = branches.flatMap((branch) => branch.required ?? []);
  const mayBeNone = branches.some((branch) => branch.not);
  return (object) => {
    const set = fields.filter((field) => !isZero(object[field]));
    if (set.length > 1)
      return problem('MSH108', `Only one of ${names(fields)} may be set, but ${names(set)} are. Keep one.`);
    if (set.length === 0 && !mayBeNone && !fields.some((field) => isSet(object, field) && object[field] !== null)) {
      return problem('MSH108', `One of ${names(fields)} has to be set; none is.`);
    }
    return undefined;
  };
}

function isZero(value: unknown): boolean {
  return value === undefined || value === null || value === '' || value === 0;
}

function textOf({ enum: values, format }: Schema, hidden: boolean): Check {
  const allowed = values && new Set(values);
  return (value) => {
    if (typeof value !== 'string') return wrongType(value, 'string', hidden);
    // The server fills in an empty text, or treats it as none.
    if (allowed && value !== '' && !allowed.has(value)) return notAllowed(value, values as readonly unknown[], hidden);
    if (format === 'byte' && !isBase64(value)) return notBase64(value, hidden);
    if (format === 'date-time') return time(value);
    return undefined;
  };
}

function notBase64(value: string, hidden: boolean): Problems {
  const message = hidden
    ? 'The value is no base64: encode it, or write it as it is under `stringData`.'
    : `${show(value)} is no base64: encode it.`;
  return problem('MSH105', message);
}

/** Go's decoder passes over line breaks. */
function isBase64(text: string): boolean {
  return /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(text.replace(/[\r\n]/g, ''));
}

function numberOf({ type, format }: Schema): Check {
  if (type === 'number') return (value) => (typeof value === 'number' ? undefined : wrongType(value, 'number'));
  return (value) => {
    if (typeof value !== 'number' || !Number.isInteger(value)) return wrongType(value, 'integer');
    if (format === 'int32' ? isInt32(value) : isInt64(value)) return undefined;
    return problem('MSH106', `${value} does not fit in ${format === 'int32' ? 32 : 64} bits.`);
  };
}

function quantity(value: unknown): Problems {
  if (typeof value === 'number') return undefined;
  if (typeof value !== 'string') return wrongType(value, 'string');
  // Decoding passes over the space around it.
  if (parseQuantity(trimSpace(value)) !== undefined) return undefined;
  return problem('MSH105', `${show(value)} is no quantity: a number with a suffix, such as "100m", "1.5" or "256Mi".`);
}

function intOrString(value: unknown): Problems {
  if (typeof value === 'string') return undefined;
  if (typeof value !== 'number' || !Number.isInteger(value)) return wrongType(value, 'int-or-string');
  return isInt32(value) ? undefined : problem('MSH106', `${value} does not fit in 32 bits.`);
}

function time(value: unknown): Problems {
  if (typeof value !== 'string') return wrongType(value, 'string');
  if (isRfc3339(value)) return undefined;
  return problem(
    'MSH105',
    `${show(value)} has the wrong form: it has to be a date and time such as "2030-01-31T12:00:00Z".`,
  );
}
