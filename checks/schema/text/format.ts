import { parseFormatDuration } from './duration.js';
import { parseIp, parsePrefix } from './ip.js';
import { dnsLabel, dnsSubdomain } from './names.js';
import { isRequestUri } from './url.js';

export interface Format {
  readonly holds: (text: string) => boolean;
  /** For a sentence: "it has to be …". */
  readonly wanted: string;
}

function expression(regexp: RegExp, wanted: string): Format {
  return { holds: (text) => regexp.test(text), wanted };
}

const LEADING_ZEROS = { leadingZeros: true };

/**
 * The formats that an API server enforces in CRDs, without their dashes (k8s.io/apiextensions-apiserver, supported
 * formats; k8s.io/kube-openapi strfmt). All others say nothing.
 */
const formats: { readonly [name: string]: Format } = {
  bsonobjectid: expression(/^[0-9a-fA-F]{24}$/, '24 hexadecimal digits'),
  uri: { holds: isRequestUri, wanted: 'an absolute URI, such as "https://example.com/path"' },
  email: expression(/^[^@]*<[^\s@<>]+@[^\s@<>]+>$|^[^\s@<>]+@[^\s@<>]+$/, 'an e-mail address'),
  hostname: { holds: isHostname, wanted: 'a host name' },
  ipv4: {
    holds: (text) => text.includes('.') && parseIp(text, LEADING_ZEROS)?.zone === '',
    wanted: 'an IPv4 address, such as "10.0.0.1"',
  },
  ipv6: {
    holds: (text) => text.includes(':') && parseIp(text)?.zone === '',
    wanted: 'an IPv6 address, such as "2001:db8::1"',
  },
  cidr: {
    holds: (text) => parsePrefix(text, LEADING_ZEROS) !== undefined,
    wanted: 'a network in CIDR notation, such as "10.0.0.0/8"',
  },
  mac: { holds: isMac, wanted: 'a MAC address, such as "00:00:5e:00:53:01"' },
  uuid: expression(uuid('[0-9a-f]{4}', '[0-9a-f]'), 'a UUID'),
  uuid3: expression(uuid('3[0-9a-f]{3}', '[0-9a-f]'), 'a UUID of version 3'),
  uuid4: expression(uuid('4[0-9a-f]{3}', '[89ab]'), 'a UUID of version 4'),
  uuid5: expression(uuid('5[0-9a-f]{3}', '[89ab]'), 'a UUID of version 5'),
  isbn: { holds: (text) => isIsbn10(text) || isIsbn13(text), wanted: 'an ISBN' },
  isbn10: { holds: isIsbn10, wanted: 'an ISBN of 10 digits' },
  isbn13: { holds: isIsbn13, wanted: 'an ISBN of 13 digits' },
  creditcard: { holds: isCreditCard, wanted: 'a credit card number' },
  ssn: expression(/^(?=.{11}$)\d{3}[- ]?\d{2}[- ]?\d{4}$/s, 'a U.S. social security number'),
  hexcolor: expression(/^#?([0-9a-fA-F]{3}|[0-9a-fA-F]{6})$/, 'a color such as "#ff8800"'),
  rgbcolor: { holds: isRgbColor, wanted: 'a color such as "rgb(255,136,0)"' },
  byte: expression(/^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=|[A-Za-z0-9+/]{4})$/, 'base64'),
  password: { holds: () => true, wanted: 'a text' },
  date: { holds: isDate, wanted: 'a date, such as "2030-01-31"' },
  duration: {
    holds: (text) => parseFormatDuration(text) !== undefined,
    wanted: 'a duration, such as "30s" or "1h30m"',
  },
  datetime: { holds: isDateTime, wanted: 'a date and time, such as "2030-01-31T12:00:00Z"' },
  k8sshortname: { holds: (text) => dnsLabel(text) === undefined, wanted: 'a name of small letters, digits and "-"' },
  k8slongname: {
    holds: (text) => dnsSubdomain(text) === undefined,
    wanted: 'a name of small letters, digits, "-" and "."',
  },
};

/** The format as an API server knows it, or nothing where it ignores it. */
export function formatNamed(name: string | undefined): Format | undefined {
  const normalized = name?.replaceAll('-', '');
  return normalized !== undefined && Object.hasOwn(formats, normalized) ? formats[normalized] : undefined;
}

function uuid(third: string, fourth: string): RegExp {
  return new RegExp(`^[0-9a-f]{8}-?[0-9a-f]{4}-?${third}-?${fourth}[0-9a-f]{3}-?[0-9a-f]{12}$`, 'i');
}

