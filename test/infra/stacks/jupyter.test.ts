import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync, statSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import { join } from 'node:path';
import { createVisitor } from '../../../infra/visit';
import { DEFAULT_APPS } from '../../../workshop/default-apps';
import { scratch, testCredentials, testWorkshop } from './support';
import { argvOf, batchOf, containersOf, environmentOf, hostFile, makeRoot, run } from './task';

const MISSING = 'jupyter-server on the PATH (Debian: apt-get install jupyter-server; else: pip install jupyter-server)';
const found = ((): boolean => {
  try {
    execFileSync('jupyter-server', ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
})();
if (!found && process.env['CI']) throw new Error(`these tests need ${MISSING}`);

/** What the image has besides: its start scripts end in `jupyter lab`, which is this server with another page. */
const SCRIPTS = {
  'start.sh': '#!/bin/sh\nexec "$@"\n',
  'start-notebook.py': '#!/bin/sh\nexec jupyter-server --allow-root\n',
};

async function freePort(): Promise<number> {
  const server = net.createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as net.AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

(found ? describe : describe.skip)(`what the task definition runs as Jupyter (needs ${MISSING})`, () => {
  const apps = DEFAULT_APPS.map((app) => ({ ...app, ...(process.getuid ? { user: process.getuid() } : {}) }));
  const { json, secrets } = batchOf(testWorkshop({ apps }), 'batch-001', testCredentials);
  const root = makeRoot(hostFile(json, '002'));
  let server: ChildProcess;
  let said = '';
  let url: string;

  beforeAll(async () => {
    const home = scratch();
    mkdirSync(join(home, 'bin'));
    for (const [name, text] of Object.entries(SCRIPTS)) {
      writeFileSync(join(home, 'bin', name), text);
      chmodSync(join(home, 'bin', name), 0o755);
    }
    const [picker, app] = containersOf(json, 'jupyter');
    const picked = await run(argvOf(picker!, root), environmentOf(picker!, secrets));
    expect(picked.stderr).toBe('');

    const port = await freePort();
    url = `http://127.0.0.1:${port}`;
    const [file = '', ...args] = argvOf(app!, root).map((text) => text.replaceAll('8888', String(port)));
    const environment = environmentOf(app!, secrets);
    const env = { ...environment, HOME: home, PATH: `${join(home, 'bin')}:${environment['PATH']}` };
    server = spawn(file, args, { env, cwd: home, stdio: ['ignore', 'pipe', 'pipe'] });
    for (const stream of [server.stdout, server.stderr]) stream?.on('data', (data: Buffer) => (said += String(data)));
    const end = Date.now() + 50_000;
    while ((await statusOf('/api')) !== 200) {
      if (Date.now() > end || server.exitCode !== null) throw new Error(`Jupyter does not answer: ${said}`);
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  }, 60_000);

  afterAll(async () => {
    if (server?.exitCode !== null) return;
    server.kill('SIGKILL');
    await once(server, 'exit');
  });

  const statusOf = async (path: string, init: RequestInit = {}): Promise<number> => {
    try {
      return (await fetch(url + path, { redirect: 'manual', ...init })).status;
    } catch {
      return 0;
    }
  };
  const cookiesOf = (response: Response): string[] => response.headers.getSetCookie();
  const pair = (cookie: string): string => cookie.split(';')[0] ?? '';

  /** Fills in the form as a browser behind a load balancer that ends TLS. */
  async function logIn(password: string): Promise<{ status: number; cookies: string[]; xsrf: string }> {
    const form = await fetch(`${url}/login`);
    const xsrf = pair(cookiesOf(form).find((cookie) => cookie.startsWith('_xsrf=')) ?? '');
    const response = await fetch(`${url}/login`, {
      method: 'POST',
      redirect: 'manual',
      headers: { cookie: xsrf, 'x-forwarded-proto': 'https' },
      body: new URLSearchParams({ password, _xsrf: xsrf.slice('_xsrf='.length) }),
    });
    return { status: response.status, cookies: cookiesOf(response), xsrf };
  }

  it('answers its health path without a password, and nothing else', async () => {
    expect(await statusOf(DEFAULT_APPS[0]!.healthPath)).toBe(200);
    expect(await statusOf('/api/contents')).toBe(403);
    expect(await statusOf('/api/contents?token=')).toBe(403);
  });

  it('takes the password of its seat, and knows that the way to it is secure', async () => {
    const { status, cookies, xsrf } = await logIn(testCredentials.seatPassword(testWorkshop(), 2));
    const session = cookies.find((cookie) => cookie.startsWith('username-')) ?? '';
    expect(status).toBe(302);
    expect(session).toMatch(/; secure/i);
    expect(await statusOf('/api/contents', { headers: { cookie: [pair(session), xsrf].join('; ') } })).toBe(200);
  });

  it('refuses the password of another seat', async () => {
    const { status, cookies } = await logIn(testCredentials.seatPassword(testWorkshop(), 1));
    expect(status).toBe(401);
    expect(cookies.filter((cookie) => cookie.startsWith('username-'))).toEqual([]);
  });

  it('lets in a rehearsal of its seat, starts a kernel for it, and refuses one with other words', async () => {
    const visit = (no: number) =>
      createVisitor().logIn(
        DEFAULT_APPS[0]!,
        { url: `${url}/`, via: undefined },
        { user: 'seat-002', password: testCredentials.seatPassword(testWorkshop(), no) },
        new AbortController().signal,
      );
    const answer = await visit(2);
    if (answer.kind !== 'in') throw new Error(`${JSON.stringify(answer)}: ${said}`);
    const kernels = async (): Promise<number> => (said.match(/Kernel started/g) ?? []).length;
    // Debian's server comes without a kernel to start.
    if ((await kernels()) > 0) expect(answer.visit.socket).toBe('open');
    else expect(answer.visit.socket).toMatchObject({ failed: expect.stringMatching(/kernel was to start/) });
    expect(await answer.visit.ask(new AbortController().signal)).toBeUndefined();
    await answer.visit.leave();
    expect(await visit(1)).toEqual({ kind: 'refused' });
  });

  it('writes files that the other app may change', async () => {
    const { cookies, xsrf } = await logIn(testCredentials.seatPassword(testWorkshop(), 2));
    const response = await fetch(`${url}/api/contents/dag.py`, {
      method: 'PUT',
      headers: {
        cookie: [...cookies.map(pair).filter((cookie) => !cookie.startsWith('_xsrf=')), xsrf].join('; '),
        'x-xsrftoken': xsrf.slice('_xsrf='.length),
      },
      body: JSON.stringify({ type: 'file', format: 'text', content: 'print("a DAG")\n' }),
    });
    expect(response.status).toBe(201);
    expect(statSync(join(root.path('work'), 'dag.py')).mode & 0o777).toBe(0o666);
  });

  it('knows the address its participant opens, and says no password', () => {
    expect(said).toContain('http://lb-1:8002/');
    expect(said).not.toContain('classified');
  });
});
