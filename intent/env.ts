import type { Refusal } from './refusal.js';

/** Where the value of an environment variable comes from. */
export type EnvIntent =
  | { readonly from: 'literal'; readonly value: string; readonly notSecret?: true }
  | { readonly from: 'secret' | 'configMap'; readonly name: string; readonly key: string; readonly optional?: boolean }
  | { readonly from: 'field'; readonly path: string }
  | { readonly from: 'raw'; readonly value?: string; readonly valueFrom?: object };

/** Options of a value read from a Secret or ConfigMap. */
export interface EnvReferenceOptions {
  /**
   * Whether the pod may start without it.
   * @default false
   */
  readonly optional?: boolean;
}

/** Values of environment variables. A plain string is a literal. */
export const Env = {
  /** The value under `key` of the Secret `name` in the same namespace. Only the reference is rendered. */
  secret: (name: string, key: string, options: EnvReferenceOptions = {}): EnvIntent => ({
    from: 'secret',
    name,
    key,
    ...options,
  }),
  /** The value under `key` of the ConfigMap `name` in the same namespace. */
  configMap: (name: string, key: string, options: EnvReferenceOptions = {}): EnvIntent => ({
    from: 'configMap',
    name,
    key,
    ...options,
  }),
  /** A field of the pod, such as `status.podIP` (Kubernetes API, `ObjectFieldSelector`). */
  field: (path: string): EnvIntent => ({ from: 'field', path }),
  /** A literal that is no secret although its variable is named like one (`PUBLIC_KEY`). */
  notSecret: (value: string): EnvIntent => ({ from: 'literal', value, notSecret: true }),
} as const;

const NAMED_LIKE_A_SECRET = /(password|token|secret|key)$/i;
/** Names of environment variables as containers take them (Kubernetes API, `EnvVar.name`). */
const ENV_NAME = /^[A-Za-z_.-][A-Za-z0-9_.-]*$/;

/** Refuses literals that look like secrets; the value itself is never repeated. `prop` is `env` or `config`. */
export function* envRefusals(
  origin: string,
  prop: string,
  env: Readonly<Record<string, EnvIntent>>,
): Iterable<Refusal> {
  for (const [name, value] of Object.entries(env)) {
    if (!ENV_NAME.test(name)) {
      yield {
        origin,
        problem: `${prop} has the name "${name}".`,
        reason:
          'an environment variable\'s name has letters, digits, "_", "-" and ".", and does not start with a digit.',
        mend: `rename it, for example to "${name.replace(/[^A-Za-z0-9_.-]/g, '_').replace(/^\d/, '_$&')}".`,
      };
    }
    const literal = value.from === 'literal' ? !value.notSecret : value.from === 'raw' && value.value !== undefined;
    if (literal && NAMED_LIKE_A_SECRET.test(name)) {
      yield {
        origin,
        problem: `${prop}.${name} is a literal under the name of a secret.`,
        reason: 'the rendered manifests are committed, and a secret in them is a secret no more.',
        mend: `write env.${name}: Env.secret('<secret name>', '<key>'), or Env.notSecret(…) where it is none.`,
      };
    }
  }
}
