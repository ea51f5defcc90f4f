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

async function bindable(address: string): Promise<boolean> {
  const server = net.createServer();
  try {
    await listen(server, address, 0);
  } catch {
    return false;
  }
  server.close();
  await once(server, 'close');
  return true;
}
