import { existsSync, readFileSync } from 'node:fs';
import { load } from 'js-yaml';
import { SetupError } from './setup-error.js';

/** What we read of cdk8s.yaml; its other keys belong to cdk8s-cli. */
export interface Cdk8sConfig {
  /** Command that runs the app. */
  readonly app?: string;
  /** Folder of the rendered manifests. @default "dist" */
  readonly output?: string;
  /** What `cdk8s import` reads: files and URLs of CRDs, and names of other schemas. */
  readonly imports: readonly string[];
  /** Set where cdk8s-cli has to do more than run the app: Helm charts, validation plugins. */
  readonly needsCdk8sCli: boolean;
}

const FILE = 'cdk8s.yaml';

/**
 * Reads cdk8s.yaml of the working directory; an empty configuration where there is none.
 * @throws SetupError where it is no YAML, or a key has another type than it should
 */
export function readCdk8sConfig(): Cdk8sConfig {
  if (!existsSync(FILE)) return { imports: [], needsCdk8sCli: false };
  const config = parsed();
  const imports = config.imports ?? [];
  if (!Array.isArray(imports) || !imports.every((entry) => typeof entry === 'string')) {
    throw new SetupError(`${FILE}: \`imports\` is ${JSON.stringify(imports)}, and should be a list of strings.`);
  }
  return {
    app: text(config, 'app'),
    output: text(config, 'output'),
    imports,
    needsCdk8sCli:
      (config.synthConfig as { format?: string } | undefined)?.format === 'helm' || config.validations !== undefined,
  };
}

function parsed(): Readonly<Record<string, unknown>> {
  let config: unknown;
  try {
    config = load(readFileSync(FILE, 'utf8'));
  } catch (error) {
    throw new SetupError(`${FILE} is no YAML: ${(error as Error).message}`);
  }
  if (config === undefined || config === null) return {};
  if (typeof config !== 'object' || Array.isArray(config)) {
    throw new SetupError(`${FILE} is no mapping of keys to values.`);
  }
  return config as Readonly<Record<string, unknown>>;
}

function text(config: Readonly<Record<string, unknown>>, key: string): string | undefined {
  const value = config[key];
  if (value === undefined || typeof value === 'string') return value;
  throw new SetupError(`${FILE}: \`${key}\` is ${JSON.stringify(value)}, and should be a string.`);
}
