import { lookup } from 'node:dns';
import { get as getHttp } from 'node:http';
import { get as getHttps } from 'node:https';
import type { LookupFunction } from 'node:net';
import type { Probe } from '../../workshop/ports/probe';

/** Resolves every name to where `via` is, so that host header and certificate stay those of the URL. */
const lookupOf =
  (via: string): LookupFunction =>
  (_name, options, answer) =>
    lookup(via, options, answer);

const TIMEOUT_MS = 5_000;

export interface ProbeOptions {
  readonly timeoutMs?: number;
  /** Ports at which the local AWS answers instead of those of a load balancer. */
  readonly localPorts?: ReadonlyMap<number, number>;
}

/**
 * Asks a health URL over a connection of its own, as a browser that has just come would. With https the certificate must hold for
 * the URL's own host, and come from an authority that Node.js trusts (NODE_EXTRA_CA_CERTS adds some).
 */
export function createProbe({ timeoutMs = TIMEOUT_MS, localPorts }: ProbeOptions = {}): Probe {
  return {
    probe: (url, via, signal) =>
      new Promise((resolve) => {
        const timeout = AbortSignal.timeout(timeoutMs);
        const options = { agent: false as const, signal: signal ? AbortSignal.any([signal, timeout]) : timeout };
        const secure = url.startsWith('https:');
        const port = localPorts?.get(secure ? 443 : 80);
        const connect = via === undefined ? {} : { lookup: lookupOf(via), ...(port === undefined ? {} : { port }) };
        const get = secure ? getHttps : getHttp;
        try {
          const request = get(url, { ...options, ...connect }, (response) => {
            resolve(response.statusCode === 200);
            response.on('error', () => {});
            request.destroy();
          });
          request.on('error', () => resolve(false));
        } catch {
          resolve(false);
        }
      }),
  };
}
