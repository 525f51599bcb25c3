/** How much is measured. */
export interface Sizes {
  /** Services of the comparison with the peers. */
  readonly services: number;
  /** Services of the runs that show growth, each the double of the one before. */
  readonly growth: readonly number[];
  /** The same for cdk8s, whose time grows with the square; holds `services`. */
  readonly cdk8sGrowth: readonly number[];
  /** Timed runs of each command, after one that is not timed. */
  readonly runs: number;
}

export const full: Sizes = {
  services: 2000,
  growth: [250, 500, 1000, 2000, 4000],
  cdk8sGrowth: [250, 500, 1000, 2000],
  runs: 5,
};

/** For trying the benchmark itself. */
export const quick: Sizes = { services: 100, growth: [50, 100, 200], cdk8sGrowth: [50, 100], runs: 2 };
