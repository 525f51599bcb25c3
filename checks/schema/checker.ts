import type { Finding } from '../finding.js';
import {
  type CustomKind,
  customKind,
  definition,
  definitionOf,
  KUBERNETES,
  OBJECT_META,
  sharedSchema,
  sourceOf,
} from './catalogue.js';
import type { SchemaCode } from './codes.js';
import { type CrdDocument, kindsOf } from './crd.js';
import { embeddedResourceCheck, labelProblems, metadataProblems, type NameRules, nameRulesOf } from './metadata.js';
import { both, type Problem, type Problems, problem, toFinding, under, warning } from './problem.js';
import { ruleMessages } from './rule-messages/index.js';
import { RuleCompiler, type RuleMessages } from './rules.js';
import { isObject, type JsonObject, type Resolve, type Schema } from './schema.js';
import { CoreCompiler } from './structure/core.js';
import { CustomCompiler } from './structure/custom.js';
import { DefaultsCompiler, hasNull } from './structure/defaults.js';
import { wrongType } from './structure/fields.js';
import { dnsSubdomain } from './text/names.js';

export interface SchemaCheckerOptions {
  /** Your own CustomResourceDefinitions, as parsed YAML. They win over the kinds this package knows. */
  readonly crds?: readonly CrdDocument[];
}

type ObjectCheck = (object: JsonObject) => Problems;

/** Judges objects as an API server does on create with strict field validation, from schemas alone. */
export class SchemaChecker {
  /** Kinds that were met and have no schema, such as `example.com/v1 Widget`, each once. */
  readonly unknownKinds: readonly string[];
  private readonly unknown: string[] = [];
  private readonly own: ReadonlyMap<string, CustomKind>;
  /** By apiVersion and kind; nothing for a kind without a schema. */
  private readonly checks = new Map<string, Map<string, ObjectCheck | undefined>>();
  private readonly core = new CoreCompiler(definition, {
    '#/io.k8s.api.core.v1.PodTemplateSpec metadata': (metadata) => labelProblems(metadata as JsonObject),
  });
  private readonly metadataTypes = this.core.definition(OBJECT_META);
  private readonly embedded = embeddedResourceCheck(this.metadataTypes);

  /** @throws where one of the CRDs is none */
  constructor({ crds = [] }: SchemaCheckerOptions = {}) {
    this.own = new Map(crds.flatMap((crd, index) => kindsOf(crd, index)));
    this.unknownKinds = this.unknown;
  }

  /** All that is wrong with the object, in the order of its fields; nothing where an API server would take it. */
  check(object: unknown): readonly Finding[] {
    if (!isObject(object))
      return problem('MSH102', 'A Kubernetes object has to be an object with `apiVersion`, `kind` and `metadata`.').map(
        toFinding,
      );
    const { apiVersion, kind } = object;
    if (typeof apiVersion !== 'string' || typeof kind !== 'string' || apiVersion === '' || kind === '') {
      return typeProblems(object).map(toFinding);
    }
    let kinds = this.checks.get(apiVersion);
    if (!kinds) {
      kinds = new Map();
      this.checks.set(apiVersion, kinds);
    }
    const known = kinds.get(kind);
    if (known) return known(object)?.map(toFinding) ?? [];
    if (kinds.has(kind)) return [];
    const check = this.checkOf(apiVersion.includes('/') ? `${apiVersion}/${kind}` : `/${apiVersion}/${kind}`);
    kinds.set(kind, check);
    if (check) return check(object)?.map(toFinding) ?? [];
    this.unknown.push(`${apiVersion} ${kind}`);
    return warning(
      'MSH110',
      `There is no schema of ${apiVersion} ${kind}, so objects of this kind are not checked. Give its CustomResourceDefinition, or check the spelling.`,
    ).map(toFinding);
  }

  private checkOf(id: string): ObjectCheck | undefined {
    const own = this.own.get(id);
    if (own) return this.customCheck(own, noShared, {});
    const source = sourceOf(id);
    if (source === undefined) return undefined;
    if (source !== KUBERNETES)
      return this.customCheck(customKind(source, id), (ref) => sharedSchema(source, ref), ruleMessages);
    return this.coreCheck(id);
  }

  private coreCheck(id: string): ObjectCheck {
    const types = this.core.definition(definitionOf(id));
    const rules = nameRulesOf(id);
    return (object) => both(types(object), this.metadata(object, rules, false));
  }

  private customCheck({ schema, scope, status }: CustomKind, resolve: Resolve, messages: RuleMessages): ObjectCheck {
    const structure = new CustomCompiler(resolve, this.embedded).resource(schema);
    const defaults = new DefaultsCompiler(resolve);
    const fill = defaults.defaults(schema);
    const fillNulls = once(() => defaults.nulls(schema));
    const rules = new RuleCompiler(resolve, messages).resource(schema);
    const nameRules: NameRules = { form: dnsSubdomain, scope };
    return (object) => {
      // Status has a way of its own into the cluster: here the server drops it, once its fields are known to exist.
      const { declared, problems: unknown } = status
        ? withoutStatus(object, structure)
        : { declared: object, problems: undefined };
      let filled = fill ? fill(declared) : declared;
      let problems = structure(filled);
      // The server drops nulls where none are allowed. They are rare, so they are only looked for where something is wrong.
      if (problems && hasNull(declared)) {
        filled = fillNulls()(declared);
        problems = structure(filled);
      }
      problems = both(unknown, problems);
      if (rules && !problems?.some(({ code }) => blocking.has(code))) problems = both(problems, rules(filled));
      return both(problems, this.metadata(object, nameRules, true));
    };
  }

  /** @param typesToo the types of metadata have to be looked at: what CRDs say of metadata is not all */
  private metadata(object: JsonObject, rules: NameRules, typesToo: boolean): Problems {
    const { metadata } = object;
    if (metadata === undefined || metadata === null) return metadataProblems({}, rules)?.map(inMetadata);
    const wrong = this.metadataTypes(metadata);
    if (wrong) return typesToo ? under('metadata', wrong) : undefined;
    const problems = metadataProblems(metadata as JsonObject, rules);
    return problems && under('metadata', problems);
  }
}

/** With these a value may not have the types that rules count on; the server does not run them either. */
const blocking = new Set<SchemaCode>(['MSH102', 'MSH103', 'MSH104', 'MSH105', 'MSH106']);

function withoutStatus(object: JsonObject, structure: ObjectCheck): { declared: JsonObject; problems: Problems } {
  if (object.status === undefined) return { declared: object, problems: undefined };
  const { status, ...declared } = object;
  const found = structure({ ...declared, status })?.filter(
    ({ code, steps }) => code === 'MSH101' && steps.at(-1) === 'status',
  );
  return { declared, problems: found?.length ? found : undefined };
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

function inMetadata(found: Problem): Problem {
  found.steps.push('metadata');
  return found;
}

function typeProblems(object: JsonObject): Problem[] {
  let problems: Problems;
  for (const field of ['apiVersion', 'kind']) {
    const value = object[field];
    if (value === undefined || value === null || value === '') {
      problems = both(problems, problem('MSH103', `The field \`${field}\` is missing; every object needs it.`, field));
    } else if (typeof value !== 'string') problems = both(problems, under(field, wrongType(value, 'string')));
  }
  return problems ?? [];
}

function noShared(ref: string): Schema {
  throw new Error(`a CustomResourceDefinition may not have a $ref (${ref})`);
}
