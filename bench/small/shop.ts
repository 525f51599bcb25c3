import { Cluster, Mesh, MeshApp } from '../../constructs/index.js';
import { shop } from '../../examples/shop/shop.js';

/** The small case: one shop, as this repository's own app composes it. */
const app = new MeshApp();
shop(new Cluster(app, 'shop-istio', { mesh: Mesh.istio() }));
app.synth();
