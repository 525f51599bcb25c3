import { count, ratio } from './markdown.js';
import type { Results } from './results.js';

/** What issue 4 asks for, beside what was measured. */
export interface Target {
  readonly aim: string;
  readonly measured: string;
  readonly reached: boolean;
}

export function targets({ sizes, commands, timings, peaks }: Results): readonly Target[] {
  const { services, growth } = sizes;
  const at = `at ${count(services)} services`;
  const ours = timings(commands.mesh(services)).median;
  const faster = timings(commands.cdk8s(services)).median / ours;
  const fasterApp = timings(commands.cdk8sApp).median / ours;
  const helm = ours / timings(commands.helm).median;
  const doubling = Math.max(...doublings(results(growth, commands.mesh, timings)));
  const peak = peaks.get(commands.mesh(services).key) ?? Number.NaN;
  const small = timings(commands.shop).median / timings(commands.empty).median;
  return [
    {
      aim: `At least 8 times faster than cdk8s' App.synth ${at}`,
      measured: `${ratio(faster)} times (${ratio(fasterApp)} with the same constructs)`,
      reached: Math.min(faster, fasterApp) >= 8,
    },
    { aim: `No slower than \`helm template\` alone ${at}`, measured: `${ratio(helm)} of its time`, reached: helm <= 1 },
    {
      aim: 'Twice the services take at most 2.2 times the time',
      measured: `${ratio(doubling)} times at worst`,
      reached: doubling <= 2.2,
    },
    { aim: `Under 700 MB ${at}`, measured: `${peak.toFixed(0)} MB`, reached: peak < 700 },
    {
      aim: 'The shop takes under 1.2 times what an empty app takes',
      measured: `${ratio(small)} times`,
      reached: small < 1.2,
    },
  ];
}

/** The medians of a command at growing sizes. */
export function results(
  sizes: readonly number[],
  command: Results['commands']['mesh'],
  timings: Results['timings'],
): readonly number[] {
  return sizes.map((size) => timings(command(size)).median);
}

/** Each time divided by the one before it. */
export function doublings(times: readonly number[]): readonly number[] {
  return times.slice(1).map((time, index) => time / (times[index] as number));
}
