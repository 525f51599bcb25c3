import type { App, Chart } from 'cdk8s';
import { AccessEvaluator, type EvaluatorOptions } from '../checks/access/evaluate.js';
import { RefusalError } from '../constructs/refusal-error.js';
import { compareObjects, type ManifestData } from '../manifests/order.js';
import { toYaml } from '../manifests/yaml.js';

export type { AccessRequest, EvaluatorOptions, From } from '../checks/access/evaluate.js';
export { AccessEvaluator } from '../checks/access/evaluate.js';
export type { Decision } from '../checks/access/policy.js';

/** A rendered object; its fields are read without a type, as a test reads them. */
export interface RenderedObject {
  readonly apiVersion: string;
  readonly kind: string;
  // biome-ignore lint/suspicious/noExplicitAny: a rendered object is data of any shape
  readonly [field: string]: any;
}

/** The objects a chart renders, in the order in which they are written. Throws with every refusal where something is refused. */
export function renderObjects(chart: Chart): readonly RenderedObject[] {
  return (chart.toJson() as RenderedObject[]).sort(compareObjects);
}

/** The YAML a chart renders, for a snapshot; without the comments that name the constructs. */
export function renderYaml(chart: Chart): string {
  return renderObjects(chart)
    .map((object) => toYaml([{ origin: '', object }]).replace(/^# Source: \n/, ''))
    .join('---\n');
}

/** The objects of a kind, of one name where it is given. */
export function findObjects(
  objects: readonly RenderedObject[],
  kind: string,
  name?: string,
): readonly RenderedObject[] {
  return objects.filter((object) => object.kind === kind && (name === undefined || object.metadata?.name === name));
}

/** The one object of a kind and name. Throws where there is none, or more than one; a name that is left out means the only one. */
export function findObject(objects: readonly RenderedObject[], kind: string, name?: string): RenderedObject {
  const found = findObjects(objects, kind, name);
  const [object] = found;
  if (!object || found.length > 1) {
    const names = findObjects(objects, kind).map(({ metadata }) => metadata?.name);
    throw new Error(
      `found ${found.length} objects of kind ${kind}${name === undefined ? '' : ` named "${name}"`}; there are: ${names.join(', ') || 'none'}.`,
    );
  }
  return object;
}

/** Every refusal of an app, as it would be shown; empty where it can be rendered. Nothing is written. */
export function refusalsOf(app: App): readonly string[] {
  try {
    app.synthYaml();
    return [];
  } catch (error) {
    if (error instanceof RefusalError) return error.refusals;
    throw error;
  }
}

/** Who may reach whom in a rendered tree, decided from its policies: `accessOf(objects).decide({ from, to, … })`. */
export function accessOf(objects: readonly ManifestData[], options?: EvaluatorOptions): AccessEvaluator {
  return new AccessEvaluator(objects, options);
}
