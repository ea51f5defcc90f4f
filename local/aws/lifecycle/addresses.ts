import type { World } from '../model/world';

/** The highest address of an IPv4 block that no task holds: hosts are given the lowest ones. */
export function nextAddress(world: World, cidr: string): string {
  const [base = '10.0.0.0', bits = '16'] = cidr.split('/');
  const first = base.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
  const taken = new Set([...world.tasks.values()].filter((t) => t.status !== 'STOPPED').map((t) => t.ip));
  for (let at = first + 2 ** (32 - Number(bits)) - 2; at > first + 3; at--) {
    const address = [24, 16, 8, 0].map((shift) => Math.floor(at / 2 ** shift) % 256).join('.');
    if (!taken.has(address)) return address;
  }
  throw new Error(`no address left in ${cidr}`);
}
