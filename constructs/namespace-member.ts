import type { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { MeshNamespace } from './mesh-namespace.js';
import type { Overrides } from './overrides.js';

/** A construct in a MeshNamespace: it records an intent there, and what is rendered from it becomes its child. */
export abstract class NamespaceMember extends Construct {
  /** The namespace it stands in. */
  protected readonly namespace: MeshNamespace;

  constructor(scope: Construct, id: string, overrides?: Overrides) {
    super(scope, id);
    this.namespace = MeshNamespace.of(this);
    this.namespace.join(this, overrides);
  }

  /** The objects it renders, as they stand now. Patches added to them stay. Empty as long as something is refused. */
  get objects(): readonly ApiObject[] {
    return this.namespace.objectsOf(this);
  }
}
