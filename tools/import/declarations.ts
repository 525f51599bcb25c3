/** The text of an open map: what the schema leaves to somebody else. */
export const openMap = '{ readonly [key: string]: any }';

export interface Field {
  readonly name: string;
  readonly type: string;
  readonly required: boolean;
}

/** What a declaration says, whatever its name. */
export interface Body {
  readonly fields: readonly Field[];
  /** More fields than the schema names. */
  readonly open: boolean;
  /** `ExactlyOne<…>` and the like, which stand beside the fields. */
  readonly groups: readonly string[];
  /** The alternatives that the type does not tell. */
  readonly untold: readonly string[];
}

interface Structure {
  body?: Body;
  /** Its name, where that is not up to this page. */
  readonly fixed?: string;
  /** The names made of the paths of all fields that have this structure. */
  readonly paths: string[];
}

/**
 * The declarations of one file, each structure once. Which name a structure gets is known only when all its fields
 * are: until then a type's text holds its number, `<<7>>`.
 */
export class Declarations {
  private readonly structures: Structure[] = [];
  private readonly numberOfBody = new Map<string, number>();
  private readonly taken = new Set<string>();

  /** @param names better than the shortest path, by the path of one of the fields (see pins.ts) */
  constructor(private readonly names: { readonly [path: string]: string } = {}) {}

  /** The type of an object; `makeBody` may declare more. */
  shared(path: string, makeBody: () => Body): string {
    const structure = this.add({ paths: [path] });
    const body = makeBody();
    const key = JSON.stringify(body);
    const former = this.numberOfBody.get(key);
    if (former !== undefined) {
      this.structures[former]?.paths.push(path);
      return `<<${former}>>`;
    }
    structure.body = body;
    const number = this.structures.indexOf(structure);
    this.numberOfBody.set(key, number);
    return `<<${number}>>`;
  }

  /** A declaration of a name of its own. */
  fixed(name: string, makeBody: () => Body): void {
    const structure = this.add({ fixed: name, paths: [] });
    structure.body = makeBody();
  }

  /** A name that something else in the file has. */
  claim(name: string): void {
    if (this.taken.has(name)) throw new Error(`two types of the name ${name}`);
    this.taken.add(name);
  }

  /** The texts and then the declarations, with names for numbers. */
  finish(texts: readonly string[]): string[] {
    for (const path of Object.keys(this.names)) {
      if (!this.structures.some(({ paths }) => paths.includes(path))) throw new Error(`pins.ts: no type at ${path}`);
    }
    // Places of structures that turned out to stand elsewhere have no body.
    const names = this.structures.map((structure) => (structure.body ? this.nameOf(structure) : ''));
    for (const name of names) if (name) this.claim(name);
    const named = (text: string): string => text.replace(/<<(\d+)>>/g, (_, number) => names[Number(number)] as string);
    const declarations = this.structures.flatMap(({ body }, number) =>
      body ? [declare(names[number] as string, JSON.parse(named(JSON.stringify(body))) as Body)] : [],
    );
    return [...texts.map(named), ...declarations];
  }

  private add(structure: Structure): Structure {
    this.structures.push(structure);
    return structure;
  }

  /** The shortest path; pins.ts has better names for some of what several kinds share. */
  private nameOf({ fixed, paths }: Structure): string {
    if (fixed) return fixed;
    const given = paths.flatMap((path) => this.names[path] ?? []);
    if (given.length > 1) throw new Error(`pins.ts names one type twice: ${given.join(', ')}`);
    return given[0] ?? paths.reduce((best, path) => (path.length < best.length ? path : best));
  }
}

function declare(name: string, { fields, open, groups, untold }: Body): string {
  const lines = fields.map(fieldText);
  if (open) lines.push('readonly [key: string]: any');
  const comment = untold.map((names) => `// Left to validation: one of ${names}.\n`).join('');
  if (groups.length === 0) return `${comment}export interface ${name} ${block(lines)}`;
  return `${comment}export type ${name} = ${[...(lines.length > 0 ? [block(lines)] : []), ...groups].join(' & ')};`;
}

/** One line if it is a short one. */
export function block(lines: readonly string[]): string {
  const line = `{ ${lines.join('; ')} }`;
  if (lines.length <= 3 && line.length < 90) return lines.length === 0 ? '{}' : line;
  return `{\n${lines.map((each) => `  ${each.replaceAll('\n', '\n  ')};`).join('\n')}\n}`;
}

export function fieldText({ name, type, required }: Field): string {
  return `readonly ${/^[\w$]+$/.test(name) ? name : `'${name}'`}${required ? '' : '?'}: ${type}`;
}
