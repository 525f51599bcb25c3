import { grantRefusals } from './grant.js';
import { serviceAccountRefusals } from './identity.js';
import { type ServiceIntent, trafficPorts, versionNames } from './model.js';
import { MAX_LABEL, nameRefusals } from './names.js';
import { portRefusals } from './port.js';
import type { Refusal } from './refusal.js';
import { releaseRefusals } from './release.js';
import { trafficRefusals } from './traffic.js';
import { workloadRefusals } from './workload.js';

export function* serviceRefusals(service: ServiceIntent): Iterable<Refusal> {
  const { origin, name, workload, ports } = service;
  yield* serviceNameRefusals(service);
  // An account that is named after its service is refused with it.
  const account = service.serviceAccount.name;
  if (account !== name || account === 'default') yield* serviceAccountRefusals(origin, account);
  yield* portRefusals(origin, ports);
  yield* nameLabelRefusals(service);
  if (workload) yield* workloadRefusals(origin, workload, ports);
  yield* trafficRefusals(
    origin,
    service.traffic,
    trafficPorts(service).map(([, port]) => port),
  );
  for (const grant of service.grants) yield* grantRefusals(service, grant);
  for (const release of service.releases) yield* releaseRefusals(service, release);
  const [first, second] = service.releases;
  if (first && second) {
    yield {
      origin: second.origin,
      problem: `${name} is released here and by ${first.origin}.`,
      reason: 'two releases of one service would each write its routes, and the second would undo the first.',
      mend: 'keep one CanaryRelease a service.',
    };
  }
}

/** The label that Services, policies and monitors select by; a user's own value would lead them past the pods. */
const NAME_LABEL = 'app.kubernetes.io/name';

function* nameLabelRefusals({ origin, name, labels, workload }: ServiceIntent): Iterable<Refusal> {
  for (const [prop, given] of [
    ['labels', labels],
    ['selector', workload?.selector],
    ['podLabels', workload?.podLabels],
  ] as const) {
    const value = given?.[NAME_LABEL];
    if (value !== undefined && value !== name) {
      yield {
        origin,
        problem: `${prop} sets ${NAME_LABEL} to "${value}".`,
        reason: 'the Service, the policies and the monitors of this service find its pods by that label and its name.',
        mend: prop === 'selector' ? `name the service "${value}", or let the workload be replaced.` : 'leave it out.',
      };
    }
  }
}

/** Of a workload's name, `<service>-<version>`, each of the two may have half the characters. */
const MAX_SHARE = (MAX_LABEL - 1) / 2;

/**
 * A version and a StatefulSet's governing Service lengthen the name. Where it gets too long, a version that has more than its
 * share is to be shortened, else the service; so nobody is told to shorten a name to nothing.
 */
function* serviceNameRefusals(service: ServiceIntent): Iterable<Refusal> {
  const { origin, name, workload } = service;
  const suffixes = workload?.kind === 'StatefulSet' ? ['-headless'] : [];
  for (const version of versionNames(service)) {
    const workloadName = `${name}-${version}`;
    if (workloadName.length <= MAX_LABEL || version.length <= MAX_SHARE) {
      suffixes.push(`-${version}`);
      continue;
    }
    yield {
      origin,
      problem: `the version name "${version}" has ${version.length} characters.`,
      reason: `the workload is named "${workloadName}", and a DNS label has at most ${MAX_LABEL} characters.`,
      mend: 'shorten the key under `versions`, for example to "v1".',
    };
  }
  const longest = suffixes.reduce((longest, suffix) => (suffix.length > longest.length ? suffix : longest), '');
  yield* nameRefusals(origin, 'service', name, {
    max: MAX_LABEL - longest.length,
    because:
      longest === ''
        ? undefined
        : `the longest name derived from it is "${name}${longest}", and a DNS label has at most ${MAX_LABEL} characters.`,
  });
}
