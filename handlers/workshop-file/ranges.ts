import { isIPv4, isIPv6 } from 'node:net';

/**
 * A CIDR range as AWS takes it; a single address becomes a range of one. Undefined where it is none; `better` where bits are set
 * behind the prefix, which AWS refuses.
 */
export function readRange(text: string): { range: string } | { better: string } | undefined {
  const [, address = '', prefix] = /^([0-9a-f.:]+)(?:\/(\d{1,3}))?$/i.exec(text.trim()) ?? [];
  const width = isIPv4(address) ? 32 : isIPv6(address) ? 128 : undefined;
  if (width === undefined) return undefined;
  const length = prefix === undefined ? width : Number(prefix);
  if (length > width) return undefined;
  const bits = width === 32 ? bitsOfIpv4(address) : bitsOfIpv6(address);
  const behind = BigInt(width - length);
  const network = (bits >> behind) << behind;
  const range = `${width === 32 ? ipv4Of(network) : ipv6Of(network)}/${length}`;
  return network === bits ? { range } : { better: range };
}

const bitsOfIpv4 = (address: string): bigint =>
  address.split('.').reduce((bits, part) => (bits << 8n) | BigInt(part), 0n);

/** The browser's own reading of an address writes its groups in full or short, and an IPv4 tail as groups. */
const shortIpv6 = (address: string): string => new URL(`http://[${address}]/`).hostname.slice(1, -1);

function bitsOfIpv6(address: string): bigint {
  const [head = '', tail] = shortIpv6(address).split('::');
  const groups = (text: string | undefined) => (text ? text.split(':') : []);
  const [first, last] = [groups(head), groups(tail)];
  const all = [...first, ...Array<string>(8 - first.length - last.length).fill('0'), ...last];
  return all.reduce((bits, group) => (bits << 16n) | BigInt(`0x${group}`), 0n);
}

const ipv4Of = (bits: bigint): string => [24n, 16n, 8n, 0n].map((shift) => String((bits >> shift) & 255n)).join('.');

const ipv6Of = (bits: bigint): string =>
  shortIpv6(Array.from({ length: 8 }, (_, i) => ((bits >> BigInt(112 - 16 * i)) & 0xffffn).toString(16)).join(':'));
