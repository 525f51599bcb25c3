import type { IConstruct } from 'constructs';
import { meshes } from '../meshes/index.js';
import type { Mesh as MeshContract } from '../meshes/mesh.js';
import { MeshNamespace } from './mesh-namespace.js';

/** A service mesh, as the library writes for it. */
export type Mesh = MeshContract;

/** The meshes to choose from, and the one a construct is in. */
export const Mesh = {
  ...meshes,
  /** The mesh of the namespace that a construct stands in. */
  of: (construct: IConstruct): Mesh => MeshNamespace.of(construct).mesh,
} as const;
