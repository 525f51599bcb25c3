import type { Finding } from '../../../checks/finding.js';
import { type CrdDocument, SchemaChecker } from '../../../checks/schema/index.js';
import type { Schema } from '../../../checks/schema/schema.js';

/** A CRD of a kind of our own, Widget, with this schema as its spec's. */
export function widgetCrd(spec: Schema, more: Schema = {}): CrdDocument {
  return {
    kind: 'CustomResourceDefinition',
    spec: {
      group: 'example.com',
      scope: 'Namespaced',
      names: { kind: 'Widget', plural: 'widgets' },
      versions: [
        {
          name: 'v1',
          served: true,
          schema: { openAPIV3Schema: { type: 'object', ...more, properties: { spec, ...more.properties } } },
        },
      ],
    },
  };
}

export function widget(spec: unknown): object {
  return { apiVersion: 'example.com/v1', kind: 'Widget', metadata: { name: 'w' }, spec };
}

/** What is said of a Widget's spec by its schema. */
export function judge(schema: Schema, spec: unknown): readonly Finding[] {
  return new SchemaChecker({ crds: [widgetCrd(schema)] }).check(widget(spec));
}

/** As a line: `MSH102 spec.a: message`. */
export function lines(findings: readonly Finding[]): string[] {
  return findings.map(({ code, path, message }) => `${code} ${path}: ${message}`);
}
