const ENDS = 'and begin and end with a letter or digit';

/**
 * What the patterns of imports/ ask for, in words that follow "it has to be". People read an example faster than an expression;
 * patterns that are not here are shown as they are.
 */
export const patternWords: { readonly [pattern: string]: string | undefined } = {
  '^[a-z0-9]([-a-z0-9]*[a-z0-9])?$': `a name that may hold only small letters, digits and "-", ${ENDS}`,
  '^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$':
    'a name of small letters, digits, "-" and ".", each part beginning and ending with a letter or digit',
  '^(\\*\\.)?[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$':
    'a host name of small letters, digits, "-" and ".", which may begin with "*."',
  '^$|^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$':
    'an API group, such as "apps"; the core group is the empty text',
  '^[a-zA-Z]([-a-zA-Z0-9]*[a-zA-Z0-9])?$': 'a kind: letters, digits and "-", a letter first',
  '^(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?$': `the value of a label: it may hold only letters, digits, "-", "_" and ".", ${ENDS}`,
  '^[-_A-Za-z0-9]+$': 'a text of letters, digits, "-" and "_" only',
  '^[\\-._a-zA-Z0-9]+$': 'a text of letters, digits, "-", "." and "_" only',
  '^[a-zA-Z_][a-zA-Z0-9_]*$': 'the name of a label in Prometheus: letters, digits and "_", no digit first',
  '^[a-zA-Z0-9]([-a-zA-Z0-9]*[a-zA-Z0-9])?$|[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*\\/[A-Za-z0-9]+$':
    'a protocol, such as "HTTP", or one with a domain before it, such as "example.com/mine"',
  "^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*\\/[A-Za-z0-9\\/\\-._~%!$&'()*+,;=:]+$":
    'a domain and a path, such as "example.com/gateway-controller"',
  "^Hostname|IPAddress|NamedAddress|[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*\\/[A-Za-z0-9\\/\\-._~%!$&'()*+,;=:]+$":
    '"IPAddress", "Hostname", "NamedAddress", or a type with a domain before it',
  '^(System|([a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*/([A-Za-z0-9][-A-Za-z0-9_.]{0,61})?[A-Za-z0-9]))$':
    '"System", or a name with a domain before it, such as "example.com/bundle"',
  "^[A-Za-z0-9!#$%&'*+\\-.^_\\x60|~]+$": 'the name of an HTTP header',
  '(^\\*$)|(^(http(s)?):\\/\\/(((\\*\\.)?([a-zA-Z0-9\\-]+\\.)*[a-zA-Z0-9-]+|\\*)(:([0-9]{1,5}))?)$)':
    '"*", or an origin, such as "https://example.com", "https://*.example.com" or "http://localhost:8080"',
  '^(([^:/?#]+):)(//([^/?#]*))([^?#]*)(\\?([^#]*))?(#(.*))?': 'an absolute URI, such as "spiffe://example.com/app"',
  '^(http|https)://.*$': 'a URL that begins with "http://" or "https://"',
  '^(http|https|ssh)://.*$': 'a URL that begins with "http://", "https://" or "ssh://"',
  '^(http|https|oci)://.*$': 'a URL that begins with "http://", "https://" or "oci://"',
  '^(http|https|socks5)://.+$': 'a URL that begins with "http://", "https://" or "socks5://"',
  '^oci://.*$': 'a URL that begins with "oci://"',
  '^[0-9]+(m|s)': 'a number of minutes or seconds, such as "1m" or "30s"',
  '^([0-9]{1,5}(h|m|s|ms)){1,4}$':
    'a duration of whole hours, minutes, seconds or milliseconds, such as "10s" or "1m30s"',
  '^([0-9]+(\\.[0-9]+)?(ms|s|m|h))+$': 'a duration with its units, such as "30s", "5m" or "1h30m"',
  '^([0-9]+(\\.[0-9]+)?(ms|s|m))+$': 'a duration in minutes, seconds or milliseconds, such as "5m" or "30s"',
  '^(0|(([0-9]+)y)?(([0-9]+)w)?(([0-9]+)d)?(([0-9]+)h)?(([0-9]+)m)?(([0-9]+)s)?(([0-9]+)ms)?)$':
    'a duration as Prometheus writes it, larger units first, such as "30s" or "1h30m"',
  '(^0|([0-9]*[.])?[0-9]+((K|M|G|T|E|P)i?)?B)$': 'a size in bytes with its unit, such as "512KB" or "10MiB", or "0"',
  '^(\\+|-)?(([0-9]+(\\.[0-9]*)?)|(\\.[0-9]+))(([KMGTPE]i)|[numkMGTPE]|([eE](\\+|-)?(([0-9]+(\\.[0-9]*)?)|(\\.[0-9]+))))?$':
    'a quantity, such as "1.5" or "100m"',
  '^([a-zA-Z0-9_\\-.\\\\\\/]|\\[[0-9]{1,5}\\])+$': 'a path of keys, such as "image.tag" or "hosts[0]"',
  '^(?i)(abort|warn)?$': '"abort" or "warn"',
};
