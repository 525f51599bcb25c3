import type { Commands } from './commands.js';
import type { Timings } from './hyperfine.js';
import type { Peers } from './peers.js';
import type { Stage } from './profile.js';
import type { Sizes } from './sizes.js';

/** Everything that one run of the benchmark found out. */
export interface Results {
  readonly sizes: Sizes;
  readonly machine: string;
  readonly peers: Peers;
  /** Objects that every renderer was found to render. */
  readonly objects: number;
  readonly commands: Commands;
  readonly timings: Timings;
  /** Peak memory in megabytes, by the command's key. */
  readonly peaks: ReadonlyMap<string, number>;
  readonly stages: readonly Stage[];
}
