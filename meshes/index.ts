import { istio } from './istio/index.js';
import { outside } from './outside/index.js';

/** Every mesh the library knows: one folder and one line each. */
export const meshes = { istio, outside } as const;
