/** A value that is no JSON, and where it is. */
export interface JsonProblem {
  /** Such as `spec.replicas`. */
  readonly path: string;
  readonly problem: string;
}

/** Largest object that etcd takes by default, in bytes (etcd docs, "System limits": 1.5 MiB a request). */
const MAX_BYTES = 1.5 * 1024 * 1024;

/** Half of a surrogate pair: with the flag `u`, whole pairs count as one character and do not match. */
const LONE_SURROGATE = /[\ud800-\udfff]/u;

/** Why an object cannot be written as JSON or kept by an API server; empty where it can. */
export function jsonProblems(object: unknown): readonly JsonProblem[] {
  return isOrdinary(object, 0, true) ? [] : findProblems(object);
}

/** Whether a value is plain data that can be written as it is: no null, nothing that `jsonProblems` names. */
export function isPlainJson(value: unknown): boolean {
  return isOrdinary(value, 0, false);
}

/** Deeper than this nothing is that a cluster takes, unless it holds itself. */
const MAX_DEPTH = 100;
/** Strings longer than this are worth counting; without one, no ordinary object is too large. */
const LONG = 10_000;

/** A quick look that nearly every object passes: plain data, not deep, with no long strings. */
function isOrdinary(value: unknown, depth: number, nullToo: boolean): boolean {
  switch (typeof value) {
    case 'string':
      return value.length < LONG && !LONE_SURROGATE.test(value);
    case 'number':
      return Number.isFinite(value);
    case 'boolean':
      return true;
    case 'object':
      break;
    default:
      return false;
  }
  if (value === null) return nullToo;
  if (depth > MAX_DEPTH) return false;
  if (Array.isArray(value)) {
    if (value.length > LONG) return false;
    for (const item of value) if (!isOrdinary(item, depth + 1, nullToo)) return false;
    return true;
  }
  if (!isPlain(value)) return false;
  let fields = 0;
  for (const key in value) {
    const item = (value as Record<string, unknown>)[key];
    fields += 1;
    if (fields > LONG || (item !== undefined && !isOrdinary(item, depth + 1, nullToo))) return false;
  }
  return true;
}

function findProblems(object: unknown): readonly JsonProblem[] {
  const problems: JsonProblem[] = [];
  let length = 0;
  const open = new Set<object>();
  const visit = (value: unknown, path: string): void => {
    switch (typeof value) {
      case 'string':
        length += value.length;
        if (LONE_SURROGATE.test(value))
          problems.push({ path, problem: 'is a string with half a surrogate pair, which is no Unicode text' });
        return;
      case 'number':
        if (!Number.isFinite(value)) problems.push({ path, problem: `is ${value}, which JSON cannot write` });
        return;
      case 'boolean':
        return;
      case 'object':
        break;
      default:
        problems.push({
          path,
          problem: `is ${value === undefined ? 'undefined' : `a ${typeof value}`}, which JSON cannot write`,
        });
        return;
    }
    if (value === null) return;
    if (open.has(value)) {
      problems.push({ path, problem: 'holds itself, so it has no end' });
      return;
    }
    open.add(value);
    if (Array.isArray(value)) {
      for (let index = 0; index < value.length; index += 1) visit(value[index], `${path}[${index}]`);
    } else if (isPlain(value)) {
      for (const key in value) {
        const item = (value as Record<string, unknown>)[key];
        length += key.length;
        if (item !== undefined) visit(item, path === '' ? key : `${path}.${key}`);
      }
    } else {
      problems.push({ path, problem: `is a ${value.constructor?.name ?? 'class instance'}, which is no plain data` });
    }
    open.delete(value);
  };
  visit(object, '');
  if (length > MAX_BYTES && problems.length === 0) {
    problems.push({
      path: '',
      problem: `has about ${(length / 1024 / 1024).toFixed(1)} MiB, and an API server takes at most 1.5 MiB (etcd's limit of a request)`,
    });
  }
  return problems;
}

function isPlain(value: object): boolean {
  const prototype = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
