import { both, type Problems, problem, under, warning } from './problem.js';
import { isObject, type JsonObject } from './schema.js';
import { wrongType } from './structure/fields.js';
import {
  asPrefix,
  dnsLabel,
  dnsSubdomain,
  labelValue,
  type NameForm,
  pathSegment,
  qualifiedName,
} from './text/names.js';
import { show } from './words.js';

/** What an API server asks of the names of a kind. */
export interface NameRules {
  readonly form: NameForm;
  readonly scope: 'Namespaced' | 'Cluster';
  /** The server makes up a name where there is none. */
  readonly nameless?: boolean;
  /** The resource is inside another: it needs no name. */
  readonly inside?: boolean;
}

/** Kubernetes' own kinds whose names are no DNS subdomain, or that are not in a namespace. */
const kinds: { readonly [kind: string]: Partial<NameRules> } = {
  'apiextensions.k8s.io/v1/CustomResourceDefinition': { scope: 'Cluster' },
  'apps/v1/StatefulSet': { form: dnsLabel },
  'batch/v1/CronJob': { form: atMost(52, dnsSubdomain) },
  '/v1/LimitRange': { nameless: true },
  '/v1/Namespace': { form: dnsLabel, scope: 'Cluster' },
  '/v1/Service': { form: dnsLabel },
  'policy/v1/PodDisruptionBudget': { form: pathSegment },
  'rbac.authorization.k8s.io/v1/ClusterRole': { form: pathSegment, scope: 'Cluster' },
  'rbac.authorization.k8s.io/v1/ClusterRoleBinding': { form: pathSegment, scope: 'Cluster' },
  'rbac.authorization.k8s.io/v1/Role': { form: pathSegment },
  'rbac.authorization.k8s.io/v1/RoleBinding': { form: pathSegment },
  'scheduling.k8s.io/v1/PriorityClass': { scope: 'Cluster' },
  'storage.k8s.io/v1/StorageClass': { scope: 'Cluster' },
};

export function nameRulesOf(coreKind: string): NameRules {
  return { form: dnsSubdomain, scope: 'Namespaced', ...kinds[coreKind] };
}

/** The controller makes Jobs whose names are 11 characters longer (Kubernetes docs, "CronJob"). */
function atMost(longest: number, form: NameForm): NameForm {
  return (text) => (text.length > longest ? `is ${text.length} characters long; ${longest} is the most` : form(text));
}

/** Judges metadata whose types are right: names, labels, annotations and the like. */
export function metadataProblems(metadata: JsonObject, { form, scope, nameless, inside }: NameRules): Problems {
  const { name, generateName, namespace, resourceVersion } = metadata;
  let problems = generateName ? named('generateName', generateName as string, prefixForm(form, !name)) : undefined;
  if (name) problems = both(problems, named('name', name as string, form));
  else if (!generateName && !inside && !nameless)
    problems = both(problems, problem('MSH109', 'The object has no name; give it one.', 'name'));
  if (namespace && scope === 'Namespaced') problems = both(problems, named('namespace', namespace as string, dnsLabel));
  if (namespace && scope === 'Cluster' && !inside) {
    const message = `Objects of this kind are in no namespace; ${show(namespace)} is ignored. Leave it out.`;
    problems = both(problems, warning('MSH109', message, 'namespace'));
  }
  if (resourceVersion && resourceVersion !== '0' && !inside) {
    // A dry run takes it.
    const message =
      'An object with a `resourceVersion` cannot be created: it was read from a cluster. Leave the field out.';
    problems = both(problems, warning('MSH109', message, 'resourceVersion'));
  }
  return both(both(problems, labelProblems(metadata)), both(ownerProblems(metadata), finalizerProblems(metadata)));
}

/** The server cuts the prefix and puts five letters and digits behind it; what comes out has to be a name too. */
function prefixForm(form: NameForm, generates: boolean): NameForm {
  return (text) => asPrefix(form)(text) ?? (generates ? form(`${text.slice(0, 58)}abcde`) : undefined);
}

const LARGEST_ANNOTATIONS = 256 * 1024;

/** Labels and annotations, which pod templates have too. */
export function labelProblems({ labels, annotations }: JsonObject): Problems {
  let problems: Problems;
  for (const [key, value] of entries(labels)) {
    const wrongKey = qualifiedName(key);
    const wrongValue = labelValue(`${value ?? ''}`);
    if (wrongKey) problems = both(problems, problem('MSH109', `The key of a label ${wrongKey}.`, key, 'labels'));
    if (wrongValue) {
      const message = `${show(value)} cannot be the value of a label: it ${wrongValue}. An annotation can hold it.`;
      problems = both(problems, problem('MSH109', message, key, 'labels'));
    }
  }
  let size = 0;
  for (const [key, value] of entries(annotations)) {
    // Annotations may have capitals where labels may not.
    const wrong = qualifiedName(key.toLowerCase());
    if (wrong) problems = both(problems, problem('MSH109', `The key of an annotation ${wrong}.`, key, 'annotations'));
    size += bytes(key) + bytes(`${value ?? ''}`);
  }
  if (size > LARGEST_ANNOTATIONS) {
    const message = `The annotations take ${size} bytes together; ${LARGEST_ANNOTATIONS} (256 KiB) is the most.`;
    problems = both(problems, problem('MSH109', message, 'annotations'));
  }
  return problems;
}

