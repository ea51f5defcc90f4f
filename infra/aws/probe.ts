import { get as getHttp } from 'node:http';
import { get as getHttps } from 'node:https';
import type { Probe } from '../../workshop/ports';

const TIMEOUT_MS = 5_000;

/** Asks a health URL over a connection of its own, as a browser that has just come would. */
export function createProbe({ timeoutMs = TIMEOUT_MS } = {}): Probe {
  return {
    probe: (url, signal) =>
      new Promise((resolve) => {
        const timeout = AbortSignal.timeout(timeoutMs);
        const options = { agent: false as const, signal: signal ? AbortSignal.any([signal, timeout]) : timeout };
        const get = url.startsWith('https:') ? getHttps : getHttp;
        try {
          const request = get(url, options, (response) => {
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
