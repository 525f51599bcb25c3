/**
 * How Istio compares strings in policies (Istio API, `AuthorizationPolicy`): exact, `prefix*`, `*suffix`, or `*` for any
 * that is there. Nothing matches what is not there.
 */
export function matchesText(pattern: string, value: string | undefined): boolean {
  if (value === undefined) return false;
  if (pattern === '*') return value !== '';
  if (pattern.startsWith('*')) return value.endsWith(pattern.slice(1));
  if (pattern.endsWith('*')) return value.startsWith(pattern.slice(0, -1));
  return value === pattern;
}

/** Paths know templates too: `{*}` is one segment, `{**}` any number of them (Istio API, `Operation.paths`). */
export function matchesPath(pattern: string, path: string | undefined): boolean {
  if (path === undefined || !/\{\*{1,2}\}/.test(pattern)) return matchesText(pattern, path);
  const source = pattern
    .split(/(\{\*{1,2}\})/)
    .map((part) => (part === '{*}' ? '[^/]+' : part === '{**}' ? '.*' : part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')))
    .join('');
  return new RegExp(`^${source}$`).test(path);
}
