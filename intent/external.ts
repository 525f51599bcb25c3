import { calledPortRefusals } from './grant.js';
import { serviceAccountRefusals } from './identity.js';
import type { ExternalCallerIntent, ExternalServiceIntent, Grant } from './model.js';
import { isDnsLabel, isHost, nameRefusals } from './names.js';
import { portRefusals } from './port.js';
import type { Refusal } from './refusal.js';

export function* externalServiceRefusals(external: ExternalServiceIntent): Iterable<Refusal> {
  const { origin, hosts, ports } = external;
  yield* nameRefusals(origin, 'external service', external.name, { form: 'label' });
  yield* portRefusals(origin, ports);
  if (hosts.length === 0) {
    yield {
      origin,
      problem: 'hosts is empty.',
      reason: 'there is nothing to call.',
      mend: "give the host names, for example ['api.example.com'].",
    };
  }
  if (Object.keys(ports).length === 0) {
    yield {
      origin,
      problem: 'ports is empty.',
      reason: 'the mesh must know the port and its protocol.',
      mend: 'give them, for example { https: Port.https(443) }.',
    };
  }
  const tcp = Object.keys(ports).find((name) => ports[name]?.protocol === 'tcp');
  if (tcp !== undefined && external.addresses.length === 0) {
    yield {
      origin,
      problem: `ports.${tcp} is TCP, and no addresses are given.`,
      reason: 'a TCP connection carries no host name, so the mesh would take every connection to this port for it.',
      mend: "give the addresses it has, for example addresses: ['203.0.113.0/24'].",
    };
  }
  for (const address of external.addresses) {
    if (!/^(\d{1,3}(\.\d{1,3}){3}|[0-9a-f:]*:[0-9a-f:.]*)(\/\d{1,3})?$/i.test(address)) {
      yield {
        origin,
        problem: `the address "${address}" is neither an IP address nor a block of them.`,
        reason: 'connections are compared with it by number; a name never fits.',
        mend: 'write it like "203.0.113.7" or "203.0.113.0/24", and names under `hosts`.',
      };
    }
  }
  for (const host of hosts) {
    if (!isHost(host)) {
      yield {
        origin,
        problem: `the host "${host}" is no host name.`,
        reason: 'it holds a scheme, a port, a path, capitals or other characters that a host name has not.',
        mend: 'write the bare name in lower case, such as "api.example.com".',
      };
    }
  }
}

/** A call to something outside: its port must exist, and nothing may be asked that no policy can hold it to. */
export function* externalGrantRefusals(external: ExternalServiceIntent, grant: Grant): Iterable<Refusal> {
  const { origin } = grant.caller;
  yield* calledPortRefusals(origin, `the call to ${external.name}`, external, grant.port);
  if (grant.methods.length > 0 || grant.paths.length > 0) {
    yield {
      origin,
      problem: `the call to ${external.name} names ${grant.methods.length > 0 ? 'methods' : 'paths'}.`,
      reason: 'it leads out of the mesh, where no policy of ours is checked; they would promise what nothing keeps.',
      mend: 'leave methods and paths out.',
    };
  }
}

export function* externalCallerRefusals(caller: ExternalCallerIntent): Iterable<Refusal> {
  const { origin, identity } = caller;
  yield* serviceAccountRefusals(origin, identity.serviceAccount);
  if (!isDnsLabel(identity.namespace)) {
    yield {
      origin,
      problem: `the namespace is "${identity.namespace}".`,
      reason: 'it is no DNS label, so no workload can live there.',
      mend: 'give the namespace the caller runs in.',
    };
  }
}
