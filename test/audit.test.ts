import { afterEach, describe, expect, it } from '@jest/globals';
import { spawn } from 'node:child_process';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';

let registry: Server | undefined;
afterEach(() => new Promise<void>((resolve) => (registry ? registry.close(() => resolve()) : resolve())));

/** A registry that answers a question for advisories with these, or not at all. */
async function audit(advisories: object | undefined): Promise<{ code: number | null; said: string }> {
  registry = createServer((request, response) => {
    const asked = request.url?.endsWith('/advisories/bulk') === true && advisories !== undefined;
    request.resume().on('end', () => {
      response.writeHead(asked ? 200 : 405, { 'content-type': 'application/json', connection: 'close' });
      response.end(asked ? JSON.stringify(advisories) : '{}');
    });
  });
  await new Promise<void>((resolve) => registry?.listen(0, '127.0.0.1', resolve));
  const { port } = registry.address() as AddressInfo;
  const script = join(__dirname, '../scripts/audit.mjs');
  const child = spawn(process.execPath, [script, `--registry=http://127.0.0.1:${port}/`, '--fetch-retries=0']);
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text: Buffer) => (said += text.toString()));
  return new Promise((resolve) => child.once('close', (code) => resolve({ code, said })));
}

describe('npm run audit', () => {
  it('fails on a known vulnerability, and names the package and the advisory', async () => {
    const url = 'https://github.com/advisories/GHSA-test';
    const yaml = { id: 1, url, title: 'It explodes', severity: 'high', vulnerable_versions: '<99', cwe: [], cvss: {} };
    const { code, said } = await audit({ yaml: [yaml] });
    expect({ code, said }).toEqual({ code: 1, said: expect.stringContaining(`high: yaml <99: It explodes, ${url}`) });
  });

  it('is content where nothing is known', async () => {
    const { code, said } = await audit({});
    expect({ code, said }).toEqual({
      code: 0,
      said: expect.stringMatching(/^No known vulnerability in the \d+ packages/),
    });
  });

  it('says so, and fails nothing, where the registry does not answer', async () => {
    const { code, said } = await audit(undefined);
    expect({ code, said }).toEqual({ code: 0, said: expect.stringMatching(/^Packages were not audited: /) });
  });
});
