import { both, type Problems, problem } from '../problem.js';
import { isObject, type Schema } from '../schema.js';
import { show } from '../words.js';

export type ListCheck = (list: readonly unknown[]) => Problems;

/** That the items of a list of type `set` or `map` differ, as the schema says they do. */
export function uniqueCheck(schema: Schema): ListCheck | undefined {
  if (schema['x-kubernetes-list-type'] === 'set') {
    return (list) =>
      duplicates(list.map(textOf), (index, first) => `${show(list[index])} stands at [${first}] already`);
  }
  const keys = schema['x-kubernetes-list-map-keys'] ?? [];
  if (schema['x-kubernetes-list-type'] !== 'map') return undefined;
  return (list) => {
    let problems: Problems;
    for (const [index, item] of list.entries()) {
      if (item === null || isObject(item)) continue;
      problems = both(
        problems,
        problem(
          'MSH102',
          `Items have to be objects here, for they are told apart by their fields; ${show(item)} is none.`,
          index,
        ),
      );
    }
    if (problems) return problems;
    const ids = list.map((item) => textOf(keys.map((key) => keyOf(item, key))));
    return duplicates(ids, (index, first) => `${describe(keys, list[index])} stands at [${first}] already`);
  };
}

function duplicates(ids: readonly string[], describe: (index: number, first: number) => string): Problems {
  if (ids.length < 2 || new Set(ids).size === ids.length) return undefined;
  let problems: Problems;
  for (const [index, id] of ids.entries()) {
    const first = ids.indexOf(id);
    if (first < index)
      problems = both(problems, problem('MSH107', `${describe(index, first)}; every item has to differ.`, index));
  }
  return problems;
}

function describe(keys: readonly string[], item: unknown): string {
  return keys
    .map((key) => `${key} ${keyOf(item, key) === undefined ? '(not set)' : show(keyOf(item, key))}`)
    .join(', ');
}

function keyOf(item: unknown, key: string): unknown {
  return isObject(item) && Object.hasOwn(item, key) ? item[key] : undefined;
}

/** The same for equal values, whatever the order of their keys. */
export function textOf(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(textOf).join(',')}]`;
  if (!isObject(value)) return value === undefined ? 'undefined' : JSON.stringify(value);
  const keys = Object.keys(value).sort();
  return `{${keys.map((key) => `${JSON.stringify(key)}:${textOf(value[key])}`).join(',')}}`;
}
