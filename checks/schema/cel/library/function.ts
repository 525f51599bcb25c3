import { noOverload, typeName, type Value } from '../values.js';

/** A function of a library; a method's first argument is what stands before its dot. */
// biome-ignore lint/suspicious/noExplicitAny: each function checks the types of its arguments by `typed`
export type CelFunction = (...args: any[]) => Value;

/** Functions by name and number of arguments: `size(1)`; methods begin with a dot: `.size(0)`. */
export type Library = { readonly [call: string]: CelFunction };

type Test<T> = (value: Value) => value is T;

export const isText: Test<string> = (value): value is string => typeof value === 'string';
export const isInt: Test<bigint> = (value): value is bigint => typeof value === 'bigint';
export const isBool: Test<boolean> = (value): value is boolean => typeof value === 'boolean';
export const isList: Test<readonly Value[]> = (value): value is readonly Value[] => Array.isArray(value);

// biome-ignore lint/suspicious/noExplicitAny: constructors of any shape
export function is<T>(type: abstract new (...args: any[]) => T): Test<T> {
  return (value): value is T => value instanceof type;
}

type Tested<Tests> = { [Index in keyof Tests]: Tests[Index] extends Test<infer T> ? T : never };

/** The function for arguments of these types; of others there is no overload. */
export function typed<const Tests extends readonly Test<never>[] | readonly unknown[]>(
  tests: Tests,
  call: (...args: Tested<Tests> extends readonly unknown[] ? Tested<Tests> : never) => Value,
): CelFunction {
  const checks = tests as readonly Test<unknown>[];
  return (...args) => {
    for (let index = 0; index < checks.length; index += 1) {
      if (!(checks[index] as Test<unknown>)(args[index])) throw noOverload(args.map(typeName).join(', '));
    }
    return (call as CelFunction)(...args);
  };
}
