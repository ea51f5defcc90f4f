import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import { regionOf } from '../model/arn';
import { admits } from '../lifecycle/facts';
import type { Listener, LoadBalancer } from '../model/balancers';
import { listen } from '../proxy/listen';
import type { Authority } from './authority';
import { makeDoor, type House } from './doors';

/** Real listeners on loopback for the load balancers of the model. */
export interface Balancers {
  /** Opens and closes ports until they are those of the model. */
  sync(): Promise<void>;
  stop(): Promise<void>;
}

interface Open {
  readonly server: Server;
  readonly sockets: Set<Socket>;
  readonly what: string;
}

/** Opens nothing yet; `note` hears of ports that cannot be had. */
export function startBalancers(house: House, authority: Authority, note: (text: string) => void): Balancers {
  const { plane } = house;
  const open = new Map<string, Open>();
  const failed = new Set<string>();
  let work: Promise<void> = Promise.resolve();

  async function syncNow(): Promise<void> {
    const wanted = new Map<string, { listener: Listener; lb: LoadBalancer; what: string }>();
    for (const listener of plane.world.listeners.values()) {
      const lb = plane.world.loadBalancers.get(listener.loadBalancer);
      if (!lb?.active || !['HTTP', 'HTTPS'].includes(listener.protocol)) continue;
      const network = await plane.facts.network(regionOf(lb.arn));
      if (!admits(network, lb.groups, listener.port, 'outside')) continue;
      const what = [lb.address, listener.port, listener.protocol, listener.certificate].join(' ');
      wanted.set(listener.arn, { listener, lb, what });
    }
    for (const [arn, door] of open) {
      if (wanted.get(arn)?.what === door.what) continue;
      open.delete(arn);
      await close(door);
    }
    for (const [arn, { listener, lb, what }] of wanted) {
      if (open.has(arn) || failed.has(what)) continue;
      const trouble = await tryOpen(arn, listener, lb, what);
      if (trouble === undefined) continue;
      failed.add(what);
      note(`Port ${listener.port} of ${lb.address} cannot be opened (${trouble}): that listener is missing.`);
    }
  }

  async function tryOpen(arn: string, listener: Listener, lb: LoadBalancer, what: string): Promise<string | undefined> {
    const names =
      listener.protocol === 'HTTPS'
        ? await plane.facts.certificate(regionOf(lb.arn), listener.certificate ?? '')
        : undefined;
    if (listener.protocol === 'HTTPS' && !names) return `AWS has issued no certificate ${listener.certificate}`;
    const server = makeDoor(house, listener, names && (await authority.certificateFor(names)));
    const sockets = new Set<Socket>();
    // Also those that became web sockets, which the server itself forgets.
    server.on('connection', (socket) => {
      sockets.add(socket);
      socket.once('close', () => sockets.delete(socket));
    });
    try {
      await listen(server, lb.address, house.boundAs(listener.port));
      open.set(arn, { server, sockets, what });
      return undefined;
    } catch (error) {
      return (error as NodeJS.ErrnoException).code;
    }
  }

  const sync = () => (work = work.then(syncNow).catch((error: unknown) => plane.report(error)));
  return {
    sync,
    async stop() {
      await work;
      await Promise.all([...open.values()].map(close));
      open.clear();
    },
  };
}

async function close({ server, sockets }: Open): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  for (const socket of sockets) socket.destroy();
  await closed;
}