const HOSTNAME =
  /^([a-zA-Z0-9\p{S}\p{L}]((-?[a-zA-Z0-9\p{S}\p{L}]{0,62})?)|([a-zA-Z0-9\p{S}\p{L}](([a-zA-Z0-9-\p{S}\p{L}]{0,61}[a-zA-Z0-9\p{S}\p{L}])?)(\.)){1,}([a-zA-Z\p{L}]){2,63})$/u;

function isHostname(text: string): boolean {
  const bytes = (part: string): number => new TextEncoder().encode(part).length;
  return (
    text.length <= 255 &&
    HOSTNAME.test(text) &&
    bytes(text) <= 255 &&
    text.split('.').every((part) => bytes(part) <= 63)
  );
}

/** 6, 8 or 20 bytes: in twos with `:` or `-`, or in fours with `.`. */
function isMac(text: string): boolean {
  const pairs = /^[0-9a-fA-F]{2}([:-])[0-9a-fA-F]{2}(\1[0-9a-fA-F]{2})*$/.test(text);
  const fours = /^[0-9a-fA-F]{4}(\.[0-9a-fA-F]{4})*$/.test(text);
  return (pairs || fours) && [6, 8, 20].includes(text.replace(/[:.-]/g, '').length / 2);
}

function isIsbn10(text: string): boolean {
  const digits = text.replace(/[\s-]+/g, '');
  if (!/^[0-9]{9}[0-9X]$/.test(digits)) return false;
  return (
    [...digits].reduce((sum, digit, index) => sum + (index + 1) * (digit === 'X' ? 10 : Number(digit)), 0) % 11 === 0
  );
}

function isIsbn13(text: string): boolean {
  const digits = text.replace(/[\s-]+/g, '');
  if (!/^[0-9]{13}$/.test(digits)) return false;
  return [...digits].reduce((sum, digit, index) => sum + (index % 2 === 0 ? 1 : 3) * Number(digit), 0) % 10 === 0;
}

function isCreditCard(text: string): boolean {
  const digits = text.replace(/[^0-9]+/g, '');
  const known =
    /^(?:4[0-9]{12}(?:[0-9]{3})?|5[1-5][0-9]{14}|6(?:011|5[0-9][0-9])[0-9]{12}|3[47][0-9]{13}|3(?:0[0-5]|[68][0-9])[0-9]{11}|(?:2131|1800|35\d{3})\d{11})$/;
  if (!known.test(digits)) return false;
  const luhn = [...digits].reverse().map((digit, index) => {
    const number = Number(digit) * (index % 2 === 0 ? 1 : 2);
    return number > 9 ? number - 9 : number;
  });
  return luhn.reduce((sum, number) => sum + number, 0) % 10 === 0;
}

function isRgbColor(text: string): boolean {
  const match =
    /^rgb\([\t\n\f\r ]*(\d+)[\t\n\f\r ]*,[\t\n\f\r ]*(\d+)[\t\n\f\r ]*,[\t\n\f\r ]*(\d+)[\t\n\f\r ]*\)$/.exec(text);
  return match?.slice(1).every((part) => Number(part) <= 255 && !/^0\d/.test(part)) ?? false;
}

export function isDate(text: string): boolean {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (!match) return false;
  const [year, month, day] = match.slice(1).map(Number) as [number, number, number];
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const days = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1];
  return days !== undefined && day >= 1 && day <= days;
}

/** The fraction begins with any character, the offset is not looked at: so does strfmt. */
function isDateTime(text: string): boolean {
  const [date = '', time, ...more] = text.toLowerCase().split('t');
  if (time === undefined || more.length > 0 || !isDate(date)) return false;
  const match = /^([0-9]{2}):([0-9]{2}):([0-9]{2})(.[0-9]+)?(z|([+-][0-9]{2}:[0-9]{2}))$/.exec(time);
  return match !== null && Number(match[1]) <= 23 && Number(match[2]) <= 59 && Number(match[3]) <= 59;
}

/** RFC 3339, as Go decodes a time into Kubernetes' own types. */
export function isRfc3339(text: string): boolean {
  const match = /^(.{10})T(\d{2}):(\d{2}):(\d{2})(?:[.,]\d+)?(?:Z|[+-](\d{2}):(\d{2}))$/.exec(text);
  if (!match || !isDate(match[1] as string)) return false;
  const [hours, minutes, seconds, offsetHours = 0, offsetMinutes = 0] = match
    .slice(2)
    .map((part) => (part === undefined ? undefined : Number(part)));
  return (
    (hours as number) <= 23 &&
    (minutes as number) <= 59 &&
    (seconds as number) <= 59 &&
    offsetHours <= 24 &&
    offsetMinutes <= 60
  );
}
