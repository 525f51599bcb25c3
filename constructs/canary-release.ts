import type { Construct } from 'constructs';
import type { HeaderMatch, ReleaseIntent } from '../intent/model.js';
import type { MeshService } from './mesh-service.js';
import { NamespaceMember } from './namespace-member.js';

/** A key that nobody can write: it keeps the weights of a service without versions from taking any name. */
declare const only: unique symbol;

/** Per cent of the requests, by version; they add up to 100. */
export type WeightsOf<V extends string> = { readonly [K in V | typeof only]?: K extends string ? number : never };

/** One cookie of a request, by name. `regex` is RE2, of the cookie's whole value. */
export type CookieMatch = { readonly name: string } & (
  | { readonly exact: string; readonly regex?: undefined }
  | { readonly regex: string; readonly exact?: undefined }
);

/** Requests that go to one version, whatever the weights. All conditions must hold. */
export interface VersionMatch<V extends string> {
  readonly to: V;
  /**
   * Headers, in lower case. `regex` is RE2, of the whole value.
   * @default - none
   */
  readonly headers?: Readonly<Record<string, HeaderMatch>>;
  /**
   * A cookie.
   * @default - none
   */
  readonly cookie?: CookieMatch;
}

/** Static weights: they stay as they are written until somebody changes them. */
export interface WeightedStrategy<V extends string> {
  readonly weights: WeightsOf<V>;
  /**
   * Requests that are sent to one version before the weights are asked: focused testing in production. The first that fits
   * wins; all others are split.
   * @default - none
   */
  readonly match?: readonly VersionMatch<V>[];
}

/** How a service is released. Each way is chosen by its key. */
export type Strategy<V extends string> = WeightedStrategy<V>;

export interface CanaryReleaseProps<V extends string> {
  /** The service; its versions are what the strategy may name. */
  readonly service: MeshService<V>;
  readonly strategy: Strategy<NoInfer<V>>;
}

/** Which version of a service takes which requests, from callers in the mesh and through an IngressGateway alike. One a service. */
export class CanaryRelease<V extends string> extends NamespaceMember {
  readonly intent: ReleaseIntent;

  constructor(scope: Construct, id: string, props: CanaryReleaseProps<V>) {
    super(scope, id);
    const { strategy, service } = props;
    this.intent = {
      origin: this.node.path,
      strategy: Object.keys(strategy)
        .filter((key) => key !== 'match' || !('weights' in strategy))
        .join(', '),
      weights: (strategy.weights ?? {}) as Readonly<Record<string, number>>,
      match: (strategy.match ?? []).map(({ to, headers, cookie }) => ({
        to,
        headers: { ...headers, ...(cookie && { cookie: { regex: cookieRegex(cookie) } }) },
        cookieTwice: cookie !== undefined && headers?.cookie !== undefined,
      })),
    };
    service.intent.releases.push(this.intent);
    service.intent.namespace.cluster.revision += 1;
  }
}

/** The `cookie` header holds all cookies in one line, so the pattern leaves room on both sides. */
function cookieRegex(cookie: CookieMatch): string {
  const quote = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const value = cookie.exact === undefined ? withinOneCookie(cookie.regex) : quote(cookie.exact);
  return `^(.*;[ ]*)?${quote(cookie.name)}=(${value})(;.*)?$`;
}

/** What stands for any character, written for one cookie: its value holds no ";", so it must not run into the next one. */
const WITHIN_ONE_COOKIE: Readonly<Record<string, string>> = {
  '.': '[^;]',
  '\\S': '[^;\\s]',
  '\\D': '[^;\\d]',
  '\\W': '[^;\\w]',
};

/** An escape, a whole class of characters, or a dot: in this order, so that a dot in the first two stays what it is. */
const ANY_CHARACTER = /\\[\s\S]|\[\^?\]?(?:\\[\s\S]|[^\]\\])*\]|\./g;

function withinOneCookie(regex: string): string {
  return regex.replace(ANY_CHARACTER, (part) =>
    part.startsWith('[^') ? `[^;${part.slice(2).replace(/^\](?=.)/, '\\]')}` : (WITHIN_ONE_COOKIE[part] ?? part),
  );
}
