import { existsSync, readFileSync } from 'node:fs';
import { load } from 'js-yaml';
import { UsageError } from './usage-error.js';

/** What we read of cdk8s.yaml; its other keys belong to cdk8s-cli. */
export interface Config {
  /** Command that runs the app. */
  readonly app?: string;
  /** Folder of the rendered manifests. @default "dist" */
  readonly output?: string;
  /** Set where cdk8s-cli has to do more than run the app: Helm charts, validation plugins. */
  readonly needsCdk8sCli: boolean;
}

const FILE = 'cdk8s.yaml';

/** Reads cdk8s.yaml of the working directory; an empty configuration where there is none. */
export function readConfig(): Config {
  if (!existsSync(FILE)) return { needsCdk8sCli: false };
  const config = parsed();
  return {
    app: text(config, 'app'),
    output: text(config, 'output'),
    needsCdk8sCli:
      (config.synthConfig as { format?: string } | undefined)?.format === 'helm' || config.validations !== undefined,
  };
}

function parsed(): Readonly<Record<string, unknown>> {
  let config: unknown;
  try {
    config = load(readFileSync(FILE, 'utf8'));
  } catch (error) {
    throw new UsageError(`${FILE} is no YAML: ${(error as Error).message}`);
  }
  if (config === undefined || config === null) return {};
  if (typeof config !== 'object' || Array.isArray(config))
    throw new UsageError(`${FILE} is no mapping of keys to values.`);
  return config as Readonly<Record<string, unknown>>;
}

function text(config: Readonly<Record<string, unknown>>, key: string): string | undefined {
  const value = config[key];
  if (value === undefined || typeof value === 'string') return value;
  throw new UsageError(`${FILE}: \`${key}\` is ${JSON.stringify(value)}, and should be a string.`);
}
