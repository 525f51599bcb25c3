import { Cluster, Mesh, MeshApp } from './constructs/index.js';
import { shop } from './examples/shop/shop.js';

const app = new MeshApp();
shop(new Cluster(app, 'shop-istio', { mesh: Mesh.istio() }));
app.synth();
