import { type GoUrl, hostname, isRequestUri, parseUrl, port, queryOf } from '../../text/url.js';
import { CelError, Opaque } from '../values.js';
import { is, isText, type Library, typed } from './function.js';

class Url extends Opaque {
  readonly type = 'kubernetes.URL';

  constructor(
    readonly text: string,
    readonly parts: GoUrl,
  ) {
    super();
  }

  equals(other: Opaque): boolean {
    return other instanceof Url && this.text === other.text;
  }
}

export const urls: Library = {
  'url(1)': typed([isText], (text) => {
    const parts = isRequestUri(text) ? parseUrl(text) : undefined;
    if (!parts) throw new CelError(`${JSON.stringify(text)} is no URL`);
    return new Url(text, parts);
  }),
  'isURL(1)': typed([isText], isRequestUri),
  '.getScheme(0)': typed([is(Url)], ({ parts }) => parts.scheme),
  '.getHost(0)': typed([is(Url)], ({ parts }) => parts.host),
  '.getHostname(0)': typed([is(Url)], ({ parts }) => hostname(parts)),
  '.getPort(0)': typed([is(Url)], ({ parts }) => port(parts)),
  '.getEscapedPath(0)': typed([is(Url)], ({ parts }) => parts.escapedPath),
  '.getQuery(0)': typed([is(Url)], ({ parts }) => queryOf(parts)),
};
