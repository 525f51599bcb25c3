import { SchemaChecker } from '../../checks/schema/index.js';

const checker = new SchemaChecker();

/** Whether our own schema checks take the object. */
export function weAccept(object: unknown): boolean {
  return checker.check(object).every(({ severity }) => severity !== 'error');
}

export interface Judged {
  readonly name: string;
  readonly custom: boolean;
  readonly server: boolean;
  readonly us: boolean;
}

/** Core kinds have rules that only the server's code knows, so of them we may take more; never less. */
export function disagreements(judged: readonly Judged[]): string[] {
  return judged
    .filter(({ custom, server, us }) => (custom ? server !== us : server && !us))
    .map(({ name, server }) => `${name}: ${server ? 'refused by us alone' : 'refused by the server alone'}`);
}

/** A line a figure. */
export function figures(judged: readonly Judged[]): string {
  const custom = judged.filter((each) => each.custom);
  const core = judged.filter((each) => !each.custom);
  const lines: [number, string][] = [
    [custom.length, 'custom resources'],
    [disagreements(custom).length, 'disagreements on them'],
    [core.length, 'objects of core kinds'],
    [disagreements(core).length, 'of them refused by us alone'],
    [core.filter(({ server, us }) => !server && us).length, 'of them refused by the server alone'],
  ];
  return lines.map(([figure, name]) => `${String(figure).padStart(6)} ${name}`).join('\n');
}
