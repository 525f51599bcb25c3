import { nameRefusals } from './names.js';
import type { Refusal } from './refusal.js';

/** Who a workload is to the mesh: its service account. */
export interface Identity {
  readonly namespace: string;
  readonly serviceAccount: string;
  /** The caller's trust domain where it is not this mesh's own. */
  readonly trustDomain?: string;
}

/** The service account of a workload. */
export interface ServiceAccountIntent {
  readonly name: string;
  /** False for an account that exists already and is rendered elsewhere. */
  readonly create: boolean;
  /** Whether the pod gets a token for the Kubernetes API. */
  readonly apiToken: boolean;
  readonly annotations: Readonly<Record<string, string>>;
}

/**
 * Refuses the account `default`: every pod without an account of its own runs as it, so a grant for it lets all of them in.
 */
export function* serviceAccountRefusals(origin: string, name: string): Iterable<Refusal> {
  if (name === 'default') {
    yield {
      origin,
      problem: 'the service account is "default".',
      reason:
        'every pod of the namespace that names no account runs as "default", so a grant for it would let all of them in.',
      mend: 'give the workload a service account of its own and name that.',
    };
    return;
  }
  yield* nameRefusals(origin, 'service account', name, { form: 'name' });
}
