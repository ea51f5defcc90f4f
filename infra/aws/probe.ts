import { lookup } from 'node:dns';
import { get as getHttp } from 'node:http';
import { get as getHttps } from 'node:https';
import type { LookupFunction } from 'node:net';
import type { Probe } from '../../workshop/ports';

/** Resolves every name to where `via` is, so that host header and certificate stay those of the URL. */
const lookupOf =
  (via: string): LookupFunction =>
  (_name, options, answer) =>
    lookup(via, options, answer);

const TIMEOUT_MS = 5_000;

/** Asks a health URL over a connection of its own, as a browser that has just come would. */
export function createProbe({ timeoutMs = TIMEOUT_MS } = {}): Probe {
  return {
    probe: (url, via, signal) =>
      new Promise((resolve) => {
        const timeout = AbortSignal.timeout(timeoutMs);
        const options = { agent: false as const, signal: signal ? AbortSignal.any([signal, timeout]) : timeout };
        const connect = via === undefined ? {} : { lookup: lookupOf(via) };
        const get = url.startsWith('https:') ? getHttps : getHttp;
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
