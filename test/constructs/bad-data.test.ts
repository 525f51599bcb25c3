import { ApiObject, Chart } from 'cdk8s';
import { describe, expect, test } from 'vitest';
import { Cluster, Mesh, MeshApp } from '../../constructs/index.js';
import { refusalsOf } from '../../testing/index.js';

/** What is refused of an app with one object of these fields. */
function refused(fields: object): readonly string[] {
  const app = new MeshApp({ quiet: true });
  const chart = new Chart(new Cluster(app, 'prod', { mesh: Mesh.outside() }), 'team', { namespace: 'team' });
  const props = { apiVersion: 'example.com/v1', kind: 'Widget', metadata: { name: 'w' }, ...fields };
  new ApiObject(chart, 'widget', props).toJson = () => props;
  return refusalsOf(app);
}

const cyclic: { self?: unknown } = {};
cyclic.self = cyclic;

describe('data that no cluster could read back is refused with its place', () => {
  test.each([
    [
      'NaN',
      { spec: { replicas: Number.NaN } },
      'spec.replicas of Widget w (example.com) is NaN, which JSON cannot write',
    ],
    ['infinity', { spec: { n: [1, Number.POSITIVE_INFINITY] } }, 'spec.n[1] of Widget w (example.com) is Infinity'],
    ['undefined in a list', { spec: { list: [1, undefined] } }, 'spec.list[1] of Widget w (example.com) is undefined'],
    ['a function', { spec: { run: () => 1 } }, 'spec.run of Widget w (example.com) is a function'],
    ['a symbol', { spec: { s: Symbol('x') } }, 'spec.s of Widget w (example.com) is a symbol'],
    ['a bigint', { spec: { n: 1n } }, 'spec.n of Widget w (example.com) is a bigint'],
    ['a date', { spec: { at: new Date(0) } }, 'spec.at of Widget w (example.com) is a Date, which is no plain data'],
    ['a map', { spec: { m: new Map() } }, 'spec.m of Widget w (example.com) is a Map, which is no plain data'],
    ['a cycle', { spec: cyclic }, 'spec.self of Widget w (example.com) holds itself, so it has no end'],
    [
      'half a surrogate pair',
      { spec: { text: 'a\ud800b' } },
      'spec.text of Widget w (example.com) is a string with half a surrogate pair',
    ],
    [
      'a string of 10 MB',
      { spec: { text: 'x'.repeat(10 * 1024 * 1024) } },
      'Widget w (example.com) has about 10.0 MiB, and an API server takes at most 1.5 MiB',
    ],
  ])('%s', (_, fields, message) => {
    const refusals = refused(fields);
    expect(refusals).toHaveLength(1);
    expect(refusals[0]).toContain('prod/team/widget: ');
    expect(refusals[0]).toContain(message);
    expect(refusals[0]).toMatch(/\n {4}Why: .*\n {4}Fix: /);
  });

  test('an object without kind, apiVersion or name', () => {
    expect(refused({ kind: undefined })[0]).toContain('an object has no kind.');
    expect(refused({ apiVersion: '' })[0]).toContain('an object has no apiVersion.');
    expect(refused({ metadata: {} })[0]).toContain('Widget (example.com) has no name.');
  });
});

test('whole surrogate pairs, empty collections and null are data', () => {
  expect(refused({ spec: { text: '🎉', list: [], map: {}, nothing: null, field: undefined } })).toEqual([]);
});

test('two objects of one identity in a cluster are refused with both their constructs, and in two clusters they are not', () => {
  const app = new MeshApp({ quiet: true });
  const map = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'settings', namespace: 'shared' } };
  const [prod, test] = ['prod', 'test'].map((name) => new Cluster(app, name, { mesh: Mesh.outside() }));
  new ApiObject(new Chart(prod as Cluster, 'a'), 'map', map);
  new ApiObject(new Chart(test as Cluster, 'a'), 'map', map);
  expect(refusalsOf(app)).toEqual([]);
  new ApiObject(new Chart(prod as Cluster, 'b'), 'map', map);
  expect(refusalsOf(app)).toEqual([
    expect.stringContaining('prod/b/map: ConfigMap shared/settings is rendered here and by prod/a/map.'),
  ]);
});

test('a chart without objects gives no file', () => {
  const app = new MeshApp({ quiet: true });
  new Chart(app, 'empty');
  const full = new Chart(app, 'full');
  new ApiObject(full, 'map', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a' } });
  expect(app.synthYaml().match(/^kind:/gm)).toHaveLength(1);
});
