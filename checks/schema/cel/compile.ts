import { arithmetic, difference, negative, sum } from './arithmetic.js';
import { type CelFunction, functions } from './library/index.js';
import type { Expression, Item } from './parse.js';
import {
  CelError,
  compare,
  equal,
  isObject,
  noOverload,
  numeric,
  Optional,
  Type,
  typeName,
  Uint,
  type Value,
} from './values.js';

/** The values of the variables, by their slots. Comprehensions write theirs behind those of the rule. */
type Frame = Value[];
type Run = (frame: Frame) => Value;

/** A rule, ready to be evaluated: the values of its variables in, its value out. @throws CelError where it has none */
export type Program = (...values: readonly Value[]) => Value;

/** @throws CelError where the rule names or calls what there is not */
export function compileCel(expression: Expression, variables: readonly string[]): Program {
  const run = new Compiler(new Scope(variables)).compile(expression);
  return (...values) => run([...values]);
}

/** Which variable is in which slot. */
class Scope {
  constructor(private readonly names: readonly string[]) {}

  slotOf(name: string): number | undefined {
    const slot = this.names.lastIndexOf(name);
    return slot < 0 ? undefined : slot;
  }

  with(...names: readonly string[]): Scope {
    return new Scope([...this.names, ...names]);
  }

  get size(): number {
    return this.names.length;
  }
}

const TYPES = new Map(
  [
    'bool',
    'bytes',
    'double',
    'int',
    'list',
    'map',
    'null_type',
    'optional_type',
    'string',
    'type',
    'uint',
    'google.protobuf.Duration',
    'google.protobuf.Timestamp',
  ].map((name) => [name, new Type(name)]),
);

class Compiler {
  constructor(private readonly scope: Scope) {}

  compile(expression: Expression): Run {
    switch (expression.kind) {
      case 'literal': {
        const { value } = expression;
        return () => value;
      }
      case 'name':
        return this.name(expression.name);
      case 'select':
        return this.select(expression.operand, expression.field, expression.optional);
      case 'index':
        return this.index(expression.operand, expression.index, expression.optional);
      case 'call':
        return this.call(expression.name, expression.target, expression.args);
      case 'list':
        return this.list(expression.items);
      case 'map':
        return this.map(expression.entries);
    }
  }

  private name(name: string): Run {
    const slot = this.scope.slotOf(name);
    if (slot !== undefined) return (frame) => frame[slot];
    const type = TYPES.get(name);
    if (type) return () => type;
    throw new CelError(`undeclared reference to '${name}'`);
  }

  private select(operand: Expression, field: string, optional: boolean): Run {
    // `google.protobuf.Timestamp` is one name.
    const type = TYPES.get(`${qualifiedName(operand)}.${field}`);
    if (type) return () => type;
    const run = this.compile(operand);
    if (optional) return (frame) => optionalField(run(frame), field);
    return (frame) => fieldOf(run(frame), field);
  }

  private index(operand: Expression, index: Expression, optional: boolean): Run {
    const run = this.compile(operand);
    const key = this.compile(index);
    if (optional) return (frame) => optionalItem(run(frame), key(frame));
    return (frame) => itemOf(run(frame), key(frame));
  }

  private list(items: readonly Item[]): Run {
    const runs = items.map(({ value }) => this.compile(value));
    if (items.every(({ value, optional }) => value.kind === 'literal' && !optional)) {
      const list = runs.map((run) => run([]));
      return () => list;
    }
    if (!items.some(({ optional }) => optional)) return (frame) => runs.map((run) => run(frame));
    return (frame) =>
      runs.flatMap((run, at) => {
        const value = run(frame);
        if (!items[at]?.optional) return [value];
        const maybe = optionalOf(value);
        return maybe.hasValue ? [maybe.value] : [];
      });
  }

  private map(entries: Extract<Expression, { kind: 'map' }>['entries']): Run {
    const runs = entries.map(({ key, value, optional }) => ({
      key: this.compile(key),
      value: this.compile(value),
      optional,
    }));
    return (frame) => {
      const map = new Map<Value, Value>();
      for (const { key, value, optional } of runs) {
        const at = mapKey(key(frame));
        const made = value(frame);
        if (map.has(at)) throw new CelError(`map key ${String(at)} stands twice`);
        if (!optional) map.set(at, made);
        else if (optionalOf(made).hasValue) map.set(at, optionalOf(made).value);
      }
      return map;
    };
  }

