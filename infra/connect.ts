import { lookup } from 'node:dns';
import type { LookupFunction } from 'node:net';

/** Ports at which the local AWS answers instead of those of a load balancer. */
export type LocalPorts = ReadonlyMap<number, number>;

/** Where a request for a URL connects. */
export interface Connection {
  readonly lookup?: LookupFunction;
  readonly port?: number;
}

/** Connects to where `via` is instead of the URL's own host, so that host header and certificate stay those of the URL. */
export function connectionTo(url: string, via: string | undefined, localPorts: LocalPorts | undefined): Connection {
  if (via === undefined) return {};
  const port = localPorts?.get(/^(https|wss):/.test(url) ? 443 : 80);
  return { lookup: (_name, options, answer) => lookup(via, options, answer), ...(port === undefined ? {} : { port }) };
}
