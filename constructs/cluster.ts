import { Construct, type IConstruct } from 'constructs';
import type { ClusterIntent } from '../intent/model.js';
import { clusterRefusals } from '../intent/namespace.js';
import { formatRefusal } from '../intent/refusal.js';
import type { Mesh } from '../meshes/mesh.js';

export interface ClusterProps {
  /** The mesh of the cluster; its namespaces join it unless they say otherwise. Changing this one line switches the mesh. */
  readonly mesh: Mesh;
}

/** One API server's tree of objects, rendered into one folder of the output: `dist/<id>/`. */
export class Cluster extends Construct {
  readonly mesh: Mesh;
  /** What is declared for this cluster. */
  readonly intent: ClusterIntent;

  constructor(scope: Construct, id: string, props: ClusterProps) {
    super(scope, id);
    this.mesh = props.mesh;
    this.intent = newIntent(this);
  }

  /** The cluster a construct stands in, if it stands in one. */
  static of(construct: IConstruct): Cluster | undefined {
    return construct.node.scopes.find((scope): scope is Cluster => scope instanceof Cluster);
  }
}

const implicit = new WeakMap<IConstruct, ClusterIntent>();

/** What is declared for the cluster that a construct stands in; the whole app is one where there is no Cluster. */
export function clusterIntent(construct: IConstruct): ClusterIntent {
  const cluster = Cluster.of(construct);
  if (cluster) return cluster.intent;
  const { root } = construct.node;
  let intent = implicit.get(root);
  if (!intent) {
    intent = newIntent(root);
    implicit.set(root, intent);
  }
  return intent;
}

function newIntent(owner: IConstruct): ClusterIntent {
  const intent: ClusterIntent = { origin: owner.node.path, namespaces: [], revision: 0 };
  owner.node.addValidation({ validate: () => [...clusterRefusals(intent)].map(formatRefusal) });
  return intent;
}
