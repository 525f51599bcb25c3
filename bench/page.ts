import type { Command } from './commands.js';
import { count, ratio, seconds, table } from './markdown.js';
import type { Results } from './results.js';
import { doublings, results, targets } from './targets.js';

/** docs/performance.md. */
export function page(measured: Results): string {
  return `${[intro, aims, peers, growth, stages, small].map((section) => section(measured)).join('\n\n')}\n`;
}

function intro({ sizes, machine, peers, objects }: Results): string {
  const { services, runs } = sizes;
  return `# Performance

Written by \`npm run bench\` from one run; do not edit. To repeat it: install hyperfine and GNU time (\`apt-get install hyperfine time\`)
and Go 1.26 or later, then \`npm run bench\`. The first run builds Helm and kubeconform from the Go modules that \`bench/go.mod\`
pins, which takes minutes. \`npm run bench -- --quick\` tries it with few services and writes no page.

Machine: ${machine}.

Every time is that of a whole process, from start to exit, and the median of ${runs} runs after one that does not count; hyperfine
ran all commands in one invocation. The library and the app were compiled before, as an installed package is. The ratios
are what to look at: seconds are this machine's.

The tree is \`bench/tree.ts\`: ${count(services)} services in a namespace each, ${count(objects)} objects. cdk8s renders it twice: from the same
constructs under its own \`App\`, and from nothing but its own \`ApiObject\`s (\`bench/plain.ts\`). Helm ${peers.helm.version} renders it from the
chart in \`bench/chart/\`. Before anything is timed, all outputs are parsed and compared: the same objects with the same content,
else the benchmark stops.`;
}

function aims(measured: Results): string {
  const rows = targets(measured).map(({ aim, measured, reached }) => [aim, measured, reached ? 'yes' : '**no**']);
  return `## Targets\n\n${table(['target', 'measured', 'reached'], rows)}`;
}

function peers({ sizes, commands, timings, peaks, peers }: Results): string {
  const { services } = sizes;
  const ours = commands.mesh(services);
  const row = (what: string, command: Command) => {
    const { median, min, max } = timings(command);
    const peak = peaks.get(command.key);
    return [
      what,
      ratio(median / timings(ours).median),
      seconds(median),
      `${seconds(min)}–${seconds(max)}`,
      peak === undefined ? '' : peak.toFixed(0),
    ];
  };
  return `## Beside others, at ${count(services)} services

${table(
  ['process', 'times ours', 'seconds', 'from–to', 'peak MB'],
  [
    row('cdk8s-mesh, with every check that synth makes', ours),
    row('the same over its own output, nothing changed', commands.meshAgain),
    row('the same uncompiled (`node --import tsx`)', commands.meshTsx),
    row("cdk8s' `App.synth` of its own `ApiObject`s, no checks", commands.cdk8s(services)),
    row("cdk8s' `App.synth` of our constructs, refusals but no checks", commands.cdk8sApp),
    row('`helm template`, no checks', commands.helm),
    row('`helm template` piped into kubeconform', commands.helmChecked),
    row('kubeconform alone, over our output', commands.kubeconform),
    row('Node doing nothing', commands.node),
  ],
)}

- Each run of ours and of cdk8s finds no output folder and writes a file a chart; Helm writes one file. All write to memory (/dev/shm),
  where there is such a place: on ext4, files that follow files just deleted are slow to make, and each run deletes those of the last.
- kubeconform ${peers.kubeconform.version} runs with \`-strict\` and schemas of all rendered kinds, core ones too, made from \`imports/crds/\`; it skips none.
  It knows no CEL. Before the run it is seen to accept every object and to refuse a broken one.
- Peak memory is that of the largest process of a command.`;
}

function growth({ sizes, commands, timings }: Results): string {
  const ours = results(sizes.growth, commands.mesh, timings);
  const cdk8s = results(sizes.cdk8sGrowth, commands.cdk8s, timings);
  const cell = (value: number | undefined, text: (value: number) => string) => (value === undefined ? '' : text(value));
  const rows = sizes.growth.map((services, index) => {
    const theirs = sizes.cdk8sGrowth.indexOf(services);
    const mine = ours[index] as number;
    return [
      count(services),
      cell(doublings(ours)[index - 1], ratio),
      cell(doublings(cdk8s)[theirs - 1], ratio),
      cell(cdk8s[theirs], (time) => ratio(time / mine)),
      seconds(mine),
      cell(cdk8s[theirs], seconds),
    ];
  });
  return `## Growth

${table(['services', 'ours, times the row above', 'cdk8s, times the row above', 'cdk8s, times ours', 'ours, seconds', 'cdk8s, seconds'], rows)}

cdk8s is here that of its own \`ApiObject\`s. It resolves and validates the whole app once for each chart, so that its time grows with the
square; at more services it was not measured.`;
}

function stages({ sizes, stages }: Results): string {
  const total = stages.reduce((sum, { own, collecting }) => sum + own + collecting, 0);
  const percent = (part: number) => `${((100 * part) / total).toFixed(1)} %`;
  const rows = stages.map(({ name, own, collecting }) => [
    name,
    percent(own + collecting),
    percent(collecting),
    (own + collecting).toFixed(0),
  ]);
  const collecting = stages.reduce((sum, stage) => sum + stage.collecting, 0);
  return `## Where the time goes, at ${count(sizes.services)} services

From CPU profiles of whole runs, by the folder of the code that ran. What Node and the engine did is counted to the file that called
them, garbage collection to the code it interrupted.

${table(
  ['stage', 'share', 'of it garbage collection', 'milliseconds'],
  [...rows, ['all', '100 %', percent(collecting), total.toFixed(0)]],
)}`;
}

function small({ commands, timings }: Results): string {
  const empty = timings(commands.empty).median;
  const row = (what: string, command: Command) => {
    const { median, min, max } = timings(command);
    return [what, ratio(median / empty), seconds(median), `${seconds(min)}–${seconds(max)}`];
  };
  return `## The small case

\`npx cdk8s synth --check-upgrade=false\`, the app run by \`node --import tsx\`: what a person waits for after a change.

${table(
  ['app', 'times the empty app', 'seconds', 'from–to'],
  [row('an empty app of cdk8s alone', commands.empty), row('the shop (`examples/shop/`)', commands.shop)],
)}`;
}
