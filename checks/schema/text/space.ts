/** White space of Unicode as Go knows it: JavaScript's `trim` knows another. */
const SPACE = '[\\t\\n\\v\\f\\r \\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]';
const OUTER_SPACE = new RegExp(`^${SPACE}+|${SPACE}+$`, 'g');

/** As Go's strings.TrimSpace. */
export function trimSpace(text: string): string {
  return text.replace(OUTER_SPACE, '');
}
