import { dump } from 'js-yaml';

/** One object of a file, and the construct that made it. */
export interface Document {
  readonly origin: string;
  readonly object: unknown;
}

/**
 * A file of YAML documents. Strings that a YAML 1.1 reader would take for something else (`yes`, `on`, `1e3`, `12:30`) are
 * quoted, since kubectl and the controllers read YAML 1.1. A comment above each document names its construct.
 */
export function toYaml(documents: readonly Document[]): string {
  return documents
    .map(({ origin, object }) => `# Source: ${origin}\n${dump(object, { lineWidth: -1, noRefs: true })}`)
    .join('---\n');
}
