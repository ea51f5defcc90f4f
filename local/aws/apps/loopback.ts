import net from 'node:net';
import { once } from 'node:events';
import { hash } from '../lifecycle/latencies';
import { listen } from '../proxy/listen';

/**
 * Hands out loopback addresses for load balancers, 127.x.y.z from a random start so that two local AWS on one machine
 * do not meet; where such an address cannot be bound, 127.0.0.1 and a note.
 */
export function loopbackAddresses(seed: string, note: (text: string) => void): () => Promise<string> {
  let next = hash(seed) % 0xf0_0000;
  let plain = false;
  return async () => {
    for (let tries = 0; tries < 20 && !plain; tries++) {
      next = (next + 1) % 0xf0_0000;
      const address = `127.${64 + ((next >> 16) % 128)}.${(next >> 8) & 255}.${1 + (next % 254)}`;
      if (await bindable(address)) return address;
    }
    if (!plain)
      note('This machine has only 127.0.0.1: load balancers share it, and two workshops may want the same port.');
    plain = true;
    return '127.0.0.1';
  };
}

/** Ports that load balancers are found at by people. */
export const FRONT_PORTS = [80, 443];
/** Far from the ports of seats, and below 65536. */
const MOVED_BY = 20_000;

/**
 * Tells at which port of this machine a load balancer's port is found: itself, but 20080 and 20443 where 80 and 443 cannot be
 * bound, since another program or the system keeps them; then `note` hears of it.
 */
export async function portsOf(address: string, note: (text: string) => void): Promise<(port: number) => number> {
  const moved = new Set<number>();
  for (const port of FRONT_PORTS) {
    if (await bindable(address, port)) continue;
    moved.add(port);
    note(`Port ${port} cannot be bound on this machine: load balancers answer on ${port + MOVED_BY} instead.`);
  }
  return (port) => (moved.has(port) ? port + MOVED_BY : port);
}

async function bindable(address: string, port = 0): Promise<boolean> {
  const server = net.createServer();
  try {
    await listen(server, address, port);
  } catch {
    return false;
  }
  server.close();
  await once(server, 'close');
  return true;
}
