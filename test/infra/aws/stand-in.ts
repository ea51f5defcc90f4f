import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What the stand-in answers a call with: JSON for ECS, XML for EC2; an error by its AWS name. */
export type Reply = object | string | { error: string; message?: string; status?: number };
/** Parameters of a call: of a form for EC2, of a JSON body for ECS. */
export type Handler = (input: Record<string, unknown>) => Reply;

export interface StandIn {
  readonly endpoint: string;
  /** Calls received, repetitions included: `ListTasks`, ... */
  readonly calls: string[];
  stop(): Promise<void>;
}

/** Speaks just enough of the wire for the real SDK: ECS by its JSON target, EC2 by its form. */
export async function startStandIn(handlers: Record<string, Handler>): Promise<StandIn> {
  const calls: string[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks).toString();
      const target = request.headers['x-amz-target'];
      const json = typeof target === 'string';
      const input = json
        ? (JSON.parse(body) as Record<string, unknown>)
        : Object.fromEntries(new URLSearchParams(body));
      const operation = json ? (target.split('.')[1] ?? '') : String(input['Action']);
      calls.push(operation);
      const reply = handlers[operation]?.(input) ?? { error: 'InvalidAction', message: operation };
      const failed = typeof reply === 'object' && 'error' in reply ? reply : undefined;
      response.writeHead(failed ? (failed.status ?? 400) : 200, {
        'content-type': json ? 'application/x-amz-json-1.1' : 'text/xml',
      });
      if (failed) {
        const { error, message = '' } = failed;
        response.end(
          json
            ? JSON.stringify({ __type: error, message })
            : `<Response><Errors><Error><Code>${error}</Code><Message>${message}</Message></Error></Errors></Response>`,
        );
      } else response.end(json ? JSON.stringify(reply) : String(reply));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
