/** An address as bytes, 4 or 16 of them, with the zone that IPv6 allows. */
export interface IpAddress {
  readonly bytes: readonly number[];
  readonly zone: string;
}

export interface IpPrefix {
  readonly address: IpAddress;
  readonly bits: number;
}

interface Reading {
  /** Older Go took `010.0.0.1`; Kubernetes' formats still do. */
  readonly leadingZeros: boolean;
}

/** As Go's netip.ParseAddr reads it; with leading zeros, as Kubernetes' ParseIPSloppy does. */
export function parseIp(text: string, reading: Reading = { leadingZeros: false }): IpAddress | undefined {
  const mark = /[.:%]/.exec(text)?.[0];
  if (mark === '.') {
    const bytes = parseIpv4(text, reading);
    return bytes && { bytes, zone: '' };
  }
  return mark === ':' ? parseIpv6(text, reading) : undefined;
}

function parseIpv4(text: string, { leadingZeros }: Reading): number[] | undefined {
  const parts = text.split('.');
  if (parts.length !== 4) return undefined;
  const bytes = parts.map((part) => {
    if (!/^\d+$/.test(part) || (!leadingZeros && (part.length > 3 || /^0\d/.test(part)))) return Number.NaN;
    return Number(part);
  });
  return bytes.every((byte) => byte <= 255) ? bytes : undefined;
}

function parseIpv6(text: string, reading: Reading): IpAddress | undefined {
  const percent = text.indexOf('%');
  const zone = percent < 0 ? '' : text.slice(percent + 1);
  if (percent >= 0 && zone === '') return undefined;
  const address = percent < 0 ? text : text.slice(0, percent);
  const halves = address.split('::');
  if (halves.length > 2) return undefined;
  const groups = halves.map((half) => (half === '' ? [] : half.split(':')));
  const bytesOf = (half: readonly string[], last: boolean): number[] | undefined => {
    const bytes: number[] = [];
    for (const [index, group] of half.entries()) {
      if (last && index === half.length - 1 && group.includes('.')) {
        const embedded = parseIpv4(group, reading);
        if (!embedded) return undefined;
        bytes.push(...embedded);
      } else {
        if (!/^[0-9a-fA-F]{1,4}$/.test(group)) return undefined;
        const number = Number.parseInt(group, 16);
        bytes.push(number >> 8, number & 255);
      }
    }
    return bytes;
  };
  const head = bytesOf(groups[0] as string[], halves.length === 1);
  const tail = halves.length === 2 ? bytesOf(groups[1] as string[], true) : [];
  if (!head || !tail) return undefined;
  const missing = 16 - head.length - tail.length;
  // `::` stands for at least one group.
  if (halves.length === 1 ? missing !== 0 : missing < 2) return undefined;
  return { bytes: [...head, ...new Array<number>(missing).fill(0), ...tail], zone };
}

/** As Go's netip.ParsePrefix reads it. */
export function parsePrefix(text: string, reading: Reading = { leadingZeros: false }): IpPrefix | undefined {
  const slash = text.lastIndexOf('/');
  if (slash < 0) return undefined;
  const address = parseIp(text.slice(0, slash), reading);
  const bits = text.slice(slash + 1);
  if (address?.zone !== '' || !/^\d+$/.test(bits)) return undefined;
  if (!reading.leadingZeros && /^0\d/.test(bits)) return undefined;
  return Number(bits) <= address.bytes.length * 8 ? { address, bits: Number(bits) } : undefined;
}

export function isIpv4Mapped({ bytes }: IpAddress): boolean {
  return (
    bytes.length === 16 && bytes.slice(0, 10).every((byte) => byte === 0) && bytes[10] === 255 && bytes[11] === 255
  );
}

/** The canonical text: small letters, no leading zeros, the longest run of zero groups as `::`. */
export function ipText({ bytes, zone }: IpAddress): string {
  if (bytes.length === 4) return bytes.join('.');
  const groups = Array.from(
    { length: 8 },
    (_, index) => ((bytes[2 * index] as number) << 8) | (bytes[2 * index + 1] as number),
  );
  let start = -1;
  let longest = 1;
  for (let from = 0; from < 8; from += 1) {
    let length = 0;
    while (from + length < 8 && groups[from + length] === 0) length += 1;
    if (length > longest) [start, longest] = [from, length];
  }
  const text = (part: readonly number[]): string => part.map((group) => group.toString(16)).join(':');
  const address = start < 0 ? text(groups) : `${text(groups.slice(0, start))}::${text(groups.slice(start + longest))}`;
  return zone === '' ? address : `${address}%${zone}`;
}

export function masked({ address, bits }: IpPrefix): IpPrefix {
  const bytes = address.bytes.map((byte, index) => {
    const kept = Math.min(8, Math.max(0, bits - index * 8));
    return byte & (0xff << (8 - kept)) & 0xff;
  });
  return { address: { bytes, zone: '' }, bits };
}

export function contains(prefix: IpPrefix, address: IpAddress): boolean {
  if (address.zone !== '' || address.bytes.length !== prefix.address.bytes.length) return false;
  const { address: inside } = masked({ address, bits: prefix.bits });
  return masked(prefix).address.bytes.every((byte, index) => byte === inside.bytes[index]);
}
