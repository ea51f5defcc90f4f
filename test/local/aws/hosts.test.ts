import { X509Certificate } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { variablesFor } from '../../../infra/stacks/variables';
import { synthInProcess } from '../../../infra/synth/in-process';
import { openAuthority } from '../../../local/aws/apps/authority';
import { admits, type Network } from '../../../local/aws/lifecycle/facts';
import { createCredentials } from '../../../workshop/credentials';
import type { Exposure, Workshop } from '../../../workshop/workshop';
import { testWorkshop } from '../../infra/stacks/support';
import { heard, visitor, type Visitor } from '../../support/visit';
import { basic, startBench, until, type Bench } from './scenario';

const exposure: Exposure = { kind: 'hosts', domain: 'lab.example.org', zone: 'Z1', certificate: undefined };
const credentials = createCredentials('a secret that is long enough for a test');
const SEAT = 'https://jupyter-001.lab.example.org/';
const CHANNELS = 'wss://jupyter-001.lab.example.org/api/kernels/0-1/channels';

describe('a load balancer with hosts', () => {
  const workshop = testWorkshop({ options: { exposure } });
  const words = basic('seat-001', credentials.seatPassword(workshop, 1));
  const folder = mkdtempSync(path.join(os.tmpdir(), 'usher-hosts-'));
  let bench: Bench;
  let visit: Visitor;
  let address: string;

  const fill = async (stack: string, of: Workshop = workshop): Promise<string[]> => {
    const backend = { kind: 'local', folder } as const;
    const outDir = path.join(folder, stack);
    const { file } = synthInProcess({ workshop: of, stack, outDir, backend, endpoint: bench.aws.endpoint });
    const config: unknown = JSON.parse(readFileSync(file, 'utf8'));
    const body = JSON.stringify({ config, variables: variablesFor(of, stack, credentials) });
    const run = `${of.spec.name}-${of.suffix}`;
    const response = await fetch(`${bench.aws.endpoint}/_local/stacks/${run}/${stack}`, { method: 'POST', body });
    return ((await response.json()) as { loadBalancers: string[] }).loadBalancers;
  };

  beforeAll(async () => {
    bench = await startBench({ moto: 'none' });
    [address = ''] = await fill('network');
    await fill('database');
    await fill('batch-001');
    visit = visitor(bench.aws, address);
    const api = () => visit.get(`${SEAT}api`).catch(() => undefined);
    await until(async () => (await api())?.status === 200, 'the first seat to answer');
  }, 60_000);
  afterAll(async () => {
    rmSync(folder, { recursive: true, force: true });
    await bench?.stop();
  });

  it('leads each name to its own app, with a certificate for it', async () => {
    const airflow = 'https://airflow-002.lab.example.org/';
    await until(async () => (await visit.get(`${airflow}api/v2/monitor/health`)).status === 200, 'Airflow of seat 2');
    expect((await visit.get(SEAT)).body).toContain('Jupyter · nov · seat 001');
    expect((await visit.get(airflow)).body).toContain('Airflow · nov · seat 002');
    expect((await visit.get(SEAT, words)).status).toBe(200);
  });

  it('shows a page under a name nobody has, and no certificate for another domain', async () => {
    expect(await visit.get('https://jupyter-003.lab.example.org/')).toMatchObject({
      status: 404,
      body: expect.stringContaining('Say hello to Usher') as unknown,
    });
    await expect(visit.get('https://jupyter-001.example.org/')).rejects.toMatchObject({
      code: 'ERR_TLS_CERT_ALTNAME_INVALID',
    });
  });

  it('is trusted by nobody who was not told to', async () => {
    const stranger = await openAuthority(mkdtempSync(path.join(folder, 'other-')));
    await expect(visitor(bench.aws, address, stranger.file).get(SEAT)).rejects.toThrow(/verify|issuer|signature/);
  });

  it('leads from port 80 to the same place on 443', async () => {
    const seen = await visit.get('http://jupyter-001.lab.example.org/lab?reset');
    const port = bench.aws.boundAs(443) === 443 ? '' : `:${bench.aws.boundAs(443)}`;
    expect(seen).toMatchObject({
      status: 302,
      headers: { location: `https://jupyter-001.lab.example.org${port}/lab?reset` },
    });
  });

  it('passes web sockets on to the app, which asks for the words of the seat', async () => {
    const socket = await visit.webSocket(CHANNELS, words);
    socket.send('1 + 1');
    expect(await heard(socket)).toBe('1 + 1');
    socket.close();
    await once(socket, 'close');
    await expect(visit.webSocket(CHANNELS)).rejects.toThrow('403');
    await expect(visit.webSocket(CHANNELS.replace('0-1/channels', ''), words)).rejects.toThrow('404');
    await expect(visit.webSocket(CHANNELS.replace('001', '003'), words)).rejects.toThrow('404');
  });

  it('lets web sockets be quiet for ten minutes, as the stacks want it', async () => {
    const state = (await (await fetch(`${bench.aws.endpoint}/_local/state`)).json()) as {
      loadBalancers: { idleSeconds: number }[];
    };
    expect(state.loadBalancers).toMatchObject([{ idleSeconds: 600 }]);
  });

  it('answers nobody on this machine where the allow-list leaves it out', async () => {
    const shut = testWorkshop({ name: 'shut', suffix: 'shut12', options: { exposure, allow: ['203.0.113.0/24'] } });
    const [other = ''] = await fill('network', shut);
    const open = testWorkshop({ name: 'open', suffix: 'open12', options: { exposure, allow: ['127.0.0.0/8'] } });
    const [third = ''] = await fill('network', open);
    const page = () => visitor(bench.aws, third).get('https://any.lab.example.org/');
    await until(async () => (await page().catch(() => undefined))?.status === 404, 'the open one');
    await expect(visitor(bench.aws, other).get('https://any.lab.example.org/')).rejects.toMatchObject({
      code: 'ECONNREFUSED',
    });
  });
});

