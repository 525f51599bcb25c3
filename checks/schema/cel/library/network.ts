import {
  contains,
  type IpAddress,
  type IpPrefix,
  ipText,
  isIpv4Mapped,
  masked,
  parseIp,
  parsePrefix,
} from '../../text/ip.js';
import { CelError, noOverload, Opaque, typeName, type Value } from '../values.js';
import { is, isText, type Library, typed } from './function.js';

class Ip extends Opaque {
  readonly type = 'net.IP';

  constructor(readonly address: IpAddress) {
    super();
  }

  equals(other: Opaque): boolean {
    return other instanceof Ip && ipText(this.address) === ipText(other.address);
  }
}

class Cidr extends Opaque {
  readonly type = 'net.CIDR';

  constructor(readonly prefix: IpPrefix) {
    super();
  }

  equals(other: Opaque): boolean {
    return other instanceof Cidr && prefixText(this.prefix) === prefixText(other.prefix);
  }
}

function prefixText({ address, bits }: IpPrefix): string {
  return `${ipText(address)}/${bits}`;
}

/** The text of an address or a network; nothing for all else. */
export function networkText(value: Value): string | undefined {
  if (value instanceof Ip) return ipText(value.address);
  return value instanceof Cidr ? prefixText(value.prefix) : undefined;
}

function ipIn(text: string): IpAddress | undefined {
  const address = parseIp(text);
  return address && address.zone === '' && !isIpv4Mapped(address) ? address : undefined;
}

function prefixIn(text: string): IpPrefix | undefined {
  const prefix = parsePrefix(text);
  return prefix && !isIpv4Mapped(prefix.address) ? prefix : undefined;
}

function ip(text: string): Ip {
  const address = ipIn(text);
  if (!address) throw new CelError(`${JSON.stringify(text)} is no IP address`);
  return new Ip(address);
}

function cidr(text: string): Cidr {
  const prefix = prefixIn(text);
  if (!prefix) throw new CelError(`${JSON.stringify(text)} is no network in CIDR notation`);
  return new Cidr(prefix);
}

/** Of IPv4 and IPv6 each: whether the address is of a sort. */
function sort(ipv4: (bytes: readonly number[]) => boolean, ipv6: (bytes: readonly number[]) => boolean) {
  return typed([is(Ip)], ({ address: { bytes } }) => (bytes.length === 4 ? ipv4(bytes) : ipv6(bytes)));
}

const zeros = (bytes: readonly number[], to = bytes.length): boolean => bytes.slice(0, to).every((byte) => byte === 0);
const isMulticast = (bytes: readonly number[]): boolean =>
  bytes.length === 4 ? ((bytes[0] as number) & 0xf0) === 0xe0 : bytes[0] === 0xff;
const isLinkLocal = (bytes: readonly number[]): boolean =>
  bytes.length === 4
    ? bytes[0] === 169 && bytes[1] === 254
    : bytes[0] === 0xfe && ((bytes[1] as number) & 0xc0) === 0x80;
const isLoopback = (bytes: readonly number[]): boolean =>
  bytes.length === 4 ? bytes[0] === 127 : zeros(bytes, 15) && bytes[15] === 1;
const isGlobal = (bytes: readonly number[]): boolean => {
  const isBroadcast = bytes.length === 4 && bytes.every((byte) => byte === 255);
  return !isBroadcast && !zeros(bytes) && !isLoopback(bytes) && !isMulticast(bytes) && !isLinkLocal(bytes);
};

/** Kubernetes' functions of addresses and networks. */
export const network: Library = {
  'ip(1)': typed([isText], ip),
  'isIP(1)': typed([isText], (text) => ipIn(text) !== undefined),
  'ip.isCanonical(1)': typed([isText], (text) => ipText(ip(text).address) === text),
  '.family(0)': typed([is(Ip)], ({ address }) => (address.bytes.length === 4 ? 4n : 6n)),
  '.isUnspecified(0)': sort(zeros, zeros),
  '.isLoopback(0)': sort(isLoopback, isLoopback),
  '.isLinkLocalMulticast(0)': sort(
    ([a, b, c]) => a === 224 && b === 0 && c === 0,
    ([a, b]) => a === 0xff && ((b as number) & 0x0f) === 0x02,
  ),
  '.isLinkLocalUnicast(0)': sort(isLinkLocal, isLinkLocal),
  '.isGlobalUnicast(0)': sort(isGlobal, isGlobal),
  'cidr(1)': typed([isText], cidr),
  'isCIDR(1)': typed([isText], (text) => prefixIn(text) !== undefined),
  '.ip(0)': typed([is(Cidr)], ({ prefix }) => new Ip(prefix.address)),
  '.prefixLength(0)': typed([is(Cidr)], ({ prefix }) => BigInt(prefix.bits)),
  '.masked(0)': typed([is(Cidr)], ({ prefix }) => new Cidr(masked(prefix))),
  '.containsIP(1)': (network: Value, address: Value) => {
    const inner = typeof address === 'string' ? ip(address) : address;
    if (!(network instanceof Cidr) || !(inner instanceof Ip)) throw noOverload(`${typeName(network)}.containsIP`);
    return contains(network.prefix, inner.address);
  },
  '.containsCIDR(1)': (network: Value, part: Value) => {
    const inner = typeof part === 'string' ? cidr(part) : part;
    if (!(network instanceof Cidr) || !(inner instanceof Cidr)) throw noOverload(`${typeName(network)}.containsCIDR`);
    return network.prefix.bits <= inner.prefix.bits && contains(network.prefix, inner.prefix.address);
  },
};
