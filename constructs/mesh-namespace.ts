import { type ApiObject, Chart } from 'cdk8s';
import type { Construct, IConstruct } from 'constructs';
import { kubernetes } from '../imports/index.js';
import type { NamespaceIntent } from '../intent/model.js';
import { namespaceRefusals } from '../intent/namespace.js';
import { formatRefusal, type Refusal } from '../intent/refusal.js';
import { lowerNamespace, portNameRefusals } from '../lowering/namespace.js';
import { isPlainJson } from '../manifests/json.js';
import type { Manifest, Mesh } from '../meshes/mesh.js';
import { outside } from '../meshes/outside/index.js';
import { Cluster, clusterIntent } from './cluster.js';
import { LoweredObject } from './lowered-object.js';
import { applyOverrides, type Overrides } from './overrides.js';
import { isInShard } from './shard.js';

export interface MeshNamespaceProps {
  /**
   * The mesh its pods join. `Mesh.outside()` keeps them out of any.
   * @default - the mesh of the Cluster it stands in
   */
  readonly mesh?: Mesh;
  /**
   * Whether plaintext is refused (STRICT) or taken too (PERMISSIVE), for the time in which not every caller has a proxy yet.
   * @default "STRICT"
   */
  readonly mtls?: 'STRICT' | 'PERMISSIVE';
  /**
   * Tracing of all its workloads. The provider is named in the mesh's configuration (Istio: `meshConfig.extensionProviders`);
   * the share is per cent of the requests, 0 to 100.
   * @default - what the mesh does of itself
   */
  readonly tracing?: { readonly provider: string; readonly samplingPercentage: number };
  /**
   * Labels of the Namespace object.
   * @default - only those by which it joins the mesh
   */
  readonly labels?: Readonly<Record<string, string>>;
  /**
   * Annotations of the Namespace object.
   * @default - only those by which it joins the mesh
   */
  readonly annotations?: Readonly<Record<string, string>>;
  /**
   * Raw changes to the objects that the namespace itself renders (Namespace, PeerAuthentication, Telemetry).
   * @default - none
   */
  readonly overrides?: Overrides;
}

const MESH_NAMESPACE = Symbol.for('cdk8s-mesh.MeshNamespace');

/** A namespace of the mesh, as a chart: the Namespace object, mTLS, and everything declared in it. The id is its name. */
export class MeshNamespace extends Chart {
  readonly mesh: Mesh;
  /** What is declared in this namespace. */
  readonly intent: NamespaceIntent;
  private readonly members = new Map<string, Member>();
  private missingMesh = false;
  /** Revision of the intents that `lowered` and `messages` are for. */
  private loweredAt = -1;
  private lowered: readonly Lowered[] = [];
  /** Revision that the children are for. */
  private madeAt = -1;
  private messages: readonly string[] = [];

  constructor(scope: Construct, id: string, props: MeshNamespaceProps = {}) {
    super(scope, id, { namespace: id, disableResourceNameHashes: true });
    Object.defineProperty(this, MESH_NAMESPACE, { value: true });
    const cluster = clusterIntent(this);
    const mesh = props.mesh ?? Cluster.of(this)?.mesh;
    this.missingMesh = mesh === undefined;
    this.mesh = mesh ?? outside();
    this.intent = {
      origin: this.node.path,
      name: id,
      cluster,
      mesh: this.mesh.meshed ? this.mesh.name : undefined,
      trustDomain: this.mesh.trustDomain,
      mtls: props.mtls ?? 'STRICT',
      tracing: props.tracing,
      labels: props.labels ?? {},
      annotations: props.annotations ?? {},
      services: [],
      jobs: [],
      externalServices: [],
      externalCallers: [],
      gateways: [],
      monitors: [],
      access: [],
    };
    cluster.namespaces.push(this.intent);
    // The first child, so that it comes first in a chart that vanilla cdk8s renders.
    make({
      member: this.join(this, props.overrides),
      object: kubernetes.Namespace.manifest({ metadata: { name: id } }),
    });
    this.node.addValidation({ validate: () => (isInShard(this) ? [...this.validate()] : []) });
  }

