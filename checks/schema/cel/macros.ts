import { mapKey, optionalOf } from './access.js';
import { bool } from './operators.js';
import type { Frame, Run } from './run.js';
import { CelError, compare, noOverload, Optional, typeName, type Value } from './values.js';

/** A call that binds variables: of all the compiler needs to know how many, and what to do with the bodies. */
export interface Macro {
  readonly variables: number;
  readonly run: (range: Run, slot: number, bodies: readonly Run[]) => Run;
}

/** What one variable runs over: the items of a list, the keys of a map. */
function itemsOf(range: Value): Iterable<Value> {
  if (Array.isArray(range)) return range;
  if (range instanceof Map) return range.keys();
  throw noOverload(`${typeName(range)} is no list or map`);
}

/** What two variables run over: index and item, or key and value. */
function pairsOf(range: Value): Iterable<readonly [Value, Value]> {
  if (Array.isArray(range)) return range.map((item, index) => [BigInt(index), item] as const);
  if (range instanceof Map) return range;
  throw noOverload(`${typeName(range)} is no list or map`);
}

/** Sets the variables to each thing in turn, until `visit` says that it is enough. */
function loop(
  variables: number,
  slot: number,
  range: Value,
  frame: Frame,
  visit: (item: Value, key: Value) => boolean,
): void {
  if (variables === 1) {
    for (const item of itemsOf(range)) {
      frame[slot] = item;
      if (visit(item, undefined)) return;
    }
    return;
  }
  for (const [key, value] of pairsOf(range)) {
    frame[slot] = key;
    frame[slot + 1] = value;
    if (visit(value, key)) return;
  }
}

/** `all` and `exists`: one item that decides outweighs the errors of others. */
function quantifier(variables: number, deciding: boolean): Macro {
  return {
    variables,
    run:
      (range, slot, [body]) =>
      (frame) => {
        let decided = false;
        let failure: unknown;
        loop(variables, slot, range(frame), frame, () => {
          try {
            decided = bool((body as Run)(frame)) === deciding;
          } catch (error) {
            if (!(error instanceof CelError)) throw error;
            failure ??= error;
          }
          return decided;
        });
        if (decided) return deciding;
        if (failure !== undefined) throw failure;
        return !deciding;
      },
  };
}

function existsOne(variables: number): Macro {
  return {
    variables,
    run:
      (range, slot, [body]) =>
      (frame) => {
        let found = 0;
        loop(variables, slot, range(frame), frame, () => {
          if (bool((body as Run)(frame))) found += 1;
          return false;
        });
        return found === 1;
      },
  };
}

/** `map`, `filter`, `transformList`: a new list of what the bodies make. */
function listMaker(variables: number, filtered: boolean, transformed: boolean): Macro {
  return {
    variables,
    run: (range, slot, bodies) => {
      const filter = filtered ? (bodies[0] as Run) : undefined;
      const transform = transformed ? (bodies.at(-1) as Run) : undefined;
      return (frame) => {
        const made: Value[] = [];
        loop(variables, slot, range(frame), frame, (item) => {
          if (!filter || bool(filter(frame))) made.push(transform ? transform(frame) : item);
          return false;
        });
        return made;
      };
    },
  };
}

function mapMaker(filtered: boolean, entries: boolean): Macro {
  return {
    variables: 2,
    run: (range, slot, bodies) => {
      const filter = filtered ? (bodies[0] as Run) : undefined;
      const transform = bodies.at(-1) as Run;
      return (frame) => {
        const made = new Map<Value, Value>();
        const add = (key: Value, value: Value): void => {
          if (made.has(key)) throw new CelError(`map key ${String(key)} stands twice`);
          made.set(key, value);
        };
        loop(2, slot, range(frame), frame, (_, key) => {
          if (filter && !bool(filter(frame))) return false;
          const value = transform(frame);
          if (!entries) add(mapKey(key), value);
          else if (value instanceof Map) for (const [at, entry] of value) add(at, entry);
          else throw noOverload(`transformMapEntry to ${typeName(value)}`);
          return false;
        });
        return made;
      };
    },
  };
}

function optionalMaker(flat: boolean): Macro {
  return {
    variables: 1,
    run:
      (range, slot, [body]) =>
      (frame) => {
        const maybe = optionalOf(range(frame));
        if (!maybe.hasValue) return maybe;
        frame[slot] = maybe.value;
        const made = (body as Run)(frame);
        return flat ? optionalOf(made) : Optional.of(made);
      },
  };
}

const sortBy: Macro = {
  variables: 1,
  run:
    (range, slot, [body]) =>
    (frame) => {
      const items = range(frame);
      if (!Array.isArray(items)) throw noOverload(`${typeName(items)}.sortBy`);
      const keyed = items.map((item): readonly [Value, Value] => {
        frame[slot] = item;
        return [(body as Run)(frame), item];
      });
      return keyed.sort(([left], [right]) => compare(left, right)).map(([, item]) => item);
    },
};

/** Macros by name and number of arguments. */
export const macros: { readonly [call: string]: Macro } = {
  'all(2)': quantifier(1, false),
  'all(3)': quantifier(2, false),
  'exists(2)': quantifier(1, true),
  'exists(3)': quantifier(2, true),
  'exists_one(2)': existsOne(1),
  'exists_one(3)': existsOne(2),
  'existsOne(2)': existsOne(1),
  'existsOne(3)': existsOne(2),
  'filter(2)': listMaker(1, true, false),
  'map(2)': listMaker(1, false, true),
  'map(3)': listMaker(1, true, true),
  'transformList(3)': listMaker(2, false, true),
  'transformList(4)': listMaker(2, true, true),
  'transformMap(3)': mapMaker(false, false),
  'transformMap(4)': mapMaker(true, false),
  'transformMapEntry(3)': mapMaker(false, true),
  'transformMapEntry(4)': mapMaker(true, true),
  'optMap(2)': optionalMaker(false),
  'optFlatMap(2)': optionalMaker(true),
  'sortBy(2)': sortBy,
};
