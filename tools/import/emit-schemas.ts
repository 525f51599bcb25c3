import { type Crd, mapSubschemas, type Schema, type Version } from './schema.js';

/** Parts that are written once although they stand in several places: shorter ones cost more than they save. */
const leastShared = 300;

/**
 * The schemas of a source as `checks/schema` loads them: a kind a line, by `group/version/kind`, parsed by JSON.parse and ready.
 * Equal parts stand once, in `shared`; a `$ref` is `#/<place in shared>`. An ApplicationSet holds the same template 25 times.
 */
export function emitSchemas(crds: readonly Crd[]): string {
  const parts = new SharedParts(crds.map(schemaOf));
  const kinds = crds.map((crd) => {
    const { group, names, scope, versions } = crd.spec;
    const version = versions[0] as Version & { subresources?: { status?: object } };
    const kind = { scope, status: version.subresources?.status !== undefined, schema: parts.shorten(schemaOf(crd)) };
    return `${JSON.stringify(`${group}/${version.name}/${names.kind}`)}: ${JSON.stringify(kind)}`;
  });
  const shared = parts.shared.map((part) => JSON.stringify(part));
  return `{\n"kinds": {\n${kinds.join(',\n')}\n},\n"shared": [\n${shared.join(',\n')}\n]\n}\n`;
}

/** In which file a kind is. */
export function emitSchemaIndex(sourceOf: ReadonlyMap<string, string>): string {
  const lines = [...sourceOf].map(([kind, source]) => `${JSON.stringify(kind)}: ${JSON.stringify(source)}`);
  return `{\n${lines.sort().join(',\n')}\n}\n`;
}

function schemaOf(crd: Crd): Schema {
  return (crd.spec.versions[0] as Version).schema.openAPIV3Schema;
}

class SharedParts {
  readonly shared: Schema[] = [];
  private readonly times = new Map<string, number>();
  private readonly place = new Map<string, number>();
  private readonly texts = new Map<Schema, string>();

  constructor(schemas: readonly Schema[]) {
    for (const schema of schemas) this.count(schema);
  }

  shorten(schema: Schema): Schema {
    const text = this.text(schema);
    if (text.length < leastShared || (this.times.get(text) ?? 0) < 2) return this.inner(schema);
    let place = this.place.get(text);
    if (place === undefined) {
      const part = this.inner(schema);
      place = this.shared.push(part) - 1;
      this.place.set(text, place);
    }
    return { $ref: `#/${place}` };
  }

  private inner(schema: Schema): Schema {
    return mapSubschemas(schema, (each) => this.shorten(each));
  }

  /** What is inside a part that was met before is not counted again: it will stand there once. */
  private count(schema: Schema): void {
    const text = this.text(schema);
    const times = (this.times.get(text) ?? 0) + 1;
    this.times.set(text, times);
    if (times > 1 && text.length >= leastShared) return;
    mapSubschemas(schema, (each) => {
      this.count(each);
      return each;
    });
  }

  private text(schema: Schema): string {
    const known = this.texts.get(schema);
    if (known !== undefined) return known;
    const text = JSON.stringify(schema);
    this.texts.set(schema, text);
    return text;
  }
}
