/** A table as Biome formats it; the first column is text, the others are figures. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((_, column) => Math.max(...[head, ...rows].map((cells) => cells[column]?.length ?? 0)));
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  const aligned = (cells: readonly string[]) =>
    line(widths.map((width, column) => (cells[column] ?? '')[column === 0 ? 'padEnd' : 'padStart'](width)));
  const rule = line(widths.map((width, column) => (column === 0 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`)));
  return [aligned(head), rule, ...rows.map(aligned)].join('\n');
}

export function count(value: number): string {
  return value.toLocaleString('en-US');
}

export function ratio(value: number): string {
  return value.toFixed(value < 10 ? 2 : 1);
}

export function seconds(value: number): string {
  return value.toFixed(value < 10 ? 2 : 1);
}
