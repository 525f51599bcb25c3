import { ApiObject, App, type AppProps, Chart, YamlOutputType } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { namespaceNotices } from '../intent/namespace.js';
import { isFormatted } from '../intent/refusal.js';
import { describeIdentity, identityOf } from '../manifests/identity.js';
import { jsonProblems } from '../manifests/json.js';
import { compareObjects, type ManifestData } from '../manifests/order.js';
import { type Division, filePath } from '../manifests/paths.js';
import { inScope } from '../manifests/scope.js';
import { describeChanges } from '../manifests/summary.js';
import { writeTree } from '../manifests/write.js';
import { toYaml } from '../manifests/yaml.js';
import { Cluster } from './cluster.js';
import { BUILT_IN_RESOLVERS, LoweredObject } from './lowered-object.js';
import { MeshNamespace, withoutChildren } from './mesh-namespace.js';
import { Progress } from './progress.js';
import { RefusalError, reportWithoutStack } from './refusal-error.js';
import { checkSchemas } from './schema-check.js';
import { isDivided, isInShard, parseShard, setShard } from './shard.js';

export interface MeshAppProps extends AppProps {
  /**
   * Whether synth says nothing: neither what it wrote nor notices of what is not wrong but worth knowing.
   * @default false
   */
  readonly quiet?: boolean;
  /**
   * Whether an app that renders no object at all replaces the output by an empty folder; else that is refused.
   * @default false
   */
  readonly allowEmpty?: boolean;
  /**
   * Renders only one share of the charts, for repositories too large for one machine: `0/4` is the first of four. The whole
   * app is built, but only its share is lowered, checked and written. Shares are disjoint, and together they are the whole.
   * @default - CDK8S_MESH_SHARD, else all charts
   */
  readonly shard?: string;
  /**
   * Files and folders of CustomResourceDefinitions. Objects of their kinds are checked against them; they win over the kinds
   * this library knows.
   * @default - the YAML files among `imports` in cdk8s.yaml, for kinds the library does not know
   */
  readonly crds?: readonly string[];
}

/** The cluster and the chart an object is in, as paths. */
interface Place {
  readonly cluster: string;
  readonly chart: string;
}

/** A rendered object with its place and the construct that made it. */
interface Rendered extends Place {
  readonly origin: string;
  readonly object: ManifestData;
  /** Known to be plain data already. */
  readonly isPlain: boolean;
}

const DIVISIONS: Readonly<Record<YamlOutputType, Division>> = {
  [YamlOutputType.FILE_PER_APP]: 'app',
  [YamlOutputType.FILE_PER_CHART]: 'chart',
  [YamlOutputType.FILE_PER_RESOURCE]: 'resource',
  [YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE]: 'resource-in-chart-folder',
};

/**
 * A cdk8s App that judges before it writes: all refusals are shown at once, and the output folder is replaced as a whole or
 * not at all. Each Cluster has a folder of its own. Takes the options of App, with the same defaults.
 */
export class MeshApp extends App {
  private readonly quiet: boolean;
  private readonly allowEmpty: boolean;
  private readonly writesConstructMetadata: boolean;
  private readonly crds: readonly string[] | undefined;

  constructor(props: MeshAppProps = {}) {
    super(props);
    this.quiet = props.quiet ?? process.env.CDK8S_MESH_QUIET === 'true';
    this.allowEmpty = props.allowEmpty ?? false;
    this.crds = props.crds;
    this.writesConstructMetadata =
      props.recordConstructMetadata ?? process.env.CDK8S_RECORD_CONSTRUCT_METADATA === 'true';
    const shard = props.shard ?? process.env.CDK8S_MESH_SHARD;
    if (shard !== undefined) setShard(this, parseShard(shard));
    reportWithoutStack();
  }

  /**
   * Renders the app into its output folder.
   * @throws RefusalError with every refusal; nothing is written then, and the former output stays
   * @throws SetupError where the folder cannot be replaced; the former output stays
   */
  override synth(): void {
    const { rendered, notices } = this.render();
    if (rendered.length === 0 && !this.allowEmpty && !isDivided(this)) {
      throw new RefusalError([
        'the app renders no object.\n    Why: the output folder would become empty, and delivery would delete everything that came from it.\n    Fix: declare something, or say new MeshApp({ allowEmpty: true }).',
      ]);
    }
    const division = DIVISIONS[this.yamlOutputType];
    const byFile = new Map<string, Rendered[]>();
    for (const entry of rendered) {
      const path = filePath(entry.object, entry.cluster, entry.chart, division) + this.outputFileExtension;
      const documents = byFile.get(path);
      if (documents) documents.push(entry);
      else byFile.set(path, [entry]);
    }
    const files = new Map<string, string>();
    for (const [path, documents] of byFile) files.set(path, toYaml(documents));
    if (this.writesConstructMetadata) files.set('construct-metadata.json', constructMetadata(rendered));
    const changes = writeTree(this.outdir, files);
    if (this.quiet) return;
    process.stdout.write(`${describeChanges(this.outdir, changes)}\n`);
    for (const notice of notices) process.stderr.write(`${notice}\n`);
  }

  /**
   * Renders the app into one text of YAML documents.
   * @throws RefusalError with every refusal
   */
  override synthYaml(): string {
    return toYaml(this.render().rendered);
  }

