import { both, type Problems, under } from '../problem.js';
import { isObject, type JsonObject, type Resolve, type Schema } from '../schema.js';
import { formatNamed } from '../text/format.js';
import { alternativeChecks, type Check } from './alternatives.js';
import { isSet, missingField, sizeCheck, unknownField, wrongType } from './fields.js';
import { textOf, uniqueCheck } from './list.js';
import { boundsCheck, isInt64, isNearlyWhole, notAllowed, notInt64, textCheck, widthCheck } from './scalar.js';

/** What a null should be, where the type of the field does not matter. */
const NOT_NULL = 'a value';

/** Fields of every resource, whatever its schema says. */
const RESOURCE_FIELDS = new Set(['apiVersion', 'kind', 'metadata']);

/**
 * Makes checks of the schemas of custom resources, as an API server judges them on create. What is inside `oneOf` and the
 * like only restricts values; what fields there are is told by the schema around it ("structural" schemas).
 */
export class CustomCompiler {
  private readonly compiled = new Map<string, Check>();

  /** @param embedded judges `apiVersion`, `kind` and `metadata` of a resource inside another */
  constructor(
    private readonly resolve: Resolve,
    private readonly embedded: Check,
  ) {}

  resource(schema: Schema): Check {
    return this.compile(schema, 'resource');
  }

  private compile = (given: Schema, place: 'resource' | 'field' | 'branch' = 'field'): Check => {
    if (given.$ref !== undefined && place === 'field') return this.shared(given.$ref);
    const schema = given.$ref === undefined ? given : this.resolve(given.$ref);
    const type = schema['x-kubernetes-int-or-string'] ? 'int-or-string' : schema.type;
    const checks: readonly Check[] = [
      this.valueCheck(schema, type, place),
      ...alternativeChecks(schema, (branch) => this.compile(branch, 'branch')),
    ];
    if (checks.length === 1) return checks[0] as Check;
    const [first, ...alternatives] = checks as readonly [Check, ...Check[]];
    return (value) => {
      const problems = first(value);
      // A value of the wrong type fits no alternative either.
      if (value === null || problems?.some(({ code, steps }) => code === 'MSH102' && steps.length === 0))
        return problems;
      let all = problems;
      for (const check of alternatives) all = both(all, check(value));
      return all;
    };
  };

  /** Compiled at its first use: most of a large schema is never used. */
  private shared(ref: string): Check {
    return (value) => {
      let check = this.compiled.get(ref);
      if (!check) {
        check = this.compile(this.resolve(ref));
        this.compiled.set(ref, check);
      }
      return check(value);
    };
  }

  private valueCheck(schema: Schema, type: string | undefined, place: 'resource' | 'field' | 'branch'): Check {
    const wrong = (value: unknown): Problems => wrongType(value, type as string);
    const untyped = type === undefined;
    const allowed = this.enumCheck(schema);
    const onText =
      untyped || type === 'string' || type === 'int-or-string' ? (textCheck(schema, false) ?? none) : wrong;
    const onNumber = this.numberCheck(schema, type);
    const onBoolean = untyped || type === 'boolean' ? none : wrong;
    // A list passes for a text with a format: so says the server.
    const anyList = type === 'string' && formatNamed(schema.format) !== undefined;
    const onList = untyped || type === 'array' ? this.listCheck(schema, place) : anyList ? none : wrong;
    const onObject = untyped || type === 'object' ? this.objectCheck(schema, place) : wrong;
    const onNull = untyped || schema.nullable ? none : wrong;
    const check = (value: unknown): Problems => {
      switch (typeof value) {
        case 'string':
          return onText(value);
        case 'number':
          return onNumber(value);
        case 'boolean':
          return onBoolean(value);
        case 'object':
          if (value === null) return onNull(value);
          return Array.isArray(value) ? onList(value) : onObject(value as JsonObject);
        default:
          return wrong(value);
      }
    };
    return allowed ? (value) => check(value) ?? allowed(value) : check;
  }

  private enumCheck({ enum: values }: Schema): Check | undefined {
    if (!values || values.length === 0) return undefined;
    const scalars = new Set(values.filter((value) => typeof value !== 'object'));
    const others = new Set(values.filter((value) => typeof value === 'object' && value !== null).map(textOf));
    // Null is never one of the values, not even if the schema lists it.
    return (value) =>
      scalars.has(value) || (value !== null && others.has(textOf(value)))
        ? undefined
        : notAllowed(value, values, false);
  }

