import type { TestProject } from 'vitest/node';
import type { Connection } from './client.js';
import { startCluster } from './cluster.js';

declare module 'vitest' {
  interface ProvidedContext {
    readonly connection: Connection;
    /** `--update`: verdicts are written, not compared. */
    readonly update: boolean;
  }
}

/** One cluster for all suites of a run. */
export default async function setup({ provide, config }: TestProject): Promise<() => Promise<void>> {
  try {
    const { connection, stop } = await startCluster();
    provide('connection', connection);
    provide('update', config.snapshotOptions.updateSnapshot === 'all');
    return stop;
  } catch (error) {
    // Where in our code it was tells nobody anything.
    if (error instanceof Error) error.stack = error.message;
    throw error;
  }
}
