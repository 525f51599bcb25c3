import type { Refusal } from './refusal.js';

/** Longest DNS label, in characters (RFC 1123). Names and label values may not be longer. */
export const MAX_LABEL = 63;
/** Longest name of a CronJob: Kubernetes appends 11 characters to name its Jobs (Kubernetes docs, "CronJob"). */
export const MAX_CRON_JOB_NAME = 52;

const DNS_LABEL = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;
/** DNS labels joined by dots: what most names may be (Kubernetes docs, "Object Names and IDs"). */
const DNS_NAME = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;
/** Longest DNS name, in characters. */
const MAX_NAME = 253;
/** A Service's name is stricter: it must start with a letter (RFC 1035 label; Kubernetes API, `ObjectMeta.name` of a Service). */
const SERVICE_NAME = /^[a-z]([-a-z0-9]*[a-z0-9])?$/;
/** One or more DNS labels joined by dots, a wildcard label allowed in front. */
const HOST = /^(\*\.)?[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?(\.[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?)*$/;

export function isDnsLabel(name: string): boolean {
  return name.length <= MAX_LABEL && DNS_LABEL.test(name);
}

/** True for `example.com` and `*.example.com`; not for `*` alone. */
export function isHost(host: string): boolean {
  return host.length <= MAX_NAME && HOST.test(host);
}

/** The nearest correct spelling of a name, to propose in a message. */
export function suggestLabel(name: string, max = MAX_LABEL): string {
  const label = name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^[^a-z]+/, '')
    .slice(0, max)
    .replace(/-+$/, '');
  return label || 'my-service'.slice(0, max).replace(/-+$/, '');
}

/** Refuses a name that Kubernetes would not take. `what` names the thing: "service", "namespace"; `form` is what it takes for it. */
export function* nameRefusals(
  origin: string,
  what: string,
  name: string,
  options: { readonly max?: number; readonly form?: 'label' | 'name'; readonly because?: string } = {},
): Iterable<Refusal> {
  const { form } = options;
  const kind = form === 'name' ? 'DNS name' : 'DNS label';
  const max = options.max ?? (form === 'name' ? MAX_NAME : MAX_LABEL);
  const pattern = form === 'name' ? DNS_NAME : form === 'label' ? DNS_LABEL : SERVICE_NAME;
  if (name.length > max) {
    yield {
      origin,
      problem: `the ${what} name "${name}" has ${name.length} characters.`,
      reason: options.because ?? `a ${kind} has at most ${max} characters.`,
      mend: `shorten it to ${max} characters or fewer, for example "${suggestLabel(name, max)}".`,
    };
  }
  if (!pattern.test(name)) {
    yield {
      origin,
      problem: `the ${what} name "${name}" is no ${kind}.`,
      reason: `Kubernetes takes lower-case letters, digits${form === 'name' ? ', "-" and "."' : ' and "-"'}, starting with a letter${
        form === undefined ? '' : ' or digit'
      } and ending with a letter or digit.`,
      mend: `rename it, for example to "${suggestLabel(name, max)}".`,
    };
  }
}
