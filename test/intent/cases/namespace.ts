import { AuthzPolicySet, type EndUsers, ExternalService, MeshNamespace, Port } from '../../../constructs/index.js';
import { type Cases, type Declare, unchecked } from '../case.js';

const traced =
  (samplingPercentage: number): Declare =>
  (_, cluster) =>
    new MeshNamespace(cluster, 'traced', { tracing: { provider: 'jaeger', samplingPercentage } });
const asking =
  (endUsers: EndUsers): Declare =>
  (shop) =>
    new AuthzPolicySet(shop, 'access', { endUsers });
const outside =
  (hosts: readonly string[], ports: Readonly<Record<string, Port>> = { https: Port.https(443) }): Declare =>
  (shop) =>
    new ExternalService(shop, 'bank', { hosts, ports });

const notPercent = { at: 'prod/traced', why: 'it is per cent of the requests.', fix: 'give a number from 0 to 100.' };
const noIssuer = {
  at: 'prod/shop/access',
  what: 'endUsers.issuer is empty.',
  why: 'tokens of every issuer would have to be believed.',
  fix: 'give the `iss` claim of the tokens, for example "https://login.example.com".',
};

export const namespaces: Cases = {
  'tracing of less than nothing': {
    wrong: traced(-1),
    says: { what: 'tracing.samplingPercentage is -1.', ...notPercent },
    right: { 'of nothing': traced(0) },
  },
  'tracing of more than everything': {
    wrong: traced(100.1),
    says: { what: 'tracing.samplingPercentage is 100.1.', ...notPercent },
    right: { 'of everything': traced(100) },
  },
  'an unknown mode of mTLS': {
    wrong: (_, cluster) => new MeshNamespace(cluster, 'other', { mtls: unchecked('strict') }),
    says: {
      at: 'prod/other',
      what: 'mtls is "strict".',
      why: 'plaintext is refused (STRICT) or taken too (PERMISSIVE).',
      fix: 'use one of STRICT, PERMISSIVE.',
    },
    right: { 'a known one': (_, cluster) => new MeshNamespace(cluster, 'other', { mtls: 'PERMISSIVE' }) },
  },
  'an unknown mode of policies': {
    wrong: (shop) => new AuthzPolicySet(shop, 'access', { mode: unchecked('dryrun') }),
    says: {
      at: 'prod/shop/access',
      what: 'mode is "dryrun".',
      why: 'policies are enforced, or only logged.',
      fix: 'use one of enforce, dry-run.',
    },
    right: { 'a known one': (shop) => new AuthzPolicySet(shop, 'access', { mode: 'dry-run' }) },
  },
  'two policy sets': {
    wrong: (shop) => {
      new AuthzPolicySet(shop, 'first');
      new AuthzPolicySet(shop, 'second');
    },
    says: {
      at: 'prod/shop/second',
      what: 'namespace "shop" has a second AuthzPolicySet; the first is prod/shop/first.',
      why: 'each renders the policies of every service, so one object would be written twice.',
      fix: 'keep one AuthzPolicySet a namespace; every declared call is in it.',
    },
    right: {
      'one each in two namespaces': (shop, cluster) => {
        new AuthzPolicySet(shop, 'access');
        new AuthzPolicySet(new MeshNamespace(cluster, 'other'), 'access');
      },
    },
  },
  'tokens without an issuer': {
    wrong: asking({ issuer: '' }),
    says: noIssuer,
    right: { 'with one': asking({ issuer: 'https://login.example.com' }) },
  },
  'tokens with a blank issuer': {
    wrong: asking({ issuer: ' ' }),
    says: noIssuer,
    right: { 'one that is no URL': asking({ issuer: 'accounts@example.com' }) },
  },
  'keys fetched without TLS': {
    wrong: asking({ issuer: 'login', jwksUri: 'http://login.example.com/keys' }),
    says: {
      at: 'prod/shop/access',
      what: 'endUsers.jwksUri is "http://login.example.com/keys".',
      why: 'keys fetched without TLS can be replaced on the way, and with them every token.',
      fix: 'give an https:// URL.',
    },
    right: { 'with TLS': asking({ issuer: 'login', jwksUri: 'https://login.example.com/keys' }) },
  },
  'something outside without hosts': {
    wrong: outside([]),
    says: {
      at: 'prod/shop/bank',
      what: 'hosts is empty.',
      why: 'there is nothing to call.',
      fix: "give the host names, for example ['api.example.com'].",
    },
    right: { 'with two': outside(['a.example.com', '*.b.example.com']) },
  },
  'something outside without ports': {
    wrong: outside(['bank.example.com'], {}),
    says: {
      at: 'prod/shop/bank',
      what: 'ports is empty.',
      why: 'the mesh must know the port and its protocol.',
      fix: 'give them, for example { https: Port.https(443) }.',
    },
    right: { 'with one': outside(['bank.example.com'], { http: Port.http(80) }) },
  },
  'TCP to something outside without addresses': {
    wrong: outside(['mail.example.com'], { https: Port.https(443), smtp: Port.tcp(25) }),
    says: {
      at: 'prod/shop/bank',
      what: 'ports.smtp is TCP, and no addresses are given.',
      why: 'a TCP connection carries no host name, so the mesh would take every connection to this port for it.',
      fix: "give the addresses it has, for example addresses: ['203.0.113.0/24'].",
    },
    right: {
      'with one': (shop) =>
        new ExternalService(shop, 'mail', {
          hosts: ['mail.example.com'],
          addresses: ['203.0.113.25'],
          ports: { smtp: Port.tcp(25) },
        }),
      'TLS without one': outside(['mail.example.com'], { smtps: Port.https(465) }),
    },
  },
  'an address of something outside that is a name': {
    wrong: (shop) =>
      new ExternalService(shop, 'bank', {
        hosts: ['bank.example.com'],
        addresses: ['203.0.113.7', 'bank.internal'],
        ports: { ldap: Port.tcp(389) },
      }),
    says: {
      at: 'prod/shop/bank',
      what: 'the address "bank.internal" is neither an IP address nor a block of them.',
      why: 'connections are compared with it by number; a name never fits.',
      fix: 'write it like "203.0.113.7" or "203.0.113.0/24", and names under `hosts`.',
    },
    right: {
      'addresses and blocks of both sorts': (shop) =>
        new ExternalService(shop, 'bank', {
          hosts: ['bank.example.com'],
          addresses: ['203.0.113.7', '203.0.113.0/24', '2001:db8::1', '2001:db8::/32'],
          ports: { ldap: Port.tcp(389) },
        }),
    },
  },
  'a URL of something outside': {
    wrong: outside(['https://bank.example.com/api']),
    says: {
      at: 'prod/shop/bank',
      what: 'the host "https://bank.example.com/api" is no host name.',
      why: 'it holds a scheme, a port, a path, capitals or other characters that a host name has not.',
      fix: 'write the bare name in lower case, such as "api.example.com".',
    },
    right: { 'its host': outside(['bank.example.com']) },
  },
  'any host as something outside': {
    wrong: outside(['*']),
    says: {
      at: 'prod/shop/bank',
      what: 'the host "*" is no host name.',
      why: 'it holds a scheme, a port, a path, capitals or other characters that a host name has not.',
      fix: 'write the bare name in lower case, such as "api.example.com".',
    },
    right: { 'any below one': outside(['*.example.com']) },
  },
};
