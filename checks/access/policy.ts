import type { istio } from '../../imports/index.js';
import { matchesPath, matchesText } from './match.js';

/** A request as a policy sees it at the callee's proxy. */
export interface Connection {
  /** `<trust domain>/ns/<namespace>/sa/<account>`; none where the caller came without a certificate of the mesh. */
  readonly principal?: string;
  /** `<issuer>/<subject>` of an end user's valid token. */
  readonly requestPrincipal?: string;
  /** The port of the callee's container. */
  readonly port: number;
  /** Missing where the proxy does not read HTTP on the port. */
  readonly http?: { readonly method: string; readonly path: string; readonly host?: string };
}

export interface Decision {
  readonly allowed: boolean;
  /** What decided, for people: a policy by name, or the lack of one. */
  readonly because: string;
}

type Rule = NonNullable<istio.AuthorizationPolicySpec['rules']>[number];
type Source = NonNullable<NonNullable<NonNullable<Rule['from']>[number]>['source']>;
type Operation = NonNullable<NonNullable<NonNullable<Rule['to']>[number]>['operation']>;

/** Fields this evaluator does not know are an error, never a guess. */
const SOURCE_FIELDS = [
  'principals',
  'notPrincipals',
  'namespaces',
  'notNamespaces',
  'requestPrincipals',
  'notRequestPrincipals',
];
const OPERATION_FIELDS = ['ports', 'notPorts', 'methods', 'notMethods', 'paths', 'notPaths', 'hosts', 'notHosts'];

/**
 * Decides one request by the policies that apply to the callee: a DENY that matches refuses; then one ALLOW must match,
 * if there is any (Istio docs, "Authorization Policy", evaluation order). Policies in dry-run decide nothing.
 */
export function decide(policies: readonly istio.AuthorizationPolicyManifest[], connection: Connection): Decision {
  const active = policies.filter(({ metadata }) => metadata?.annotations?.['istio.io/dry-run'] !== 'true');
  const byAction = (action: string) => active.filter(({ spec }) => (spec?.action ?? 'ALLOW') === action);
  const unknown = active.find(({ spec }) => !['ALLOW', 'DENY', 'AUDIT'].includes(spec?.action ?? 'ALLOW'));
  if (unknown)
    throw new Error(
      `AuthorizationPolicy ${unknown.metadata?.name}: action ${unknown.spec?.action} cannot be judged from files.`,
    );
  const matching = (list: readonly istio.AuthorizationPolicyManifest[], deny: boolean) =>
    list.find(({ spec }) => (spec?.rules ?? []).some((rule) => matchesRule(rule, connection, deny)));
  const denied = matching(byAction('DENY'), true);
  if (denied) return { allowed: false, because: `DENY ${denied.metadata?.name}` };
  const allows = byAction('ALLOW');
  if (allows.length === 0) return { allowed: true, because: 'no policy applies' };
  const allowed = matching(allows, false);
  if (allowed) return { allowed: true, because: `ALLOW ${allowed.metadata?.name}` };
  return { allowed: false, because: `no rule of ${allows.map(({ metadata }) => metadata?.name).join(', ')} matches` };
}

/** Sources are alternatives, operations are alternatives; one of each must match. A missing list matches all. */
function matchesRule(rule: Rule, connection: Connection, deny: boolean): boolean {
  if (rule.when?.length) throw new Error('an AuthorizationPolicy rule with `when` cannot be judged yet.');
  return (
    alternatives(rule.from).some(({ source = {} }) => matchesSource(source, connection, deny)) &&
    alternatives(rule.to).some(({ operation = {} }) => matchesOperation(operation, connection, deny))
  );
}

/** A list that is missing or empty restricts nothing. */
function alternatives<T extends object>(list: readonly T[] | undefined): readonly Partial<T>[] {
  return list?.length ? list : [{}];
}

/** The end user is known from an HTTP header, so a condition on it is one of HTTP. */
function matchesSource(source: Source, { principal, requestPrincipal, http }: Connection, deny: boolean): boolean {
  refuseUnknown('source', source, SOURCE_FIELDS);
  const namespace = principal?.split('/')[2];
  const asksEndUser = source.requestPrincipals?.length || source.notRequestPrincipals?.length;
  if (asksEndUser && !http && !deny) return false;
  return (
    holds(source.principals, source.notPrincipals, (pattern) => matchesText(pattern, principal)) &&
    holds(source.namespaces, source.notNamespaces, (pattern) => matchesText(pattern, namespace)) &&
    (!http ||
      holds(source.requestPrincipals, source.notRequestPrincipals, (pattern) => matchesText(pattern, requestPrincipal)))
  );
}

/** Where there is no HTTP, a condition on it can never allow, and never keeps a DENY from refusing (Istio docs, "Explicit Deny"). */
function matchesOperation(operation: Operation, { port, http }: Connection, deny: boolean): boolean {
  refuseUnknown('operation', operation, OPERATION_FIELDS);
  if (!holds(operation.ports, operation.notPorts, (pattern) => matchesText(pattern, `${port}`))) return false;
  const asksHttp = ['methods', 'notMethods', 'paths', 'notPaths', 'hosts', 'notHosts'].some(
    (field) => (operation[field as keyof Operation]?.length ?? 0) > 0,
  );
  if (!http) return !asksHttp || deny;
  if ((operation.hosts?.length || operation.notHosts?.length) && http.host === undefined) {
    throw new Error('an AuthorizationPolicy asks for hosts, so the request must say its `host`.');
  }
  return (
    holds(operation.methods, operation.notMethods, (pattern) => matchesText(pattern, http.method)) &&
    holds(operation.paths, operation.notPaths, (pattern) => matchesPath(pattern, http.path)) &&
    holds(operation.hosts, operation.notHosts, (pattern) =>
      matchesText(pattern.toLowerCase(), http.host?.toLowerCase()),
    )
  );
}

function holds(
  some: readonly string[] | undefined,
  none: readonly string[] | undefined,
  matches: (pattern: string) => boolean,
): boolean {
  return (!some?.length || some.some(matches)) && !(none ?? []).some(matches);
}

function refuseUnknown(what: string, fields: object, known: readonly string[]): void {
  for (const [field, value] of Object.entries(fields)) {
    if (value !== undefined && !known.includes(field))
      throw new Error(`an AuthorizationPolicy ${what} with \`${field}\` cannot be judged yet.`);
  }
}
