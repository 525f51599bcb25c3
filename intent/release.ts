import { type ReleaseIntent, type ServiceIntent, trafficPorts, versionNames } from './model.js';
import { isHttp } from './port.js';
import type { Refusal } from './refusal.js';

/** The ways to release, by the key that chooses them. */
const STRATEGIES: readonly string[] = ['weights'];

export function* releaseRefusals(service: ServiceIntent, release: ReleaseIntent): Iterable<Refusal> {
  const { origin, weights, match } = release;
  const versions = versionNames(service);
  if (!STRATEGIES.includes(release.strategy)) {
    yield {
      origin,
      problem: `the strategy is "${release.strategy}".`,
      reason: 'there is no such way to release.',
      mend: `use one of: ${STRATEGIES.join(', ')}. For example strategy: { weights: { v1: 95, v2: 5 } }.`,
    };
    return;
  }
  if (versions.length === 0) {
    yield {
      origin,
      problem: `${service.name} is released by weights, but has one image and no versions.`,
      reason: 'there is nothing to split between.',
      mend: 'declare `versions` on the service: { v1: { image: … }, v2: { image: … } }.',
    };
    return;
  }
  const unknown = (version: string): Refusal => ({
    origin,
    problem: `the version "${version}" is not one of ${service.name}'s: ${versions.join(', ')}.`,
    reason: 'no pod carries it, so requests sent there would fail with 503.',
    mend: `use one of ${versions.join(', ')}, or declare "${version}" under \`versions\` of ${service.name}.`,
  });
  for (const [version, weight] of Object.entries(weights)) {
    if (!versions.includes(version)) yield unknown(version);
    if (!(Number.isInteger(weight) && weight >= 0 && weight <= 100)) {
      yield {
        origin,
        problem: `the weight of "${version}" is ${weight}.`,
        reason: 'a weight is per cent of the requests.',
        mend: 'give a whole number from 0 to 100.',
      };
    }
  }
  const sum = Object.values(weights).reduce((total, weight) => total + weight, 0);
  if (sum !== 100) {
    yield {
      origin,
      problem: `the weights ${JSON.stringify(weights)} add up to ${sum}.`,
      reason: 'they are per cent of the requests; what is missing or too much would go where nobody said.',
      mend: 'make them add up to 100.',
    };
  }
  const tcpOnly = !trafficPorts(service).some(([, port]) => isHttp(port));
  if (match.length > 0 && tcpOnly) {
    yield {
      origin,
      problem: `the release of ${service.name} matches headers, but no port of it speaks HTTP.`,
      reason: 'the mesh sees no headers on a TCP port, so the match would never fit.',
      mend: 'release it by weights alone, or declare the port as http, http2 or grpc if it is one.',
    };
  }
  for (const { to, headers, cookieTwice } of match) {
    if (cookieTwice) {
      yield {
        origin,
        problem: `the match for "${to}" has a cookie and the header "cookie" too.`,
        reason: 'cookies are one header, so one of the two would be lost.',
        mend: 'keep one of them; `headers.cookie` with a regex can hold both conditions.',
      };
    }
    if (!versions.includes(to)) yield unknown(to);
    if (Object.keys(headers).length === 0) {
      yield {
        origin,
        problem: `the match for "${to}" has no condition.`,
        reason: 'it would take every request, and the weights none.',
        mend: 'give a header or a cookie to match, or change the weights.',
      };
    }
    for (const [name, header] of Object.entries(headers)) {
      if (header.regex !== undefined) yield* regexRefusals(origin, name, header.regex);
      if (name !== name.toLowerCase()) {
        yield {
          origin,
          problem: `the match for "${to}" names the header "${name}".`,
          reason:
            'header names are compared in lower case (Istio API, `HTTPMatchRequest.headers`), so it would never fit.',
          mend: `write "${name.toLowerCase()}".`,
        };
      }
    }
  }
}

/** RE2 has neither look-around nor back references; a pattern with them would be refused by the proxy. */
function* regexRefusals(origin: string, name: string, regex: string): Iterable<Refusal> {
  let problem: string | undefined;
  if (/\(\?(=|!|<=|<!)/.test(regex)) problem = 'uses look-around';
  else if (/\\[1-9]/.test(regex)) problem = 'uses a back reference';
  else {
    try {
      new RegExp(regex);
    } catch {
      problem = 'is no regular expression';
    }
  }
  if (problem) {
    yield {
      origin,
      problem: `the pattern ${JSON.stringify(regex)} for "${name}" ${problem}.`,
      reason: 'the proxy takes RE2 and would refuse the whole route.',
      mend: 'write it in RE2 (no look-around, no back references).',
    };
  }
}