  private call(name: string, target: Expression | undefined, args: readonly Expression[]): Run {
    if (!target && name === 'has') return this.has(args);
    const operator = target ? undefined : operators[name];
    if (operator) return operator(args.map((arg) => this.compile(arg)));
    if (target) {
      const macro = this.macro(name, target, args);
      if (macro) return macro;
      // `ip.isCanonical(x)` is a function of that name, not a method of a variable `ip`.
      const qualified = qualifiedName(target);
      const isVariable = qualified !== undefined && this.scope.slotOf(qualified.split('.')[0] as string) !== undefined;
      const found =
        qualified !== undefined && !isVariable ? functions.get(`${qualified}.${name}(${args.length})`) : undefined;
      if (found)
        return apply(
          found,
          args.map((arg) => this.compile(arg)),
          args,
        );
      if (name === 'orValue' || name === 'or') return this.orElse(name, target, args);
    }
    const found = functions.get(target ? `.${name}(${args.length})` : `${name}(${args.length})`);
    if (!found) throw new CelError(`undeclared reference to '${name}'`);
    const all = target ? [target, ...args] : args;
    return apply(
      found,
      all.map((arg) => this.compile(arg)),
      all,
    );
  }

  private has([arg, ...more]: readonly Expression[]): Run {
    if (arg?.kind !== 'select' || more.length > 0) throw new CelError('invalid argument to has() macro');
    const run = this.compile(arg.operand);
    const { field } = arg;
    return (frame) => hasField(run(frame), field);
  }

  /** What is not needed is not evaluated. */
  private orElse(name: string, target: Expression, args: readonly Expression[]): Run {
    const [left, right] = [target, ...args].map((arg) => this.compile(arg)) as [Run, Run];
    if (args.length !== 1) throw new CelError(`undeclared reference to '${name}'`);
    return (frame) => {
      const maybe = optionalOf(left(frame));
      if (maybe.hasValue) return name === 'or' ? maybe : maybe.value;
      return name === 'or' ? optionalOf(right(frame)) : right(frame);
    };
  }

  /** A call that binds variables, by its name and the number of its arguments. */
  private macro(name: string, target: Expression, args: readonly Expression[]): Run | undefined {
    const make = Object.hasOwn(macros, `${name}(${args.length})`) ? macros[`${name}(${args.length})`] : undefined;
    if (!make) return undefined;
    const names = args.slice(0, make.variables).map((arg) => (arg.kind === 'name' ? arg.name : undefined));
    if (names.some((variable) => variable === undefined)) return undefined;
    const inner = new Compiler(this.scope.with(...(names as string[])));
    const range = this.compile(target);
    const slot = this.scope.size;
    return make.run(
      range,
      slot,
      args.slice(make.variables).map((arg) => inner.compile(arg)),
    );
  }
}

function qualifiedName(expression: Expression): string | undefined {
  if (expression.kind === 'name') return expression.name;
  if (expression.kind !== 'select' || expression.optional) return undefined;
  const before = qualifiedName(expression.operand);
  return before === undefined ? undefined : `${before}.${expression.field}`;
}

/** A call of which all arguments are literals has one value: `duration('1ms')`. */
function apply(call: CelFunction, runs: readonly Run[], args: readonly Expression[]): Run {
  const [first, second, third] = runs as [Run, Run, Run];
  const run: Run =
    runs.length === 0
      ? () => call()
      : runs.length === 1
        ? (frame) => call(first(frame))
        : runs.length === 2
          ? (frame) => call(first(frame), second(frame))
          : (frame) => call(first(frame), second(frame), third(frame), ...runs.slice(3).map((each) => each(frame)));
  if (args.length === 0 || !args.every(({ kind }) => kind === 'literal')) return run;
  try {
    const value = run([]);
    return () => value;
  } catch {
    return run;
  }
}

// Fields and items

const ABSENT = Symbol('absent');

function lookup(value: Value, field: string): Value {
  if (value instanceof Map) return value.has(field) ? value.get(field) : ABSENT;
  if (isObject(value)) return Object.hasOwn(value, field) ? value[field] : ABSENT;
  throw noOverload(`${typeName(value)}.${field}`);
}

function fieldOf(value: Value, field: string): Value {
  if (value instanceof Optional) return optionalField(value, field);
  const found = lookup(value, field);
  if (found === ABSENT) throw new CelError(`no such key: ${field}`);
  return found;
}

function optionalField(value: Value, field: string): Optional {
  if (value instanceof Optional) return value.hasValue ? optionalField(value.value, field) : value;
  const found = lookup(value, field);
  return found === ABSENT ? Optional.none : Optional.of(found);
}

