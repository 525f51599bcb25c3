import type { Construct } from 'constructs';
import { Cluster, Mesh, MeshApp, MeshNamespace, MeshService, Port } from '../../constructs/index.js';
import { refusalsOf } from '../../testing/index.js';

/** Declares something in the namespace `shop` of the cluster `prod`, which runs Istio. */
export type Declare = (shop: MeshNamespace, cluster: Cluster, app: MeshApp) => unknown;

/** One refusal, complete. */
export interface Said {
  /**
   * Path of the construct whose props are wrong.
   * @default "prod/shop/cart"
   */
  readonly at?: string;
  readonly what: string;
  readonly why: string;
  readonly fix: string;
}

/** A mistake, all that is said about it, and what lies beside it but is none. */
export interface Case {
  readonly wrong: Declare;
  readonly says: Said | readonly Said[];
  readonly right: Readonly<Record<string, Declare>>;
}

/** Cases by the mistake. */
export type Cases = Readonly<Record<string, Case>>;

/** Every refusal of an app in which something is declared. */
export function refused(declare: Declare): readonly string[] {
  const app = new MeshApp({ quiet: true });
  const cluster = new Cluster(app, 'prod', { mesh: Mesh.istio() });
  declare(new MeshNamespace(cluster, 'shop'), cluster, app);
  return refusalsOf(app);
}

/** A refusal as it is shown. */
export function shown({ at = 'prod/shop/cart', what, why, fix }: Said): string {
  return `${at}: ${what}\n    Why: ${why}\n    Fix: ${fix}`;
}

/** Keeps the compiler out: what it would refuse is refused at synth again, for those who run apps without it. */
export function unchecked(value: unknown): never {
  return value as never;
}

export type AnyService = MeshService<string, string>;

/** A service of one image with an HTTP port, but for what `props` say otherwise. */
export function service(scope: Construct, id: string, props: Readonly<Record<string, unknown>> = {}): AnyService {
  const image = 'versions' in props ? {} : { image: `${id.toLowerCase()}:1` };
  return new MeshService(scope, id, unchecked({ ...image, ports: { http: Port.http(8080) }, ...props }));
}

/** Two versions of one image, as props of a service. */
export const twoVersions = { versions: { v1: { image: 'cart:1' }, v2: { image: 'cart:2' } } };