  /** Chart answers `instanceof` for every chart, so a subclass has to answer for itself. */
  static override [Symbol.hasInstance](other: unknown): other is MeshNamespace {
    return typeof other === 'object' && other !== null && MESH_NAMESPACE in other;
  }

  /** The MeshNamespace a construct stands in. */
  static override of(construct: IConstruct): MeshNamespace {
    const namespace = construct.node.scopes.findLast((scope) => scope instanceof MeshNamespace);
    if (!namespace) {
      throw new Error(
        `${construct.node.path}: a ${construct.constructor.name} stands in a MeshNamespace, and this one does not. Pass a MeshNamespace (or a construct in one) as its scope.`,
      );
    }
    return namespace;
  }

  /** Takes a construct in, so that what is lowered from its intent becomes its child. */
  join(construct: Construct, overrides: Overrides = {}): Member {
    const member = { construct, overrides, objects: new Map() };
    this.members.set(construct.node.path, member);
    this.intent.cluster.revision += 1;
    return member;
  }

  /**
   * Everything a construct of this namespace renders, as it stands now. Patches added to these objects stay when later
   * calls or releases change what is rendered. Empty as long as something is refused.
   */
  objectsOf(construct: IConstruct): readonly ApiObject[] {
    if (this.lower().length > 0) return [];
    this.makeObjects();
    return construct.node.children.filter((child) => child instanceof LoweredObject);
  }

  /**
   * What is lowered as plain data, for an app that renders data itself; nothing where the objects have been made, since users
   * may have patched them, or where only cdk8s can resolve a value in them (`Lazy`).
   *
   * @param resolves the app has resolvers of its own, so every value is theirs to change
   */
  loweredData(resolves: boolean): readonly LoweredData[] | undefined {
    const namespaceIsPatched = [...this.members.values()].some(({ objects }) =>
      [...objects.values()].some((object) => object.isPatched),
    );
    if (
      resolves ||
      this.madeAt >= 0 ||
      namespaceIsPatched ||
      !this.lowered.every(({ object }) => isPlainJson(object))
    ) {
      this.makeObjects();
      return undefined;
    }
    return this.lowered.map(({ member, object }) => ({ origin: member.construct.node.path, object }));
  }

  /** cdk8s validates before it renders children; an app that renders data itself needs none. */
  private validate(): readonly string[] {
    const messages = this.lower();
    if (messages.length === 0 && !rendersData(this.node.root)) this.makeObjects();
    return messages;
  }

  /** Lowers all intents of the namespace, unless something is refused; the refusals are returned. */
  private lower(): readonly string[] {
    if (this.loweredAt === this.intent.cluster.revision) return this.messages;
    const refusals = [...this.refusals()];
    if (refusals.length === 0) refusals.push(...this.lowerIntents());
    this.loweredAt = this.intent.cluster.revision;
    this.messages = [...new Set(refusals.map(formatRefusal))];
    return this.messages;
  }

  private *refusals(): Iterable<Refusal> {
    if (this.missingMesh) {
      yield {
        origin: this.node.path,
        problem: 'no mesh is given.',
        reason: 'it stands in no Cluster that has one, and a namespace does not stay outside a mesh by accident.',
        mend: 'put it into a Cluster, or give it one: { mesh: Mesh.istio() }, or { mesh: Mesh.outside() }.',
      };
    }
    yield* namespaceRefusals(this.intent);
    yield* portNameRefusals(this.intent, this.mesh);
    yield* this.mesh.refusals(this.intent);
  }

