import { readXml } from '../proxy/read-xml';
import type { Forwarder } from '../proxy/forward';
import type { Query } from '../proxy/query';

/** The data plane's own calls to moto; they pass no fault, no count and no data plane. */
export interface MotoClient {
  query(region: string, service: string, version: string, parameters: Record<string, string>): Promise<Query>;
  /** Undefined where moto refuses. */
  json(region: string, service: string, target: string, input: unknown): Promise<Query | undefined>;
  rest(region: string, service: string, path: string): Promise<Query>;
  /** Body of a GET as it is. */
  text(region: string, service: string, path: string): Promise<string>;
}

/** A client that signs nothing but says for whom it calls, which is all that moto reads. */
export function motoClient(forwarder: Forwarder, port: number): MotoClient {
  const headers = (region: string, service: string) => ({
    host: `127.0.0.1:${port}`,
    authorization: `AWS4-HMAC-SHA256 Credential=local/20260101/${region}/${service}/aws4_request, SignedHeaders=host, Signature=local`,
  });
  const get = (region: string, service: string, path: string) =>
    forwarder.send({ method: 'GET', path, headers: headers(region, service), body: Buffer.alloc(0) });
  return {
    async query(region, service, version, parameters) {
      const reply = await forwarder.send({
        method: 'POST',
        path: '/',
        headers: { ...headers(region, service), 'content-type': 'application/x-www-form-urlencoded' },
        body: Buffer.from(new URLSearchParams({ Version: version, ...parameters }).toString()),
      });
      return readXml(reply.body);
    },
    async json(region, service, target, input) {
      const reply = await forwarder.send({
        method: 'POST',
        path: '/',
        headers: { ...headers(region, service), 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': target },
        body: Buffer.from(JSON.stringify(input)),
      });
      return reply.status === 200 ? (JSON.parse(reply.body.toString()) as Query) : undefined;
    },
    rest: async (region, service, path) => readXml((await get(region, service, path)).body),
    text: async (region, service, path) => (await get(region, service, path)).body.toString('utf8'),
  };
}
