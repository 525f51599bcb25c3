import type { TreeChanges } from './write.js';

/** Most paths that are listed by name; the rest is counted. */
const LISTED = 20;

/** What a write did, for people: one line, then the files that are new, changed or gone. */
export function describeChanges(folder: string, changes: TreeChanges): string {
  const { added, changed, removed, unchanged } = changes;
  const total = added.length + changed.length + unchanged.length;
  const marked = [
    ...changed.map((path) => `  ~ ${path}`),
    ...added.map((path) => `  + ${path}`),
    ...removed.map((path) => `  - ${path}`),
  ];
  const head = `${folder}: ${total} file${total === 1 ? '' : 's'}, ${changed.length} changed, ${added.length} added, ${removed.length} removed`;
  const rest = marked.length > LISTED ? [`  … and ${marked.length - LISTED} more`] : [];
  return [head, ...marked.slice(0, LISTED), ...rest].join('\n');
}
