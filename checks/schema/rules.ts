import { compileCel, type Program } from './cel/compile.js';
import { type Convert, Converters, nameInRules } from './cel/convert.js';
import { type Expression, parse } from './cel/parse.js';
import { CelError, Optional, type Value } from './cel/values.js';
import { both, type Problem, type Problems, problem, under } from './problem.js';
import { isObject, type JsonObject, type Resolve, type Rule, type Schema } from './schema.js';
import { show } from './words.js';

/** What to say where a rule does not hold, by the text of the rule. */
export interface RuleMessages {
  readonly [rule: string]: string | undefined;
}

/** Judges a value and all inside it by rules; `converted` is the value as CEL sees it, where that is known already. */
type Judge = (value: unknown, converted: Value) => Problems;

/** Makes checks of the rules (`x-kubernetes-validations`) of a custom resource. */
export class RuleCompiler {
  private readonly converters: Converters;
  private readonly compiled = new Map<string, Judge | undefined>();

  /** @param messages for rules without a message of their own, by the text of the rule */
  constructor(
    private readonly resolve: Resolve,
    private readonly messages: RuleMessages,
  ) {
    this.converters = new Converters(resolve);
  }

  /** Nothing where the schema has no rules. The value has to be right otherwise: with its defaults, and of the right types. */
  resource(schema: Schema): ((object: unknown) => Problems) | undefined {
    const judge = this.judge(schema, true);
    return judge && ((object) => judge(object, undefined));
  }

  private judge(given: Schema, resource = false): Judge | undefined {
    if (given.$ref !== undefined && !resource) {
      if (!this.compiled.has(given.$ref)) this.compiled.set(given.$ref, this.judge(this.resolve(given.$ref)));
      return this.compiled.get(given.$ref);
    }
    const schema = given;
    const isResource = resource || schema['x-kubernetes-embedded-resource'] === true;
    const inside = this.inside(schema);
    const own = rulesOf(schema);
    const rules = own.flatMap((rule) => makeRule({ ...rule, message: rule.message ?? this.messages[rule.rule] }) ?? []);
    if (rules.length === 0) return inside;
    const only = fieldsRead(own);
    let convert: Convert | undefined;
    return (value, converted) => {
      if (value === null) return undefined;
      let self = converted;
      let problems: Problems;
      if (self === undefined) {
        convert ??= this.converters.of(schema, isResource, only);
        try {
          self = convert(value);
        } catch (error) {
          return problem('MSH108', `The rules of this field cannot be judged: ${reasonOf(error)}.`);
        }
      }
      for (const rule of rules) problems = both(problems, rule(self, value));
      return inside ? both(problems, inside(value, self)) : problems;
    };
  }

  private inside(schema: Schema): Judge | undefined {
    if (schema.items) {
      const item = this.judge(schema.items);
      return item && inList(item);
    }
    const { additionalProperties } = schema;
    const values = typeof additionalProperties === 'object' ? this.judge(additionalProperties) : undefined;
    const fields = new Map<string, readonly [string, Judge]>();
    for (const [name, field] of Object.entries(schema.properties ?? {})) {
      const judge = this.judge(field);
      if (judge) fields.set(name, [nameInRules(name) ?? '', judge]);
    }
    return fields.size > 0 || values ? inObject(fields, values) : undefined;
  }
}

function inList(item: Judge): Judge {
  return (list, converted) => {
    if (!Array.isArray(list)) return undefined;
    let problems: Problems;
    for (let index = 0; index < list.length; index += 1) {
      const found = item(list[index], Array.isArray(converted) ? converted[index] : undefined);
      if (found) problems = both(problems, under(index, found));
    }
    return problems;
  };
}

function inObject(fields: ReadonlyMap<string, readonly [string, Judge]>, values: Judge | undefined): Judge {
  return (object, converted) => {
    if (!isObject(object)) return undefined;
    let problems: Problems;
    for (const key in object) {
      const value = object[key];
      if (value === undefined || value === null) continue;
      const field = fields.get(key);
      const found = field ? field[1](value, partOf(converted, field[0])) : values?.(value, partOf(converted, key));
      if (found) problems = both(problems, under(key, found));
    }
    return problems;
  };
}

function partOf(converted: Value, key: string): Value {
  if (converted instanceof Map) return converted.get(key);
  return isObject(converted) && Object.hasOwn(converted, key) ? (converted as JsonObject)[key] : undefined;
}

