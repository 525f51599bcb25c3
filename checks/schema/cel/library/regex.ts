import { Re2Error, re2 } from '../../text/re2.js';
import { CelError } from '../values.js';
import { isInt, isText, type Library, typed } from './function.js';

/** Kubernetes' regular expression functions. */
export const regex: Library = {
  '.find(1)': typed([isText, isText], (text, pattern) => found(text, pattern)[0] ?? ''),
  '.findAll(1)': typed([isText, isText], found),
  '.findAll(2)': typed([isText, isText, isInt], (text, pattern, most) =>
    most < 0n ? found(text, pattern) : found(text, pattern).slice(0, Number(most)),
  ),
};

/** Go leaves out an empty match right behind another match. */
function found(text: string, pattern: string): string[] {
  let expression: RegExp;
  try {
    expression = re2(pattern);
  } catch (error) {
    if (error instanceof Re2Error) throw new CelError(error.message);
    throw error;
  }
  const matches: string[] = [];
  let end = -1;
  for (const match of text.matchAll(expression)) {
    if (match[0] !== '' || match.index !== end) matches.push(match[0]);
    end = match.index + match[0].length;
  }
  return matches;
}
