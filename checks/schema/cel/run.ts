import type { Value } from './values.js';

/** The values of the variables, by their slots. Comprehensions write theirs behind those of the rule. */
export type Frame = Value[];

/** A compiled expression. @throws CelError where it has no value */
export type Run = (frame: Frame) => Value;