/** A schema's own rules and those of its `allOf`. */
function rulesOf(schema: Schema): Rule[] {
  return [...(schema['x-kubernetes-validations'] ?? []), ...(schema.allOf ?? []).flatMap(rulesOf)];
}

type Check = (self: Value, value: unknown) => Problems;

/** Rules about a change do not run on create, unless they say that there may be no former value. */
function makeRule(rule: Rule): Check | undefined {
  const compiled = compile(rule.rule);
  if (compiled instanceof Error) {
    return () => problem('MSH108', `A rule of the CustomResourceDefinition cannot be read: ${compiled.message}.`);
  }
  if (compiled.usesOldSelf && !rule.optionalOldSelf) return undefined;
  const steps = stepsOf(rule.fieldPath);
  return (self, value) => {
    let because = '';
    try {
      if (compiled.run(self, Optional.none) === true) return undefined;
    } catch (error) {
      because = ` (${reasonOf(error)})`;
    }
    return broken(rule, self, value, because, steps);
  };
}

function broken(rule: Rule, self: Value, value: unknown, because: string, steps: readonly string[]): Problem[] {
  const message = messageOf(rule, self).replace(/\.$/, '');
  const scalar = typeof value === 'object' ? '' : `; ${show(value)} is set`;
  return problem('MSH108', `${message}${scalar}${because}.`, ...[...steps].reverse());
}

function messageOf(rule: Rule, self: Value): string {
  return fromExpression(rule, self) ?? rule.message ?? `The rule ${rule.rule} does not hold`;
}

function fromExpression({ messageExpression }: Rule, self: Value): string | undefined {
  const compiled = messageExpression ? compile(messageExpression) : undefined;
  if (!compiled || compiled instanceof Error) return undefined;
  try {
    const message = compiled.run(self, Optional.none);
    return typeof message === 'string' && message.trim() !== '' ? message.trim() : undefined;
  } catch (error) {
    if (error instanceof CelError) return undefined;
    throw error;
  }
}

interface Compiled {
  readonly expression: Expression;
  readonly run: Program;
  readonly usesOldSelf: boolean;
}

/** The same rule stands in many places. */
const cache = new Map<string, Compiled | Error>();

function compile(source: string): Compiled | Error {
  let found = cache.get(source);
  if (!found) {
    try {
      const expression = parse(source);
      found = {
        expression,
        run: compileCel(expression, ['self', 'oldSelf']),
        usesOldSelf: uses(expression, 'oldSelf'),
      };
    } catch (error) {
      found = error as Error;
    }
    cache.set(source, found);
  }
  return found;
}

function uses(expression: Expression, name: string): boolean {
  return expression.kind === 'name' ? expression.name === name : partsOf(expression).some((part) => uses(part, name));
}

/** The fields that rules read of their object, nothing where they read it as a whole. */
function fieldsRead(rules: readonly Rule[]): ReadonlySet<string> | undefined {
  const fields = new Set<string>();
  const readsFieldsOnly = (expression: Expression): boolean => {
    if (expression.kind === 'name') return expression.name !== 'self';
    if (expression.kind === 'select' && expression.operand.kind === 'name' && expression.operand.name === 'self') {
      fields.add(expression.field);
      return true;
    }
    return partsOf(expression).every(readsFieldsOnly);
  };
  const sources = rules.flatMap(({ rule, messageExpression }) => [
    rule,
    ...(messageExpression ? [messageExpression] : []),
  ]);
  const all = sources.every((source) => {
    const compiled = compile(source);
    return compiled instanceof Error || readsFieldsOnly(compiled.expression);
  });
  return all ? fields : undefined;
}

function partsOf(expression: Expression): readonly Expression[] {
  switch (expression.kind) {
    case 'literal':
    case 'name':
      return [];
    case 'select':
      return [expression.operand];
    case 'index':
      return [expression.operand, expression.index];
    case 'call':
      return expression.target ? [expression.target, ...expression.args] : expression.args;
    case 'list':
      return expression.items.map(({ value }) => value);
    case 'map':
      return expression.entries.flatMap(({ key, value }) => [key, value]);
  }
}

function reasonOf(error: unknown): string {
  if (error instanceof CelError) return error.message;
  throw error;
}

/** `.spec['a.b'].c`, as a rule's fieldPath says it. */
function stepsOf(path = ''): string[] {
  return [...path.matchAll(/\.([^.[\]]+)|\['((?:[^'\\]|\\.)*)'\]/g)].map(
    ([, name, key]) => name ?? (key as string).replace(/\\(.)/g, '$1'),
  );
}
