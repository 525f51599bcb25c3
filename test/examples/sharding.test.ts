import { App } from 'cdk8s';
import { expect, test } from 'vitest';
import { Cluster, Mesh } from '../../constructs/index.js';
import { sharding } from '../../examples/sharding/sharding.js';
import { findObject, findObjects, renderObjects } from '../../testing/index.js';

const objects = renderObjects(
  sharding(new Cluster(new App(), 'management', { mesh: Mesh.outside() }), {
    shards: 3,
    repository: 'https://git.example.com/manifests.git',
    artifact: 'oci://registry.example.com/manifests',
  }),
);

test('one pod a share, each rendering the share of its completion index', () => {
  const { spec } = findObject(objects, 'Job', 'render');
  expect(spec).toMatchObject({ completionMode: 'Indexed', completions: 3, parallelism: 3 });
  const [render] = spec.template.spec.initContainers;
  expect(render.args[0]).toContain('npx cdk8s-mesh synth --shard "$JOB_COMPLETION_INDEX/3" --output /work/manifests');
});

test('Flux takes each share from where its pod pushes it', () => {
  const [push] = findObject(objects, 'Job', 'render').spec.template.spec.containers;
  expect(push.args[0]).toContain(
    'flux push artifact "oci://registry.example.com/manifests-$JOB_COMPLETION_INDEX:latest"',
  );
  const sources = findObjects(objects, 'OCIRepository').map(({ metadata, spec }) => [
    metadata?.name,
    spec.url,
    spec.ref,
  ]);
  expect(sources).toEqual(
    [0, 1, 2].map((index) => [
      `manifests-${index}`,
      `oci://registry.example.com/manifests-${index}`,
      { tag: 'latest' },
    ]),
  );
  for (const { metadata, spec } of findObjects(objects, 'Kustomization')) {
    expect(spec.sourceRef).toEqual({ kind: 'OCIRepository', name: metadata?.name });
  }
});

test('no secret is rendered, only the name of one', () => {
  expect(findObjects(objects, 'Secret')).toEqual([]);
});
