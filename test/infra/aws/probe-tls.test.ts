import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openAuthority, type Authority } from '../../../local/aws/apps/authority';

const run = promisify(execFile);
const PROBE = join(__dirname, '..', '..', '..', 'infra', 'aws', 'probe.ts');
const TSX = pathToFileURL(require.resolve('tsx')).href;

describe('a probe over TLS', () => {
  const folder = mkdtempSync(join(tmpdir(), 'usher-probe-'));
  const names: (string | undefined)[] = [];
  let authority: Authority;
  let server: Server;
  let port: number;

  beforeAll(async () => {
    authority = await openAuthority(folder);
    const certificate = await authority.certificateFor(['*.lab.example.org']);
    server = createServer(
      { ...certificate, SNICallback: (name, answer) => (names.push(name), answer(null, undefined)) },
      (request, response) => {
        names.push(request.headers.host);
        response.writeHead(request.url === '/api' ? 200 : 404).end();
      },
    );
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    port = (server.address() as AddressInfo).port;
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
    rmSync(folder, { recursive: true, force: true });
  });

  /** Trust is decided when a process starts: each probe has one of its own. */
  async function probe(urls: readonly string[], ca: string | undefined): Promise<boolean[]> {
    const script = `
      const { createProbe } = require(${JSON.stringify(PROBE)});
      const probe = createProbe({ localPorts: new Map([[443, ${port}]]) });
      Promise.all(${JSON.stringify(urls)}.map((url) => probe.probe(url, '127.0.0.1')))
        .then((answers) => console.log(JSON.stringify(answers)));`;
    const { stdout } = await run(process.execPath, ['--import', TSX, '-e', script], {
      env: { ...process.env, NODE_EXTRA_CA_CERTS: ca },
    });
    return JSON.parse(stdout) as boolean[];
  }

  it('connects to the load balancer, asks for the name of the seat, and holds the certificate to it', async () => {
    const urls = ['https://jupyter-001.lab.example.org/api', 'https://jupyter-001.lab.example.org/lab'];
    expect(await probe([...urls, 'https://jupyter-001.example.org/api'], authority.file)).toEqual([true, false, false]);
    expect(names.filter((name) => name === 'jupyter-001.lab.example.org')).toHaveLength(2);
    expect(names).toContain(`jupyter-001.lab.example.org:${port}`);
  });

  it('believes no certificate of a stranger', async () => {
    expect(await probe(['https://jupyter-001.lab.example.org/api'], undefined)).toEqual([false]);
  });
});
