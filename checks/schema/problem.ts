import type { Finding } from '../finding.js';
import type { SchemaCode } from './codes.js';

/** A name or an index, or nothing where the problem is the whole value's. */
type Step = string | number;

/**
 * A mistake on its way out of the value it is in: each level adds its step, so that a value without mistakes costs no
 * paths. The steps stand from the inside to the outside.
 */
export interface Problem {
  readonly code: SchemaCode;
  readonly severity: 'error' | 'warning';
  readonly message: string;
  readonly steps: Step[];
}

/** Nothing where there is no problem, so that no list is made for a value without mistakes. */
export type Problems = Problem[] | undefined;

export function problem(code: SchemaCode, message: string, ...steps: Step[]): Problem[] {
  return [{ code, severity: 'error', message, steps }];
}

export function warning(code: SchemaCode, message: string, ...steps: Step[]): Problem[] {
  return [{ code, severity: 'warning', message, steps }];
}

/** The problems of a part, seen from what it is a part of. */
export function under(step: Step, problems: Problem[]): Problem[] {
  for (const { steps } of problems) steps.push(step);
  return problems;
}

export function both(former: Problems, more: Problems): Problems {
  if (former === undefined) return more;
  if (more === undefined) return former;
  former.push(...more);
  return former;
}

export function toFinding({ code, severity, message, steps }: Problem): Finding {
  return { code, severity, path: pathOf([...steps].reverse()), message };
}

/** `spec.ports[0].name`; a key that is no plain name stands in brackets: `metadata.labels['a.b/c']`. */
function pathOf(steps: readonly Step[]): string {
  let path = '';
  for (const step of steps) {
    if (typeof step === 'number') path += `[${step}]`;
    else if (/^[A-Za-z_$][\w$-]*$/.test(step)) path += path === '' ? step : `.${step}`;
    else path += `['${step.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}']`;
  }
  return path;
}
