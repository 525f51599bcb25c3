import { Cluster, Mesh, MeshApp } from './constructs/index.js';
import { sharding } from './examples/sharding/sharding.js';
import { shop } from './examples/shop/shop.js';

const app = new MeshApp();
shop(new Cluster(app, 'shop-istio', { mesh: Mesh.istio() }));
sharding(new Cluster(app, 'management', { mesh: Mesh.outside() }), {
  shards: 4,
  repository: 'https://git.example.com/platform/manifests.git',
  artifact: 'oci://registry.example.com/platform/manifests',
});
app.synth();