  private *lowerIntents(): Iterable<Refusal> {
    const lowered: Lowered[] = [];
    const made = new Map(
      [...this.members.values()].map((member) => [member, { ids: new Set(), kinds: new Set<string>() }]),
    );
    for (const { origin, object } of lowerNamespace(this.intent, this.mesh)) {
      const member = this.members.get(origin);
      const own = member && made.get(member);
      if (!own) throw new Error(`no construct has the origin "${origin}"`);
      own.kinds.add(object.kind);
      const overridden = applyOverrides(object, member.overrides);
      if (!isOfSameKind(object, overridden)) {
        yield overrideRefusal(origin, object);
        continue;
      }
      const id = objectId(overridden);
      if (own.ids.has(id)) yield twiceRefusal(origin, object);
      own.ids.add(id);
      lowered.push({ member, object: overridden });
    }
    this.lowered = lowered;
    for (const [member, { kinds }] of made) yield* this.unusedOverrides(member, kinds);
  }

  /** Brings the children in line with what is lowered: new ones are made, known ones updated, others taken away. */
  private makeObjects(): void {
    if (this.madeAt === this.loweredAt) return;
    const kept = new Set(this.lowered.map(make));
    for (const { construct, objects } of this.members.values()) {
      for (const [id, object] of objects) {
        if (kept.has(object)) continue;
        construct.node.tryRemoveChild(id);
        objects.delete(id);
      }
    }
    this.madeAt = this.loweredAt;
  }

  private *unusedOverrides({ construct, overrides }: Member, kinds: ReadonlySet<string>): Iterable<Refusal> {
    for (const kind of Object.keys(overrides).filter((kind) => !kinds.has(kind))) {
      yield {
        origin: construct.node.path,
        problem: `overrides.${kind} changes nothing.`,
        reason: `this construct renders no ${kind} on ${this.mesh.name}; it renders ${[...kinds].join(', ') || 'no object'}.`,
        mend: 'override a kind that it renders, or take the override out.',
      };
    }
  }
}

/** A construct of the namespace, and what it renders by construct id. */
interface Member {
  readonly construct: Construct;
  readonly overrides: Overrides;
  readonly objects: Map<string, LoweredObject>;
}

/** An object that is to be rendered, and whose child it is. */
interface Lowered {
  readonly member: Member;
  readonly object: Manifest;
}

/** An object as data, and the path of the construct that asked for it. */
export interface LoweredData {
  readonly origin: string;
  readonly object: Manifest;
}

const dataApps = new WeakSet<IConstruct>();

/** Runs while an app reads the namespaces' data itself, so that validating makes no children. */
export function withoutChildren<T>(app: IConstruct, run: () => T): T {
  dataApps.add(app);
  try {
    return run();
  } finally {
    dataApps.delete(app);
  }
}

function rendersData(root: IConstruct): boolean {
  return dataApps.has(root);
}

function objectId({ kind, metadata }: Manifest): string {
  return `${kind}.${metadata?.name}`;
}

/** The child for an object: the one that was made for it before, or a new one. */
function make({ member: { construct, objects }, object }: Lowered): LoweredObject {
  const id = objectId(object);
  const existing = objects.get(id);
  if (existing) {
    existing.update(object);
    return existing;
  }
  const made = new LoweredObject(construct, id, object);
  objects.set(id, made);
  return made;
}

function twiceRefusal(origin: string, { kind, metadata }: Manifest): Refusal {
  return {
    origin,
    problem: `two objects of kind ${kind} would be named "${metadata?.name}".`,
    reason: 'to the API server they are one object, and the second would overwrite the first.',
    mend: `rename the service "${metadata?.name}".`,
  };
}

/** An override may change anything but what sort of object it is. */
function isOfSameKind(object: Manifest, overridden: Manifest | undefined): boolean {
  return overridden?.kind === object.kind && overridden.apiVersion === object.apiVersion;
}

function overrideRefusal(origin: string, { kind, metadata }: Manifest): Refusal {
  return {
    origin,
    problem: `overrides.${kind} gives back no ${kind} for "${metadata?.name}".`,
    reason: 'the object it is given is rendered as what it returns.',
    mend: 'return the object with other fields; one of another kind is an ApiObject of its own.',
  };
}
