import { spawn, spawnSync } from 'node:child_process';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { commandsOf, readSaid } from '../../../infra/host-shell/commands';
import type { HostScript } from '../../../workshop/ports/host-shell';

describe('what a host is told', () => {
  it('reaches the script as it is, whatever is in it', () => {
    const odd = [
      "'; touch /tmp/x; '",
      '$(reboot)',
      '`id`',
      'a\nb\n',
      '\\',
      '"',
      '-n',
      '',
      'ünï çödé 🐘',
      '%s\\n',
      '\r',
    ];
    const arrives = (text: string): void => {
      const lines = commandsOf('pack-work', { A_VALUE: text }).slice(0, -1);
      const run = spawnSync('sh', ['-c', [...lines, 'printf %s "$A_VALUE"'].join('\n')], {
        env: { PATH: process.env['PATH'], USHER_HOST_ROOT: tmpdir() },
      });
      expect(run.stdout.toString('utf8')).toBe(text);
      expect(run.stderr.toString('utf8')).toBe('');
    };
    odd.forEach(arrives);
    // NUL cannot be in an environment.
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme' }).map((text) => text.replaceAll('\0', '')),
        arrives,
      ),
      { numRuns: 40 },
    );
  });

  it('holds nothing of a value but letters, digits and +/=', () => {
    const [, , line = ''] = commandsOf('deliver-file', { USHER_PATH: "x'; rm -rf / #" });
    expect(line).toMatch(
      /^v="\$\(printf %s '[A-Za-z0-9+/=]*' \| base64 -d; printf x\)"; export USHER_PATH="\$\{v%x\}"$/,
    );
    expect(() => commandsOf('deliver-file', { 'A=1; reboot': '' })).toThrow('no name of a value');
  });

  it('runs as the user of the seat’s folder on AWS, whose participant may have put links there', () => {
    const lines = commandsOf('pack-work', {}).slice(0, -1);
    const as = (root: string) => {
      const script = [...lines, 'printf %s "$as"'].join('\n');
      return spawnSync('sh', ['-c', script], {
        env: { PATH: process.env['PATH'], USHER_HOST_ROOT: root },
      }).stdout.toString();
    };
    expect(as('')).toBe('setpriv --reuid=1000 --regid=100 --clear-groups --no-new-privs');
    expect(as('/tmp')).toBe('');
  });
});

describe('on a host', () => {
  let server: Server;
  let root: string;
  let url: string;
  let received: Buffer | undefined;
  let status = 200;
  let offered = '';
  const work = (path: string) => join(root, 'var/lib/usher/work', path);
  const write = (path: string, text: string) => {
    mkdirSync(dirname(work(path)), { recursive: true });
    writeFileSync(work(path), text);
  };
  /** As SSM would, on a host whose root is a folder here. */
  const tell = async (script: HostScript, values: Record<string, string> = {}) => {
    const lines = commandsOf(script, { USHER_URL: url, ...values }).join('\n');
    const env = { PATH: process.env['PATH'], USHER_HOST_ROOT: root };
    const shell = spawn('sh', ['-c', lines], { env, stdio: ['ignore', 'pipe', 'pipe'] });
    let out = '';
    shell.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
    const code = await new Promise<number | null>((resolve) => shell.on('close', resolve));
    expect(code).toBe(0);
    return Object.fromEntries(readSaid(out));
  };
  const packed = (): string[] => {
    writeFileSync(join(root, 'got.tar.gz'), received ?? '');
    const list = spawnSync('tar', ['--quoting-style=literal', '-tzf', join(root, 'got.tar.gz')], { encoding: 'utf8' });
    return list.stdout
      .split('\n')
      .filter((name) => name !== '' && !name.endsWith('/'))
      .sort();
  };

  beforeAll(async () => {
    server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        if (request.method === 'PUT' && status === 200) received = Buffer.concat(chunks);
        response.writeHead(status).end(request.method === 'GET' ? offered : '');
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/x?X-Amz-Signature=a&b=c`;
  });
  afterAll(() => void server.close());
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'usher-host-'));
    mkdirSync(work(''), { recursive: true });
    mkdirSync(join(root, 'var/tmp'), { recursive: true });
    [received, status] = [undefined, 200];
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  it('work is packed without caches and links are not followed, and nothing of it stays lying about', async () => {
    write('a (1) é\'".ipynb', 'one');
    write('week 1/-b.txt', 'two');
    write('.git/HEAD', 'mine');
    for (const path of [
      '.usher/x',
      'd/__pycache__/x.pyc',
      '.ipynb_checkpoints/a.ipynb',
      '.cache/x',
      'n/node_modules/y/z',
    ]) {
      write(path, 'not this');
    }
    symlinkSync('/etc', work('link'));
    const said = await tell('pack-work');
    expect(said).toEqual({ files: ['3'], omitted: ['0'], bytes: [String(received?.length)], done: ['yes'] });
    expect(packed()).toEqual(['./.git/HEAD', './a (1) é\'".ipynb', './link', './week 1/-b.txt'].sort());
    expect(readdirSync(join(root, 'var/tmp'))).toEqual([]);
  });

  it('what is too large stays out and is named; where all of it is, nothing is sent', async () => {
    write('big model.bin', 'x'.repeat(2 * 1024 * 1024));
    write('small.txt', 'x');
    expect(await tell('pack-work', { LARGEST: '1' })).toMatchObject({
      files: ['1'],
      omitted: ['1'],
      left: ['big model.bin'],
    });
    expect(packed()).toEqual(['./small.txt']);
    received = undefined;
    expect(await tell('pack-work', { MOST: '0' })).toMatchObject({ refused: ['too-large'] });
    expect(received).toBeUndefined();
  });

  it('an empty folder is an archive too; no folder, and an S3 that refuses, are said', async () => {
    expect(await tell('pack-work')).toMatchObject({ files: ['0'], done: ['yes'] });
    status = 403;
    expect(await tell('pack-work')).toMatchObject({ refused: ['unsent'] });
    rmSync(work(''), { recursive: true });
    expect(await tell('pack-work')).toEqual({ refused: ['no-folder'] });
    expect(await tell('deliver-file', { USHER_PATH: 'a' })).toEqual({ refused: ['no-folder'] });
  });

  it('a file comes by the rule of assignment files', async () => {
    const push = (path: string, text: string) => {
      offered = text;
      return tell('deliver-file', { USHER_PATH: path });
    };
    expect(await push('week 1/$(id).ipynb', 'one')).toEqual({ how: ['new'] });
    expect(await push('week 1/$(id).ipynb', 'one')).toEqual({ how: ['had'] });
    expect(await push('week 1/$(id).ipynb', 'two')).toEqual({ how: ['updated'] });
    expect(readFileSync(work('week 1/$(id).ipynb'), 'utf8')).toBe('two');
    write('week 1/$(id).ipynb', 'mine');
    expect(await push('week 1/$(id).ipynb', 'three')).toEqual({ how: ['kept'], beside: ['$(id).new.ipynb'] });
    expect(readFileSync(work('week 1/$(id).ipynb'), 'utf8')).toBe('mine');
    expect(readFileSync(work('week 1/$(id).new.ipynb'), 'utf8')).toBe('three');
    rmSync(work('week 1'), { recursive: true });
    expect(await push('week 1/$(id).ipynb', 'four')).toEqual({ how: ['deleted'] });
    expect(existsSync(work('week 1'))).toBe(false);
    status = 404;
    expect(await push('other.txt', 'x')).toEqual({ refused: ['unfetched'] });
    expect(readdirSync(join(root, 'var/tmp'))).toEqual([]);
  });
});