  /** Every object of the app, in order; validated once for all charts, where cdk8s does it once a chart. */
  private render(): { readonly rendered: readonly Rendered[]; readonly notices: readonly string[] } {
    const constructs = this.node.findAll();
    const progress = new Progress('rendering: chart', constructs.filter(Chart.isChart).length);
    const refusals: string[] = [];
    withoutChildren(this, () => {
      for (const construct of constructs) {
        for (const message of construct.node.validate()) {
          refusals.push(isFormatted(message) ? message : `${construct.node.path}: ${message}`);
        }
        if (Chart.isChart(construct)) progress.step();
      }
    });
    progress.end();
    if (refusals.length > 0) throw new RefusalError(refusals);
    const rendered: Rendered[] = [];
    collect(this, rendered, this.resolvers.length > BUILT_IN_RESOLVERS);
    refusals.push(...unwritable(rendered), ...twice(rendered));
    if (refusals.length > 0) throw new RefusalError(refusals);
    const schemas = checkSchemas(rendered, this.crds);
    if (schemas.refusals.length > 0) throw new RefusalError(schemas.refusals);
    const notices = constructs
      .filter((construct) => construct instanceof MeshNamespace)
      .flatMap((namespace) => [...namespaceNotices(namespace.intent)]);
    return {
      rendered: rendered.sort((a, b) => compareObjects(a.object, b.object)),
      notices: [...notices, ...schemas.notices],
    };
  }
}

/** The chart that a walk is in: where its objects belong, and whether those that were lowered are read as children. */
interface Within {
  readonly place: Place;
  readonly loweredToo: boolean;
}

/**
 * Adds every object of the charts below a construct. A MeshNamespace gives its objects as data; they are made as children
 * only where users have asked for them, or where cdk8s has to resolve values in them.
 *
 * @param resolves the app has resolvers of its own, so every value is theirs to change
 */
function collect(construct: IConstruct, into: Rendered[], resolves: boolean, within?: Within): void {
  for (const child of construct.node.children) {
    if (Chart.isChart(child)) {
      collect(child, into, resolves, isInShard(child) ? enter(child, into, resolves) : undefined);
      continue;
    }
    if (within && ApiObject.isApiObject(child)) {
      const isLowered = child instanceof LoweredObject;
      // What was lowered comes from the construct that declared it; what a user made, from itself.
      const origin = isLowered ? construct.node.path : child.node.path;
      if (!isLowered || within.loweredToo) {
        into.push({ ...within.place, origin, object: inScope(child.toJson()), isPlain: false });
      }
    }
    collect(child, into, resolves, within);
  }
}

function enter(chart: Chart, into: Rendered[], resolves: boolean): Within {
  const place = placeOf(chart);
  const lowered = chart instanceof MeshNamespace ? chart.loweredData(resolves) : undefined;
  const { cluster, chart: name } = place;
  for (const { origin, object } of lowered ?? []) into.push({ cluster, chart: name, origin, object, isPlain: true });
  return { place, loweredToo: lowered === undefined };
}

function placeOf(chart: Chart): Place {
  const cluster = Cluster.of(chart)?.node.path ?? '';
  return { cluster, chart: cluster === '' ? chart.node.path : chart.node.path.slice(cluster.length + 1) };
}

/** Objects that are no JSON, or that no API server could tell from others. */
function* unwritable(rendered: readonly Rendered[]): Iterable<string> {
  for (const { origin, object, isPlain } of rendered) {
    for (const { path, problem } of isPlain ? [] : jsonProblems(object)) {
      const name = describeIdentity(object);
      yield `${origin}: ${path === '' ? name : `${path} of ${name}`} ${problem}.\n    Why: it cannot be written so that a cluster reads it back.\n    Fix: give plain data of a size that a cluster can keep.`;
    }
    for (const field of ['apiVersion', 'kind'] as const) {
      if (typeof object[field] !== 'string' || object[field] === '') {
        yield `${origin}: an object has no ${field}.\n    Why: an API server does not know what it is.\n    Fix: give its ${field}.`;
      }
    }
    if (!object.metadata?.name) {
      yield `${origin}: ${describeIdentity(object) || 'an object'} has no name.\n    Why: it could be neither updated nor removed by delivery.\n    Fix: give metadata.name.`;
    }
  }
}

/** Two objects of one identity in one cluster would overwrite each other there. */
function* twice(rendered: readonly Rendered[]): Iterable<string> {
  const seen = new Map<string, Rendered>();
  for (const entry of rendered) {
    const key = `${entry.cluster}|${identityOf(entry.object)}`;
    const first = seen.get(key);
    if (first) {
      yield `${entry.origin}: ${describeIdentity(entry.object)} is rendered here and by ${first.origin}.\n    Why: to the API server they are one object, and the second would overwrite the first.\n    Fix: rename one of them.`;
    }
    seen.set(key, entry);
  }
}

/** What cdk8s' validation plugins read, where they ask for it. */
function constructMetadata(rendered: readonly Rendered[]): string {
  const resources = Object.fromEntries(rendered.map(({ origin, object }) => [object.metadata?.name, { path: origin }]));
  return JSON.stringify({ version: '1.0.0', resources });
}
