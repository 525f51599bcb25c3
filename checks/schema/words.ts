const LONGEST_SHOWN = 60;

/** A value as it may stand in a sentence: `"GET"`, `5`, `an object`. */
export function show(value: unknown): string {
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : `a list of ${count(value.length, 'item')}`;
  if (typeof value === 'object' && value !== null) return 'an object';
  const text = typeof value === 'string' ? JSON.stringify(value) : String(value);
  return text.length > LONGEST_SHOWN ? `${text.slice(0, LONGEST_SHOWN)}…"` : text;
}

/** The value with its type, where the type is what is wrong: `the string "5"`. */
export function showTyped(value: unknown): string {
  if (typeof value === 'string') return `the string ${show(value)}`;
  if (typeof value === 'number') return `the number ${show(value)}`;
  return typeof value === 'object' && value !== null ? show(value) : `the value ${show(value)}`;
}

export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}

/** `a`, `a and b`, `a, b and c`, the names in backquotes. */
export function names(list: readonly string[], conjunction: 'and' | 'or' = 'and'): string {
  return join(
    list.map((name) => `\`${name}\``),
    conjunction,
  );
}

export function join(list: readonly string[], conjunction: 'and' | 'or'): string {
  if (list.length < 2) return list[0] ?? '';
  return `${list.slice(0, -1).join(', ')} ${conjunction} ${list.at(-1)}`;
}

const MOST_LISTED = 12;

/** The allowed values, not all where they are many. */
export function listed(values: readonly unknown[]): string {
  const shown = values.slice(0, MOST_LISTED).map(show);
  return values.length > MOST_LISTED
    ? `${shown.join(', ')} and ${values.length - MOST_LISTED} more`
    : join(shown, 'or');
}

/** ` Did you mean …?`, or nothing where no candidate is near. */
export function didYouMean(wrong: string, candidates: readonly string[], quote: (name: string) => string): string {
  const nearest = nearestOf(wrong, candidates);
  return nearest === undefined ? '' : ` Did you mean ${quote(nearest)}?`;
}

/** The same but for case, else the candidate in fewest edits: none in one letter, one in a short word, up to a third of a long one. */
export function nearestOf(wrong: string, candidates: readonly string[]): string | undefined {
  const lower = wrong.toLowerCase();
  const same = candidates.find((candidate) => candidate.toLowerCase() === lower);
  if (same !== undefined) return same;
  let best: string | undefined;
  let fewest = Math.min(Math.max(1, Math.floor(wrong.length / 3)), wrong.length - 1) + 1;
  for (const candidate of candidates) {
    if (Math.abs(candidate.length - wrong.length) >= fewest) continue;
    const needed = edits(lower, candidate.toLowerCase());
    if (needed < fewest) [best, fewest] = [candidate, needed];
  }
  return best;
}

/** Insertions, deletions, replacements and swaps of neighbours that make one word of the other. */
function edits(from: string, to: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (let row = 1; row <= from.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= to.length; column += 1) {
      const same = from[row - 1] === to[column - 1];
      let least = Math.min(
        (last[column] as number) + 1,
        (current[column - 1] as number) + 1,
        (last[column - 1] as number) + (same ? 0 : 1),
      );
      if (row > 1 && column > 1 && from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1]) {
        least = Math.min(least, (beforeLast[column - 2] as number) + 1);
      }
      current.push(least);
    }
    [beforeLast, last] = [last, current];
  }
  return last[to.length] as number;
}
