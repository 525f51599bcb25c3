import { DEFAULT_SCALAR_STYLE_RULES, type DumpOptions, dump, SCALAR_STYLE, type ScalarLayout } from 'js-yaml';

/** One object of a file, and the construct that made it. */
export interface Document {
  readonly origin: string;
  readonly object: unknown;
}

const OPTIONS: DumpOptions = {
  lineWidth: -1,
  noRefs: true,
  scalarStyleRules: [quoteNumbersOfYaml11, ...Object.values(DEFAULT_SCALAR_STYLE_RULES)],
};

/**
 * A file of YAML documents. Strings that a reader of YAML 1.1 would take for something else (`yes`, `on`, `1e3`, `12:30`)
 * are quoted, since kubectl and the controllers read YAML 1.1. A comment above each document names its construct.
 */
export function toYaml(documents: readonly Document[]): string {
  return documents.map(({ origin, object }) => `# Source: ${origin}\n${dump(object, OPTIONS)}`).join('---\n');
}

/** js-yaml quotes what YAML 1.1 says is a number; some readers also take one without digits for it (`.`, `E0`). */
const LIKE_A_NUMBER = /^[-+]?[0-9_]*\.?[0-9_]*([eE][-+]?[0-9]+)?$/;

function quoteNumbersOfYaml11(layout: ScalarLayout): void {
  const { node, presenterOptions } = layout;
  const isString = node.tag === presenterOptions.schema.defaultScalarTag.tagName;
  if (layout.style === SCALAR_STYLE.PLAIN && isString && LIKE_A_NUMBER.test(node.value)) {
    layout.style = SCALAR_STYLE.SINGLE_QUOTED;
  }
}
