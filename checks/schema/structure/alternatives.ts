import { type Problems, problem } from '../problem.js';
import { isObject, type JsonObject, type Schema } from '../schema.js';
import { join, names, show } from '../words.js';
import { isSet, missingField } from './fields.js';

export type Check = (value: unknown) => Problems;

type Test = (value: unknown) => boolean;

/** One of several schemas: whether a value fits it, and, only where it does not, why. */
interface Branch {
  readonly schema: Schema;
  readonly fits: Test;
  readonly explain: Check;
}

/** What `oneOf`, `anyOf`, `allOf` and `not` ask of a value; `compile` makes the checks of the branches. */
export function alternativeChecks(schema: Schema, compile: (branch: Schema) => Check): Check[] {
  const branch = (each: Schema): Branch => {
    const explain = compile(each);
    return { schema: each, explain, fits: presenceTest(each) ?? ((value) => explain(value) === undefined) };
  };
  return [
    ...(schema.allOf ?? []).map(compile),
    ...(schema.anyOf?.length ? [anyOf(schema.anyOf.map(branch))] : []),
    ...(schema.oneOf?.length ? [oneOf(schema.oneOf.map(branch))] : []),
    ...(schema.not ? [not(branch(schema.not))] : []),
  ];
}

function anyOf(branches: readonly Branch[]): Check {
  return (value) => (branches.some(({ fits }) => fits(value)) ? undefined : noneFits(branches, value));
}

function oneOf(branches: readonly Branch[]): Check {
  const choice = choiceOf(branches);
  return (value) => {
    let fitting = 0;
    for (const { fits } of branches) if (fits(value)) fitting += 1;
    if (fitting === 1) return undefined;
    const problems = choice && isObject(value) ? wrongChoice(choice, value) : undefined;
    if (problems) return problems;
    if (fitting === 0) return noneFits(branches, value);
    return problem('MSH108', `${show(value)} fits ${fitting} of ${branches.length} alternatives; exactly one has to.`);
  };
}

function not({ schema, fits }: Branch): Check {
  return (value) => {
    if (!fits(value)) return undefined;
    const set = setOf(fieldsOf([schema]), value);
    if (set.length > 0) return problem('MSH108', `${names(set)} may not be set here.`);
    return problem('MSH108', `${show(value)} is what the schema excludes here.`);
  };
}

/** Istio writes "one or none" as branches that each ask for one field, and one that excludes all: told without their reasons. */
function presenceTest(schema: Schema): Test | undefined {
  const { required = [], anyOf: any, oneOf: one, not: excluded } = schema;
  const known = ['required', 'anyOf', 'oneOf', 'not'];
  if (!Object.keys(schema).every((key) => known.includes(key))) return undefined;
  const tests = (branches: readonly Schema[] = []): Test[] | undefined => {
    const all = branches.map(presenceTest);
    return all.every((test) => test !== undefined) ? all : undefined;
  };
  const anyTests = tests(any);
  const oneTests = tests(one);
  const excludedTests = tests(excluded && [excluded]);
  if (!anyTests || !oneTests || !excludedTests) return undefined;
  return (value) => {
    // Only objects have fields to ask for.
    const hasAll =
      !isObject(value) || required.every((field) => Object.hasOwn(value, field) && value[field] !== undefined);
    return (
      hasAll &&
      (anyTests.length === 0 || anyTests.some((test) => test(value))) &&
      (oneTests.length === 0 || oneTests.filter((test) => test(value)).length === 1) &&
      !excludedTests.some((test) => test(value))
    );
  };
}

function setOf(fields: readonly string[], value: unknown): readonly string[] {
  return isObject(value) ? fields.filter((field) => Object.hasOwn(value, field)) : [];
}

/** Alternatives that are told apart by which fields are set. */
interface Choice {
  /** What every alternative requires. */
  readonly always: readonly string[];
  readonly alternatives: readonly { readonly fields: readonly string[]; readonly explain: Check }[];
}

function choiceOf(branches: readonly Branch[]): Choice | undefined {
  const named = branches.filter(({ schema }) => schema.required);
  const others = branches.filter(({ schema }) => !schema.required);
  if (named.length < 2 || others.some(({ schema }) => !schema.not)) return undefined;
  const [first] = named as [Branch];
  const requires = ({ schema }: Branch, field: string): boolean => schema.required?.includes(field) ?? false;
  const always = (first.schema.required ?? []).filter((field) => named.every((branch) => requires(branch, field)));
  const alternatives = named.map(({ schema, explain }) => ({
    fields: (schema.required ?? []).filter((field) => !always.includes(field)),
    explain,
  }));
  return alternatives.every(({ fields }) => fields.length > 0) ? { always, alternatives } : undefined;
}

function wrongChoice({ always, alternatives }: Choice, value: JsonObject): Problems {
  const missing = always.filter((field) => !isSet(value, field));
  if (missing.length > 0) return missing.flatMap((field) => missingField(field, always));
  const fields = [...new Set(alternatives.flatMap((alternative) => alternative.fields))];
  const set = fields.filter((field) => isSet(value, field));
  if (set.length === 0) return problem('MSH108', `One of ${names(fields)} has to be set; none is.`);
  const chosen = alternatives.filter((alternative) => alternative.fields.some((field) => isSet(value, field)));
  if (chosen.length === 1) return chosen[0]?.explain(value);
  return problem('MSH108', `Only one of ${names(fields)} may be set, but ${names(set)} are. Keep one.`);
}

/** Where no choice of fields is wrong, the reasons of all, or those of what comes nearest. */
function noneFits(branches: readonly Branch[], value: unknown): Problems {
  const failures = branches.map(({ explain }) => explain(value) ?? []);
  if (isObject(value)) {
    const nearest = failures.reduce((best, each) => (each.length < best.length ? each : best));
    const [first] = nearest;
    const where = first && first.steps.length > 0 ? ` at \`${[...first.steps].reverse().join('.')}\`` : '';
    return problem(
      'MSH108',
      `The fields fit none of ${branches.length} alternatives; the nearest fails${where}: ${first?.message}`,
    );
  }
  const reasons = failures.map(
    ([first]) => first?.message.replace(`${show(value)} has the wrong form: `, '').replace(/\.$/, '') ?? '',
  );
  return problem(
    failures[0]?.[0]?.code ?? 'MSH108',
    `${show(value)} fits none of the allowed forms: ${join([...new Set(reasons)], 'or')}.`,
  );
}

/** The fields that branches are about, each once. */
function fieldsOf(branches: readonly Schema[]): string[] {
  const fields = branches.flatMap((branch): readonly string[] => [
    ...(branch.required ?? []),
    ...fieldsOf(branch.anyOf ?? []),
    ...fieldsOf(branch.oneOf ?? []),
    ...(branch.not ? fieldsOf([branch.not]) : []),
  ]);
  return [...new Set(fields)];
}
