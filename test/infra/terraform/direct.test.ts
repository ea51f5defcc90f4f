import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createDirectProvisioner } from '../../../infra/terraform';
import type { Problem } from '../../../workshop/problems';
import { collect, foundation, host, removeScratch, scratch, SECRET, synthOf, vpc, workshop } from './support';

interface Seen {
  readonly method: string | undefined;
  readonly url: string | undefined;
  readonly body: string;
}

const missing: Problem = { kind: 'missing-tool', summary: 'There is no Terraform.', next: 'Install it.' };
const never = new AbortController().signal;
let dataDir: string;
let server: Server;
let seen: Seen[];
let endpoint: string;
let isLocal: boolean;

async function read(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request) text += String(chunk);
  return text;
}

beforeEach(async () => {
  dataDir = scratch();
  seen = [];
  isLocal = true;
  server = createServer((request, response) => {
    void read(request).then((body) => {
      if (request.url === '/_local') return response.end(JSON.stringify(isLocal ? { local: true } : {}));
      seen.push({ method: request.method, url: request.url, body });
      response.statusCode = request.method === 'DELETE' ? 404 : 200;
      return response.end(JSON.stringify({ loadBalancers: ['127.1.2.3'] }));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  await removeScratch(dataDir);
});

const provisioner = (url = endpoint) =>
  createDirectProvisioner({
    dataDir,
    env: { AWS_ENDPOINT_URL: url },
    synth: synthOf(() => ({ ...vpc, ...foundation, ...host('001') })),
    variables: () => ({ word: SECRET }),
    missing,
  });

describe('without Terraform', () => {
  it('a stack goes to local AWS as it was synthesised, with its variables', async () => {
    const events = await collect(provisioner().apply(workshop, 'network', never));
    expect(seen).toHaveLength(1);
    expect(seen[0]).toMatchObject({ method: 'POST', url: '/_local/stacks/nov-ab12cd/network' });
    const { config, variables } = JSON.parse(seen[0]?.body ?? '') as {
      config: { resource: object };
      variables: object;
    };
    expect(Object.keys(config.resource)).toEqual(['aws_vpc', 'terraform_data', 'aws_subnet', 'aws_instance']);
    expect(variables).toEqual({ word: SECRET });
    expect(events).toContainEqual({ type: 'foundation' });
    expect(events).toContainEqual({ type: 'progress', done: 4, total: 4, address: 'aws_instance.host-001', seat: 1 });
    expect(events.at(0)).toEqual({ type: 'planned', total: 4 });
    expect(events.at(-1)).toEqual({ type: 'done', loadBalancers: ['127.1.2.3'] });
  });

  it('destroying what is gone succeeds', async () => {
    const events = await collect(provisioner().destroy(workshop, 'network', never));
    expect(seen).toMatchObject([{ method: 'DELETE', url: '/_local/stacks/nov-ab12cd/network' }]);
    expect(events.at(-1)).toEqual({ type: 'done' });
  });

  it('nothing is sent to what does not say that it is local AWS', async () => {
    isLocal = false;
    for (const events of [
      await collect(provisioner().apply(workshop, 'network', never)),
      await collect(provisioner().destroy(workshop, 'network', never)),
    ]) {
      expect(events).toEqual([{ type: 'failed', problem: missing }]);
    }
    await expect(provisioner().resolveAmi(workshop)).rejects.toMatchObject({ problem: missing });
    expect(seen).toEqual([]);
  });

  it.each(['', 'https://ec2.eu-west-1.amazonaws.com', 'http://127.0.0.1.example.org:4566', 'nonsense'])(
    'nothing leaves this machine: %s',
    async (url) => {
      const events = await collect(provisioner(url).apply(workshop, 'network', never));
      expect(events).toEqual([{ type: 'failed', problem: missing }]);
    },
  );
});
