import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from './commands.js';
import { emptied, work } from './folders.js';
import { run } from './run.js';
import { type Frame, stageOf } from './stages.js';

const RUNS = 5;

/** What V8 writes with --cpu-prof. */
interface CpuProfile {
  readonly nodes: readonly {
    readonly id: number;
    readonly callFrame: Frame;
    readonly children?: readonly number[];
  }[];
  readonly samples: readonly number[];
  readonly timeDeltas: readonly number[];
}

/** Milliseconds of a run in one stage. */
export interface Stage {
  readonly name: string;
  readonly own: number;
  /** Garbage collection that interrupted the stage: what is allocated there has its price here. */
  readonly collecting: number;
}

const COLLECTOR = '(garbage collector)';

/** Where the time of a command goes, the mean of some profiled runs, the longest stage first. */
export function profile({ line }: Command): readonly Stage[] {
  const folder = join(work, 'profiles');
  for (let index = 0; index < RUNS; index += 1) {
    run(emptied);
    run(line.replace(/^node /, `node --cpu-prof --cpu-prof-dir=${folder} `));
  }
  const own = new Map<string, number>();
  const collecting = new Map<string, number>();
  for (const file of readdirSync(folder)) add(JSON.parse(readFileSync(join(folder, file), 'utf8')), own, collecting);
  const milliseconds = (microseconds = 0) => microseconds / 1000 / RUNS;
  return [...new Set([...own.keys(), ...collecting.keys()])]
    .map((name) => ({ name, own: milliseconds(own.get(name)), collecting: milliseconds(collecting.get(name)) }))
    .sort((a, b) => b.own + b.collecting - (a.own + a.collecting));
}

function add(
  { nodes, samples, timeDeltas }: CpuProfile,
  own: Map<string, number>,
  collecting: Map<string, number>,
): void {
  const frames = new Map(nodes.map(({ id, callFrame }) => [id, callFrame]));
  const parents = new Map(nodes.flatMap(({ id, children = [] }) => children.map((child) => [child, id] as const)));
  const stages = new Map<number, string>();
  const stage = (id: number) => {
    let name = stages.get(id);
    if (name === undefined) {
      const stack: Frame[] = [];
      for (let at: number | undefined = id; at !== undefined; at = parents.get(at)) stack.push(frames.get(at) as Frame);
      name = stageOf(stack);
      stages.set(id, name);
    }
    return name;
  };
  let current = stageOf([]);
  for (const [index, id] of samples.entries()) {
    const isCollecting = frames.get(id)?.functionName === COLLECTOR;
    if (!isCollecting) current = stage(id);
    // A sample stands until the next one.
    const times = isCollecting ? collecting : own;
    times.set(current, (times.get(current) ?? 0) + (timeDeltas[index + 1] ?? 0));
  }
}