describe('a security group', () => {
  const network = (...cidrs: string[]): Network => ({
    subnets: new Map(),
    groups: new Map([['sg', [{ protocol: 'tcp', from: 80, to: 80, cidrs, groups: [] }]]]),
    records: [],
    databases: [],
  });
  it.each([
    ['0.0.0.0/0', true],
    ['127.0.0.0/8', true],
    ['127.0.0.1/32', true],
    ['203.0.113.0/24', false],
    ['::/0', false],
    ['nonsense', false],
  ])('that admits %s admits the caller on this machine: %s', (cidr, admitted) => {
    expect(admits(network(cidr), ['sg'], 80, 'outside')).toBe(admitted);
    expect(admits(network('198.51.100.0/24', cidr), ['sg'], 80, 'outside')).toBe(admitted);
  });
});

describe('the authority', () => {
  it('is made once for a folder, whoever comes first, and keeps its key to itself', async () => {
    const folder = mkdtempSync(path.join(os.tmpdir(), 'usher-authority-'));
    const [one, two] = await Promise.all([openAuthority(folder), openAuthority(folder)]);
    const again = await openAuthority(folder);
    expect(new Set([one.file, two.file, again.file]).size).toBe(1);
    expect(statSync(path.join(path.dirname(one.file), 'ca.key')).mode & 0o077).toBe(0);
    const { publicKey } = new X509Certificate(readFileSync(one.file));
    for (const each of [one, two, again]) {
      const leaf = new X509Certificate((await each.certificateFor(['*.lab.example.org'])).cert);
      expect(leaf.verify(publicKey)).toBe(true);
      expect(leaf.checkHost('jupyter-001.lab.example.org')).toBeDefined();
      expect(leaf.checkHost('lab.example.org')).toBeUndefined();
    }
    rmSync(folder, { recursive: true, force: true });
  });
});
