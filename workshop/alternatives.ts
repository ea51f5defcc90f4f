import type { WorkshopSpec } from './workshop';

/** Families of equal sizes: as many vCPUs, as much memory and as many network interfaces at each size; the cheapest first. */
const PEERS: readonly (readonly string[])[] = [
  ['t3', 't3a', 'm6i', 'm5', 'm7i'],
  ['c5', 'c6i'],
  ['r5', 'r6i'],
];
/** Sizes in which a family of `PEERS` comes, of those that carry a seat. */
const SIZES: Readonly<Record<string, readonly string[]>> = {
  t3: ['medium', 'large', 'xlarge', '2xlarge'],
  t3a: ['medium', 'large', 'xlarge', '2xlarge'],
  m5: ['large', 'xlarge', '2xlarge', '4xlarge'],
  m6i: ['large', 'xlarge', '2xlarge', '4xlarge'],
  m7i: ['large', 'xlarge', '2xlarge'],
};
const USUAL_SIZES = ['large', 'xlarge', '2xlarge'];

/** Instance types a host may have where AWS has none left of the workshop's own, in the order they are tried. */
export function alternativesOf({ instanceType, alternatives }: WorkshopSpec): readonly string[] {
  if (alternatives) return alternatives.filter((type) => type !== instanceType);
  const [family = '', size = ''] = instanceType.split('.');
  const has = (name: string): boolean => (SIZES[name] ?? USUAL_SIZES).includes(size);
  const peers = PEERS.find((names) => names.includes(family) && has(family)) ?? [];
  return peers.filter((name) => name !== family && has(name)).map((name) => `${name}.${size}`);
}
