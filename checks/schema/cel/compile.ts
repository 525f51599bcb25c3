import { fieldOf, hasField, itemOf, mapKey, optionalField, optionalItem, optionalOf } from './access.js';
import { type CelFunction, functions } from './library/index.js';
import { macros } from './macros.js';
import { operators } from './operators.js';
import type { Expression, Item } from './parse.js';
import type { Run } from './run.js';
import { CelError, Type, type Value } from './values.js';

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
        if (!optional) map.set(at, made);
        else if (optionalOf(made).hasValue) map.set(at, optionalOf(made).value);
      }
      return map;
    };
  }

  private call(name: string, target: Expression | undefined, args: readonly Expression[]): Run {
    if (!target && name === 'has') return this.has(args);
    const operator = !target && Object.hasOwn(operators, name) ? operators[name] : undefined;
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
