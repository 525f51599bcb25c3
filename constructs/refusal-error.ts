import { inspect } from 'node:util';
import { SetupError } from '../manifests/setup-error.js';

/** Everything that is wrong with an app, in one error. Nothing was written when it is thrown. */
export class RefusalError extends Error {
  /** One message each: where, what, why, and how to mend it. */
  readonly refusals: readonly string[];

  constructor(refusals: readonly string[]) {
    const count = refusals.length === 1 ? '1 refusal' : `${refusals.length} refusals`;
    super(`${count}, nothing was written:\n\n${refusals.map((refusal) => `  ${refusal}`).join('\n\n')}\n`);
    this.name = 'RefusalError';
    this.refusals = refusals;
  }
}

/**
 * An app that is run as a program and refused ends with the messages and exit code 1, without a stack trace: the mistake is
 * in the app's props, not in a line of the library. Where something else listens for uncaught errors already (a test
 * runner), it is left alone.
 */
export function reportWithoutStack(): void {
  if (process.listenerCount('uncaughtException') > 0) return;
  process.on('uncaughtException', (error) => {
    const told = error instanceof RefusalError || error instanceof SetupError;
    process.stderr.write(`${told ? error.message : inspect(error)}\n`);
    process.exit(1);
  });
}
