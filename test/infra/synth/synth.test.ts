import { afterAll, describe, expect, it } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { synthStack, synthStacks } from '../../../infra/synth';
import { synthInProcess } from '../../../infra/synth/in-process';
import type { SynthRequest } from '../../../infra/synth/request';
import { SynthProcess } from '../../../infra/synth/synth-process';
import { scratch, testWorkshop } from '../stacks/support';

const request = (stack: string, change: Partial<SynthRequest> = {}): SynthRequest => ({
  workshop: testWorkshop({ seats: 25 }),
  stack,
  outDir: join(scratch(), 'deep', 'out'),
  backend: { kind: 'local', folder: '/state' },
  endpoint: undefined,
  ...change,
});

describe('synth', () => {
  it('writes in a child process what it would write here, and nothing besides', async () => {
    const [there, here] = [request('batch-002'), request('batch-002')];
    const done = await synthStack(there);
    expect(done).toEqual({ file: join(there.outDir, 'cdk.tf.json'), resources: 94 });
    expect(readFileSync(done.file, 'utf8')).toBe(readFileSync(synthInProcess(here).file, 'utf8'));
    expect(readdirSync(there.outDir)).toEqual(['cdk.tf.json']);
    expect(existsSync('cdktf.out')).toBe(false);
  });

  it('writes the same text again, so that nothing looks changed', () => {
    const [one, two] = [synthInProcess(request('network')), synthInProcess(request('network'))];
    expect(readFileSync(one.file, 'utf8')).toBe(readFileSync(two.file, 'utf8'));
  });

  it('keeps the event loop free while it works', async () => {
    let turns = 0;
    const pulse = setInterval(() => (turns += 1), 5);
    await synthStacks(['network', 'database', 'batch-001', 'batch-002', 'batch-003'].map((stack) => request(stack)));
    clearInterval(pulse);
    expect(turns).toBeGreaterThan(10);
  });

  it('rejects a stack the workshop does not have and goes on with the others', async () => {
    const [good, bad] = await Promise.allSettled([synthStack(request('batch-003')), synthStack(request('batch-004'))]);
    expect(good.status).toBe('fulfilled');
    expect(bad).toMatchObject({ status: 'rejected', reason: { message: expect.stringContaining('batch-004') } });
  });

  it('rejects where the folder cannot be written', async () => {
    await expect(synthStack(request('database', { outDir: join(__filename, 'out') }))).rejects.toThrow(/ENOTDIR/);
  });

  it('stops waiting when it is told to', async () => {
    const stop = new AbortController();
    const waiting = synthStack(request('network'), stop.signal);
    stop.abort(new Error('enough'));
    await expect(waiting).rejects.toThrow('enough');
    await expect(synthStack(request('network'), stop.signal)).rejects.toThrow('enough');
  });

  describe('in a process of its own', () => {
    const own = new SynthProcess(0);
    afterAll(() => own.synth(request('database')));

    it('starts another child when the last one has gone', async () => {
      const first = await own.synth(request('database'));
      await new Promise((resolve) => setTimeout(resolve, 50));
      const second = await own.synth(request('database'));
      expect([first.resources, second.resources]).toEqual([3, 3]);
    });
  });
});

describe('importing', () => {
  const loadedBy = (module: string): string[] => {
    const script = `
      const before = new Set(Object.keys(require.cache));
      require(${JSON.stringify(module)});
      console.log(JSON.stringify(Object.keys(require.cache).filter((file) => !before.has(file))));
    `;
    const tsx = pathToFileURL(require.resolve('tsx')).href;
    return JSON.parse(
      execFileSync(process.execPath, ['--import', tsx, '-e', script], { encoding: 'utf8' }),
    ) as string[];
  };
  const root = join(__dirname, '..', '..', '..');

  it('synth loads neither CDKTF nor the provider: they are for the child', () => {
    const loaded = [
      ...loadedBy(join(root, 'infra/synth/index.ts')),
      ...loadedBy(join(root, 'infra/stacks/variables.ts')),
    ];
    expect(loaded.some((file) => file.endsWith('infra/synth/synth-process.ts'))).toBe(true);
    expect(loaded.filter((file) => /node_modules\/(cdktf|@cdktf|constructs)\//.test(file))).toEqual([]);
  });

  it('the stacks loads parts of the provider and never the whole of it', () => {
    const loaded = loadedBy(join(root, 'infra/synth/in-process.ts'));
    const parts = loaded.filter((file) => file.includes('/@cdktf/provider-aws/'));
    expect(parts.length).toBeGreaterThan(20);
    expect(parts.filter((file) => file.endsWith('/provider-aws/lib/index.js'))).toEqual([]);
  });
});
