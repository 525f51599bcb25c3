import type { Chart } from 'cdk8s';
import type { IConstruct } from 'constructs';

/** One of several equal shares of an app's charts, counted from 0. */
export interface Shard {
  readonly index: number;
  readonly count: number;
}

const shards = new WeakMap<IConstruct, Shard>();

/** Reads `0/4`: the first of four shares. */
export function parseShard(text: string): Shard {
  const [, index = -1, count = 0] = (/^(\d+)\/(\d+)$/.exec(text) ?? []).map(Number);
  if (!(index >= 0 && index < count)) {
    throw new Error(`the shard is "${text}", and should be I/N with I from 0 to N-1, such as 0/4.`);
  }
  return { index, count };
}

/** Lets an app render only its share. */
export function setShard(app: IConstruct, shard: Shard): void {
  shards.set(app, shard);
}

/** Whether an app renders a share only; a share may be empty. */
export function isDivided(app: IConstruct): boolean {
  return shards.has(app);
}

/** Whether a chart belongs to the share that its app renders; always, where the app is not divided. */
export function isInShard(chart: Chart): boolean {
  const shard = shards.get(chart.node.root);
  return shard === undefined || hash(chart.node.path) % shard.count === shard.index;
}

/** FNV-1a, 32 bits: a chart's share depends on its path alone, so adding one moves no other. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    value = Math.imul(value ^ text.charCodeAt(index), 0x01000193);
  }
  return value >>> 0;
}
