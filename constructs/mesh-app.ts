import { type ApiObject, ApiObject as ApiObjectClass, App, type AppProps, Chart, YamlOutputType } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { namespaceNotices } from '../intent/namespace.js';
import { describeIdentity, identityOf } from '../manifests/identity.js';
import { compareObjects, type ManifestData } from '../manifests/order.js';
import { writeTree } from '../manifests/write.js';
import { toYaml } from '../manifests/yaml.js';
import { Cluster } from './cluster.js';
import { MeshNamespace } from './mesh-namespace.js';
import { RefusalError, reportWithoutStack } from './refusal-error.js';

export interface MeshAppProps extends AppProps {
  /**
   * Whether notices (what is not wrong, but worth knowing) are kept from stderr.
   * @default false
   */
  readonly quiet?: boolean;
}

/** A rendered object with the chart it is in and the construct that made it. */
interface Rendered {
  readonly chart: Chart;
  readonly origin: string;
  readonly object: ManifestData;
}

/**
 * A cdk8s App that judges before it writes: all refusals are shown at once, and the output folder is replaced as a whole or
 * not at all. Each Cluster has a folder of its own. Takes the options of App, with the same defaults.
 */
export class MeshApp extends App {
  private readonly quiet: boolean;
  private readonly writesConstructMetadata: boolean;

  constructor(props: MeshAppProps = {}) {
    super(props);
    this.quiet = props.quiet ?? false;
    this.writesConstructMetadata =
      props.recordConstructMetadata ?? process.env.CDK8S_RECORD_CONSTRUCT_METADATA === 'true';
    reportWithoutStack();
  }

  /**
   * Renders the app into its output folder.
   * @throws RefusalError with every refusal; nothing is written then, and the former output stays
   */
  override synth(): void {
    const rendered = this.render();
    const files = new Map<string, string>();
    for (const [path, documents] of this.layout(rendered)) files.set(path, toYaml(documents));
    if (this.writesConstructMetadata) files.set('construct-metadata.json', constructMetadata(rendered));
    writeTree(this.outdir, files);
    if (!this.quiet) {
      for (const construct of this.node.findAll()) {
        if (!(construct instanceof MeshNamespace)) continue;
        for (const notice of namespaceNotices(construct.intent)) process.stderr.write(`${notice}\n`);
      }
    }
  }

  /**
   * Renders the app into one text of YAML documents.
   * @throws RefusalError with every refusal
   */
  override synthYaml(): string {
    return toYaml(this.render());
  }

  /** Every object of the app, in order; validated once for all charts, where cdk8s does it once a chart. */
  private render(): readonly Rendered[] {
    const refusals: string[] = [];
    for (const construct of this.node.findAll()) {
      for (const message of construct.node.validate()) {
        refusals.push(message.startsWith(construct.node.path) ? message : `${construct.node.path}: ${message}`);
      }
    }
    if (refusals.length > 0) throw new RefusalError(refusals);
    const rendered = [...objectsBelow(this)].map(({ chart, apiObject }) => ({
      chart,
      origin: apiObject.node.scope?.node.path || apiObject.node.path,
      object: withoutForeignNamespace(apiObject.toJson()),
    }));
    refusals.push(...twice(rendered));
    if (refusals.length > 0) throw new RefusalError(refusals);
    return rendered.sort((a, b) => compareObjects(a.object, b.object));
  }

  private layout(rendered: readonly Rendered[]): Map<string, Rendered[]> {
    const files = new Map<string, Rendered[]>();
    for (const entry of rendered) {
      const path = this.pathOf(entry) + this.outputFileExtension;
      const documents = files.get(path);
      if (documents) documents.push(entry);
      else files.set(path, [entry]);
    }
    return files;
  }

  /** Where an object is written: below its cluster's folder, divided as the app's YamlOutputType says. */
  private pathOf({ chart, object }: Rendered): string {
    const cluster = Cluster.of(chart);
    const folder = cluster ? `${cluster.node.path}/` : '';
    const name = chart.node.path.slice(cluster ? cluster.node.path.length + 1 : 0).replaceAll('/', '-');
    const group = object.apiVersion?.includes('/') ? `.${object.apiVersion.split('/')[0]}` : '';
    const namespace = object.metadata?.namespace === undefined ? '' : `${object.metadata.namespace}.`;
    const resource = `${object.kind}${group}.${namespace}${object.metadata?.name}`;
    switch (this.yamlOutputType) {
      case YamlOutputType.FILE_PER_APP:
        return `${folder}app`;
      case YamlOutputType.FILE_PER_RESOURCE:
        return `${folder}${resource}`;
      case YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE:
        return `${folder}${name}/${resource}`;
      default:
        return `${folder}${name}`;
    }
  }
}

/** Every ApiObject below a construct with its closest chart, in one walk. */
function* objectsBelow(
  construct: IConstruct,
  chart?: Chart,
): Iterable<{ readonly chart: Chart; readonly apiObject: ApiObject }> {
  for (const child of construct.node.children) {
    if (chart && ApiObjectClass.isApiObject(child)) yield { chart, apiObject: child };
    yield* objectsBelow(child, Chart.isChart(child) ? child : chart);
  }
}

/** Two objects of one identity in one cluster would overwrite each other there. */
function* twice(rendered: readonly Rendered[]): Iterable<string> {
  const seen = new Map<string, Rendered>();
  for (const entry of rendered) {
    const key = `${Cluster.of(entry.chart)?.node.path ?? ''}|${identityOf(entry.object)}`;
    const first = seen.get(key);
    if (first) {
      yield `${entry.origin}: ${describeIdentity(entry.object)} is rendered here and by ${first.origin}.\n    Why: to the API server they are one object, and the second would overwrite the first.\n    Fix: rename one of them.`;
    }
    seen.set(key, entry);
  }
}

/** Kinds of Kubernetes that live in no namespace; a Chart's namespace is stamped on them all the same. */
const CLUSTER_SCOPED: ReadonlySet<string> = new Set([
  '/Namespace',
  'apiextensions.k8s.io/CustomResourceDefinition',
  'rbac.authorization.k8s.io/ClusterRole',
  'rbac.authorization.k8s.io/ClusterRoleBinding',
  'scheduling.k8s.io/PriorityClass',
  'storage.k8s.io/StorageClass',
  'gateway.networking.k8s.io/GatewayClass',
]);

function withoutForeignNamespace(object: ManifestData): ManifestData {
  const { apiVersion = '', kind = '', metadata } = object;
  const group = apiVersion.includes('/') ? apiVersion.slice(0, apiVersion.indexOf('/')) : '';
  if (metadata?.namespace === undefined || !CLUSTER_SCOPED.has(`${group}/${kind}`)) return object;
  const { namespace: _, ...rest } = metadata;
  return { ...object, metadata: rest };
}

/** What cdk8s' validation plugins read, where they ask for it. */
function constructMetadata(rendered: readonly Rendered[]): string {
  const resources = Object.fromEntries(rendered.map(({ origin, object }) => [object.metadata?.name, { path: origin }]));
  return JSON.stringify({ version: '1.0.0', resources });
}