function hasField(value: Value, field: string): boolean {
  if (value instanceof Optional) return value.hasValue && hasField(value.value, field);
  return lookup(value, field) !== ABSENT;
}

function itemOf(value: Value, key: Value): Value {
  if (value instanceof Optional) return optionalItem(value, key);
  if (Array.isArray(value)) {
    const index = listIndex(key);
    if (index < 0 || index >= value.length) throw new CelError(`index out of bounds: ${index}`);
    return value[index];
  }
  if (value instanceof Map) {
    const at = mapKey(key);
    if (!value.has(at)) throw new CelError(`no such key: ${String(at)}`);
    return value.get(at);
  }
  if (typeof key === 'string') return fieldOf(value, key);
  throw noOverload(`${typeName(value)}[${typeName(key)}]`);
}

function optionalItem(value: Value, key: Value): Optional {
  if (value instanceof Optional) return value.hasValue ? optionalItem(value.value, key) : value;
  if (Array.isArray(value)) {
    const index = listIndex(key);
    return index >= 0 && index < value.length ? Optional.of(value[index]) : Optional.none;
  }
  if (value instanceof Map) return value.has(mapKey(key)) ? Optional.of(value.get(mapKey(key))) : Optional.none;
  if (typeof key === 'string') return optionalField(value, key);
  throw noOverload(`${typeName(value)}[?${typeName(key)}]`);
}

function listIndex(key: Value): number {
  const index = numeric(key);
  if (index === undefined || (typeof index === 'number' && !Number.isInteger(index)))
    throw noOverload(`list[${typeName(key)}]`);
  return Number(index);
}

/** Equal numbers are one key, of whatever type. */
function mapKey(key: Value): Value {
  if (key instanceof Uint) return key.value;
  if (typeof key === 'number') return Number.isInteger(key) ? BigInt(key) : key;
  if (typeof key === 'string' || typeof key === 'bigint' || typeof key === 'boolean') return key;
  throw noOverload(`a key of type ${typeName(key)}`);
}

function optionalOf(value: Value): Optional {
  if (value instanceof Optional) return value;
  throw noOverload(`${typeName(value)} is no optional`);
}

// Operators

function bool(value: Value): boolean {
  if (typeof value === 'boolean') return value;
  throw noOverload(`${typeName(value)} is no bool`);
}

/** `&&` and `||`: where one side decides, an error of the other does not matter. */
function logical(left: Run, right: Run, deciding: boolean): Run {
  return (frame) => {
    let failure: unknown;
    try {
      if (bool(left(frame)) === deciding) return deciding;
    } catch (error) {
      if (!(error instanceof CelError)) throw error;
      failure = error;
    }
    const value = bool(right(frame));
    if (value === deciding || failure === undefined) return value;
    throw failure;
  };
}

type Operator = (runs: readonly Run[]) => Run;

function binary(calculate: (left: Value, right: Value) => Value): Operator {
  return ([left, right]) =>
    (frame) =>
      calculate((left as Run)(frame), (right as Run)(frame));
}

const operators: { readonly [sign: string]: Operator | undefined } = {
  '?:':
    ([condition, yes, no]) =>
    (frame) =>
      bool((condition as Run)(frame)) ? (yes as Run)(frame) : (no as Run)(frame),
  '&&': ([left, right]) => logical(left as Run, right as Run, false),
  '||': ([left, right]) => logical(left as Run, right as Run, true),
  '!_':
    ([operand]) =>
    (frame) =>
      !bool((operand as Run)(frame)),
  '-_':
    ([operand]) =>
    (frame) =>
      negative((operand as Run)(frame)),
  '==': binary(equal),
  '!=': binary((left, right) => !equal(left, right)),
  '<': binary((left, right) => compare(left, right) < 0),
  '<=': binary((left, right) => compare(left, right) <= 0),
  '>': binary((left, right) => compare(left, right) > 0),
  '>=': binary((left, right) => compare(left, right) >= 0),
  in: binary(isIn),
  '+': binary(sum),
  '-': binary(difference),
  '*': binary((left, right) => arithmetic('*', left, right)),
  '/': binary((left, right) => arithmetic('/', left, right)),
  '%': binary((left, right) => arithmetic('%', left, right)),
};

function isIn(value: Value, range: Value): boolean {
  if (Array.isArray(range)) return range.some((item) => equal(item, value));
  if (range instanceof Map) return range.has(mapKey(value));
  throw noOverload(`in ${typeName(range)}`);
}

// Comprehensions

interface Macro {
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

const macros: { readonly [call: string]: Macro } = {
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