function ownerProblems({ ownerReferences }: JsonObject): Problems {
  if (!Array.isArray(ownerReferences)) return undefined;
  let problems: Problems;
  for (const [index, owner] of ownerReferences.entries()) {
    if (!isObject(owner)) {
      problems = both(problems, problem('MSH109', 'An owner has to be an object.', index, 'ownerReferences'));
      continue;
    }
    for (const field of ['apiVersion', 'kind', 'name', 'uid']) {
      const value = owner[field];
      if (value === '' || (field === 'apiVersion' && !OWNER_VERSION.test(`${value}`))) {
        const message = value === '' ? `An owner's \`${field}\` may not be empty.` : notApiVersion(value);
        problems = both(problems, problem('MSH109', message, field, index, 'ownerReferences'));
      }
    }
    if (owner.apiVersion === 'v1' && owner.kind === 'Event') {
      problems = both(problems, problem('MSH109', 'An Event cannot own an object.', index, 'ownerReferences'));
    }
  }
  const controllers = ownerReferences.filter((owner) => isObject(owner) && owner.controller === true);
  if (controllers.length < 2) return problems;
  const message = `Only one owner may be the controller; ${controllers.length} are.`;
  return both(problems, problem('MSH109', message, 'ownerReferences'));
}

function finalizerProblems({ finalizers }: JsonObject): Problems {
  if (!Array.isArray(finalizers)) return undefined;
  let problems: Problems;
  for (const [index, finalizer] of finalizers.entries()) {
    // Null is decoded as an empty text.
    const wrong = qualifiedName((finalizer ?? '') as string);
    if (wrong)
      problems = both(
        problems,
        problem('MSH109', `${show(finalizer)} cannot be a finalizer: it ${wrong}.`, index, 'finalizers'),
      );
  }
  if (finalizers.includes('orphan') && finalizers.includes('foregroundDeletion')) {
    const message = 'The finalizers "orphan" and "foregroundDeletion" exclude each other. Keep one.';
    problems = both(problems, problem('MSH109', message, 'finalizers'));
  }
  return problems;
}

function named(field: string, value: string, form: NameForm): Problems {
  const wrong = form(value);
  return wrong ? problem('MSH109', `${show(value)} cannot be a ${field}: it ${wrong}.`, field) : undefined;
}

function entries(map: unknown): [string, unknown][] {
  return isObject(map) ? Object.entries(map).filter(([, value]) => value !== undefined) : [];
}

function bytes(text: string): number {
  return new TextEncoder().encode(text).length;
}

/** `group/version` or `version`; an owner's version may not be empty, that of a resource inside another may. */
const OWNER_VERSION = /^(?:[^/]*\/)?[^/]+$/;
const API_VERSION = /^[^/]*\/?[^/]*$/;

function notApiVersion(value: unknown): string {
  return `${show(value)} is no apiVersion: it has to be "group/version" or, of the core group, "version".`;
}

/** `apiVersion`, `kind` and `metadata` of a resource inside another. */
export function embeddedResourceCheck(checkTypes: (metadata: unknown) => Problems): (resource: unknown) => Problems {
  return (resource) => {
    const { apiVersion, kind, metadata } = resource as JsonObject;
    let problems: Problems;
    for (const [field, value] of Object.entries({ apiVersion, kind })) {
      if (value === undefined) {
        const message = `The field \`${field}\` is missing; a resource inside another needs it.`;
        problems = both(problems, problem('MSH103', message, field));
      } else if (typeof value !== 'string') problems = both(problems, under(field, wrongType(value, 'string')));
      else if (value === '') problems = both(problems, problem('MSH105', `The \`${field}\` is empty.`, field));
    }
    if (typeof apiVersion === 'string' && apiVersion !== '' && !API_VERSION.test(apiVersion)) {
      problems = both(problems, problem('MSH105', notApiVersion(apiVersion), 'apiVersion'));
    }
    if (typeof kind === 'string' && kind !== '' && !/^[a-z]([-a-z0-9]{0,61}[a-z0-9])?$/i.test(kind)) {
      problems = both(
        problems,
        problem('MSH105', `${show(kind)} cannot be a kind: letters, digits and \`-\` only.`, 'kind'),
      );
    }
    if (metadata === undefined || metadata === null) return problems;
    const rules: NameRules = { form: pathSegment, scope: 'Namespaced', inside: true };
    const wrong = checkTypes(metadata) ?? metadataProblems(metadata as JsonObject, rules);
    return wrong ? both(problems, under('metadata', wrong)) : problems;
  };
}
