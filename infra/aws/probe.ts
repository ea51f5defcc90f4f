import { get as getHttp } from 'node:http';
import { get as getHttps } from 'node:https';
import type { Probe } from '../../workshop/ports/probe';
import { connectionTo, type LocalPorts } from '../connect';

const TIMEOUT_MS = 5_000;

export interface ProbeOptions {
  readonly timeoutMs?: number;
  readonly localPorts?: LocalPorts;
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
        const get = url.startsWith('https:') ? getHttps : getHttp;
        try {
          const request = get(url, { ...options, ...connectionTo(url, via, localPorts) }, (response) => {
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
