import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ApiObject, Chart } from 'cdk8s';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { MeshApp, type MeshAppProps } from '../../constructs/index.js';
import { checkSchemas } from '../../constructs/schema-check.js';
import { refusalsOf } from '../../testing/index.js';

let folder: string;
const crd = `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: { name: widgets.example.com }
spec:
  group: example.com
  names: { kind: Widget, plural: widgets }
  scope: Namespaced
  versions:
    - name: v1
      served: true
      storage: true
      schema:
        openAPIV3Schema:
          type: object
          properties:
            spec: { type: object, properties: { size: { type: integer, maximum: 3 } } }
`;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'crds-'));
  mkdirSync(join(folder, 'crds'));
  writeFileSync(join(folder, 'crds', 'widget.yaml'), crd);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const widget = (size: number) => ({
  apiVersion: 'example.com/v1',
  kind: 'Widget',
  metadata: { name: 'w' },
  spec: { size },
});
function refused(size: number, props: MeshAppProps): readonly string[] {
  const app = new MeshApp({ quiet: true, ...props });
  new ApiObject(new Chart(app, 'team', { namespace: 'team' }), 'widget', widget(size));
  return refusalsOf(app);
}

test('an object of a user’s own kind is checked against the CRDs of a folder', () => {
  const crds = [join(folder, 'crds')];
  expect(refused(3, { crds })).toEqual([]);
  expect(refused(4, { crds })).toEqual([
    expect.stringMatching(/^team\/widget: spec\.size of Widget team\/w \(example\.com\): .*3.*\(MSH106\)$/),
  ]);
});

test('and against those that cdk8s.yaml imports, with a name in front or without', () => {
  const before = process.cwd();
  process.chdir(folder);
  try {
    writeFileSync('cdk8s.yaml', 'imports: [k8s, github:a/b, mine:=crds/widget.yaml]\n');
    expect(refused(4, {})).toHaveLength(1);
  } finally {
    process.chdir(before);
  }
});

test('a kind without a schema is named once, and no mistake', () => {
  const made = [1, 2].map((size) => ({ origin: 'team/widget', object: widget(size) }));
  const { refusals, notices } = checkSchemas(made, []);
  expect(refusals).toEqual([]);
  expect(notices).toEqual([expect.stringContaining('example.com/v1 Widget: not checked')]);
});

test('CRDs that are not there are told in one sentence', () => {
  expect(() => refused(1, { crds: [join(folder, 'nowhere')] })).toThrow(/there is no file or folder .*nowhere/);
});