  private numberCheck(schema: Schema, type: string | undefined): (value: number) => Problems {
    const whole = type === 'integer' || type === 'int-or-string';
    if (!whole && type !== 'number' && type !== undefined) return (value) => wrongType(value, type);
    const width = widthCheck(schema);
    const bounds = boundsCheck(schema);
    return (value) => {
      if (whole && !(type === 'integer' ? isInt64(value) : isNearlyWhole(value))) return notInt64(value, type);
      return width?.(value) ?? bounds?.(value);
    };
  }

  private listCheck(schema: Schema, place: 'resource' | 'field' | 'branch'): (list: readonly unknown[]) => Problems {
    const item = schema.items && this.compile(schema.items, place === 'branch' ? 'branch' : 'field');
    const size = sizeCheck(schema.minItems, schema.maxItems, 'item');
    const unique = place === 'branch' ? undefined : uniqueCheck(schema);
    return (list) => {
      let problems: Problems;
      if (item) {
        for (let index = 0; index < list.length; index += 1) {
          const found = item(list[index]);
          if (found) problems = both(problems, under(index, found));
        }
      }
      if (size) problems = both(problems, size(list.length));
      if (unique) problems = both(problems, unique(list));
      return problems;
    };
  }

  private objectCheck(schema: Schema, place: 'resource' | 'field' | 'branch'): (object: JsonObject) => Problems {
    const inBranch = place === 'branch';
    const embedded = schema['x-kubernetes-embedded-resource'] === true && !inBranch;
    const isResource = embedded || place === 'resource';
    const fields = new Map<string, Check>();
    const nullable = new Set<string>();
    for (const [name, field] of Object.entries(schema.properties ?? {})) {
      if ((field.$ref === undefined ? field : this.resolve(field.$ref)).nullable) nullable.add(name);
      // What is unknown in metadata is told from ObjectMeta, not from what the CRD says of metadata.
      const restricts = inBranch || (isResource && RESOURCE_FIELDS.has(name));
      fields.set(name, this.compile(field, restricts ? 'branch' : 'field'));
    }
    const { required = [] } = schema;
    const size = sizeCheck(schema.minProperties, schema.maxProperties, 'key');
    const other = this.otherKeys(schema, place, [...fields.keys()]);
    const resourceCheck = embedded ? this.embedded : undefined;
    return (object) => {
      let problems: Problems;
      let keys = 0;
      for (const key in object) {
        const value = object[key];
        if (value === undefined) continue;
        keys += 1;
        const field = fields.get(key);
        if (field) {
          // The server has dropped such a null by now; the caller does that, but only where there is one.
          const found = value === null && !inBranch && !nullable.has(key) ? wrongType(value, NOT_NULL) : field(value);
          if (found) problems = both(problems, under(key, found));
        } else if (other && !(isResource && RESOURCE_FIELDS.has(key))) {
          problems = both(problems, other(key, value));
        }
      }
      for (const name of required) {
        if (!isSet(object, name)) problems = both(problems, missingField(name, required));
      }
      if (size) problems = both(problems, size(keys));
      if (resourceCheck) problems = both(problems, resourceCheck(object));
      return problems;
    };
  }

  /** What to do with a key that is no property. */
  private otherKeys(
    schema: Schema,
    place: 'resource' | 'field' | 'branch',
    known: readonly string[],
  ): ((key: string, value: unknown) => Problems) | undefined {
    const { additionalProperties } = schema;
    if (typeof additionalProperties === 'object') {
      const check = this.compile(additionalProperties, place === 'branch' ? 'branch' : 'field');
      return (key, value) => {
        const found = check(value);
        return found && under(key, found);
      };
    }
    if (place === 'branch') return undefined;
    // The keys are free, but their values have no schema, and fields without a schema are dropped.
    if (additionalProperties === true) {
      return (key, value) => {
        const found = noFieldsKnown(value);
        return found && under(key, found);
      };
    }
    if (schema['x-kubernetes-preserve-unknown-fields']) return undefined;
    return (key) => unknownField(key, known);
  }
}

function none(): undefined {
  return undefined;
}

function noFieldsKnown(value: unknown): Problems {
  let problems: Problems;
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) {
      const found = noFieldsKnown(item);
      if (found) problems = both(problems, under(index, found));
    }
  } else if (isObject(value)) {
    for (const key of Object.keys(value)) problems = both(problems, unknownField(key, []));
  }
  return problems;
}
