import { mapSubschemas, type Rule, type Schema } from './schema.js';

/** What the API server enforces; everything else in a schema is prose for people. */
const kept = new Set([
  'type',
  'format',
  'nullable',
  'required',
  'enum',
  'default',
  'pattern',
  'minimum',
  'maximum',
  'exclusiveMinimum',
  'exclusiveMaximum',
  'multipleOf',
  'minLength',
  'maxLength',
  'minItems',
  'maxItems',
  'uniqueItems',
  'minProperties',
  'maxProperties',
  '$ref',
]);
const dropped = new Set(['description', 'title', 'example', 'externalDocs']);

const inner = new Set(['properties', 'additionalProperties', 'items', 'not', 'oneOf', 'anyOf', 'allOf']);

/** A copy without prose. A keyword that is in none of the lists is an error, so that nothing is lost silently. */
export function trimSchema(schema: Schema): Schema {
  const out: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(schema)) {
    if (dropped.has(key)) continue;
    if (key === 'x-kubernetes-validations') out[key] = (value as Rule[]).map(withoutMessage);
    else if (kept.has(key) || inner.has(key) || key.startsWith('x-kubernetes-')) out[key] = value;
    else throw new Error(`unknown schema keyword ${key}`);
  }
  return mapSubschemas(out as Schema, trimSchema);
}

function withoutMessage({ rule, fieldPath, reason, optionalOldSelf }: Rule): Rule {
  return {
    rule,
    ...(fieldPath !== undefined && { fieldPath }),
    ...(reason !== undefined && { reason }),
    ...(optionalOldSelf !== undefined && { optionalOldSelf }),
  };
}
