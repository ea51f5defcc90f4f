import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { HandlerDeps } from '../../../handlers/deps';
import { createProgressMessages, type ProgressMessages } from '../../../handlers/progress-message';
import type { EventListener, UsherEvent } from '../../../workshop/events';
import type { OperationView } from '../../../workshop/usher/operations';
import type { Usher } from '../../../workshop/usher/usher';
import { sampleSeat, sampleStep, sampleView } from '../views/sample';
import { TestClock } from './test-clock';

interface Call {
  readonly method: string;
  readonly at: number;
  readonly args: { channel: string; ts?: string; thread_ts?: string; text: string };
}

/** One operation per id, whose picture the test changes; what is told and where the message is, is kept as the store would. */
class Bench {
  readonly clock = new TestClock();
  readonly calls: Call[] = [];
  readonly views = new Map<string, OperationView>();
  readonly warnings: string[] = [];
  /** Error that the next call of a method ends with. */
  readonly failNext = new Map<string, unknown[]>();
  /** Slack’s word for everything, while set. */
  refuses: string | undefined;
  /** Whether a process that wants to note what it has said is gone before. */
  dies = false;
  private readonly listeners = new Set<EventListener>();
  private readonly told = new Set<string>();
  private posted = 0;

  constructor(...ids: string[]) {
    for (const id of ids) this.views.set(id, sampleView(3, { operation: { id } }));
  }

  change(id: string, change: (view: OperationView) => Partial<OperationView>): void {
    const view = this.views.get(id);
    if (!view) throw new Error(`no operation ${id}`);
    this.views.set(id, { ...view, ...change(view) });
    this.tell({ workshopId: 'w1', actor: 'usher', type: 'operation-progress', operationId: id });
  }

  ready(id: string, count: number): void {
    this.change(id, ({ seats }) => ({
      seats: seats.map((seat) => sampleSeat(seat.no, seat.no <= count ? 'ready' : 'starting')),
    }));
  }

  end(id: string): void {
    this.change(id, ({ operation }) => ({
      operation: { ...operation, state: 'succeeded', endedAt: this.clock.now() },
    }));
  }

  of(method: string): Call[] {
    return this.calls.filter((call) => call.method === method);
  }

  deps(): HandlerDeps {
    const call = (method: string) => (args: Call['args']) => {
      const failure = this.refuses === undefined ? this.failNext.get(method)?.shift() : refused(this.refuses);
      if (failure) return Promise.reject(failure as Error);
      this.calls.push({ method, at: this.clock.elapsed(), args });
      return Promise.resolve({ ok: true, channel: args.channel, ts: args.ts ?? `${(this.posted += 1)}.0` });
    };
    const usher: Partial<Usher> = {
      progress: (id) => Promise.resolve(this.views.get(id)),
      unfinished: () =>
        Promise.resolve(
          [...this.views.values()]
            .map(({ operation }) => operation)
            .filter(({ id, state }) => state === 'running' || !this.told.has(`${id} end`)),
        ),
      noteProgressMessage: (id, message, before) => {
        const view = this.views.get(id);
        if (!view || view.operation.message?.ts !== before?.ts) return Promise.resolve(false);
        this.views.set(id, { ...view, operation: { ...view.operation, message } });
        return Promise.resolve(true);
      },
      tellOnce: (id, what) => {
        if (this.dies) return new Promise(() => undefined);
        const fresh = !this.told.has(`${id} ${what}`);
        this.told.add(`${id} ${what}`);
        const view = this.views.get(id);
        if (view) {
          const { operation } = view;
          this.views.set(id, { ...view, operation: { ...operation, told: [...operation.told, what] } });
        }
        return Promise.resolve(fresh);
      },
      subscribe: (listener) => {
        this.listeners.add(listener);
        return () => this.listeners.delete(listener);
      },
    };
    const chat = { postMessage: call('post'), update: call('update'), delete: call('delete') };
    const log = {
      info: () => undefined,
      warn: (line: string) => void this.warnings.push(line),
      error: (line: string) => void this.warnings.push(line),
    };
    const auth = { test: call('auth') };
    return { usher, clock: this.clock, background: { chat, auth }, log } as unknown as HandlerDeps;
  }

  private tell(event: UsherEvent): void {
    for (const listener of this.listeners) listener(event);
  }
}

const limited = (retryAfter: number) =>
  Object.assign(new Error('rate limited'), { code: 'slack_webapi_rate_limited_error', retryAfter });
const refused = (error: string) => Object.assign(new Error(error), { data: { error } });

let bench: Bench;
let progress: ProgressMessages;
let silence: AbortController;
beforeEach(() => {
  bench = new Bench('o1');
  progress = createProgressMessages(bench.deps());
  silence = new AbortController();
  void progress.keep(silence.signal);
});
afterEach(() => silence.abort());

describe('the message of an operation', () => {
  it('is posted once and then edited, at most every three seconds however much happens', async () => {
    await progress.start('o1', 'C0CREW');
    await bench.clock.advance(100);
    for (let step = 0; step < 100; step += 1) {
      bench.change('o1', () => ({ spent: step }));
      await bench.clock.advance(100);
    }
    expect(bench.of('post')).toHaveLength(1);
    const times = bench.of('update').map(({ at }) => at);
    expect(times.length).toBeGreaterThanOrEqual(3);
    expect(times.length).toBeLessThanOrEqual(5);
    for (const [index, at] of times.slice(1).entries()) expect(at - (times[index] ?? 0)).toBeGreaterThanOrEqual(3000);
  });

  it('is not edited when nothing changed', async () => {
    await progress.start('o1', 'C0CREW');
    await bench.clock.advance(120_000);
    expect(bench.of('update').length).toBeLessThanOrEqual(1);
  });

  it('is posted by another process where whoever was asked is gone, though it ended meanwhile', async () => {
    bench.end('o1');
    await bench.clock.advance(180_000);
    expect(bench.of('post').map(({ args }) => args.text)).toEqual([
      expect.stringContaining('Deployed nov'),
      expect.stringMatching(/^<@U0ADA>/),
    ]);
  });

  it('of a restart too, but not where its participant asked for it', async () => {
    bench = new Bench('o1', 'o2');
    for (const [id, own] of [['o1'], ['o2', true]] as const)
      bench.change(id, ({ operation }) => ({
        operation: { ...operation, kind: 'restart', target: { seats: [1], apps: [], ...(own && { own }) } },
      }));
    void createProgressMessages(bench.deps()).keep(silence.signal);
    await bench.clock.advance(180_000);
    expect(bench.of('post')).toHaveLength(1);
    expect(bench.views.get('o2')?.operation.message).toBeUndefined();
  });

  it('stays one where Slack takes it so late that another process has posted it too', async () => {
    bench.failNext.set('post', [limited(160)]);
    const late = progress.start('o1', 'C0CREW');
    await bench.clock.advance(180_000);
    await late;
    expect(bench.of('post')).toHaveLength(2);
    expect(bench.of('delete').map(({ args }) => args.ts)).toEqual(['2.0']);
    expect(bench.views.get('o1')?.operation.message?.ts).toBe('1.0');
  });

  it('shares the edits Slack allows with all the others', async () => {
    const ids = Array.from({ length: 10 }, (_, i) => `o${i}`);
    bench = new Bench(...ids);
    progress = createProgressMessages(bench.deps());
    void progress.keep(silence.signal);
    for (const id of ids) await progress.start(id, 'C0CREW');
    for (let second = 0; second < 120; second += 1) {
      for (const id of ids) bench.change(id, () => ({ spent: second }));
      await bench.clock.advance(1000);
    }
    const lastMinute = bench.of('update').filter(({ at }) => at >= 60_000);
    expect(lastMinute.length).toBeLessThanOrEqual(24);
    expect(new Set(lastMinute.map(({ args }) => args.ts)).size).toBe(10);
  });

  it('waits as long as Slack asks after a rate limit, and then shows the newest state', async () => {
    await progress.start('o1', 'C0CREW');
    await bench.clock.advance(4000);
    bench.failNext.set('update', [limited(20)]);
    bench.ready('o1', 1);
    await bench.clock.advance(5000);
    bench.ready('o1', 3);
    const before = bench.of('update').length;
    await bench.clock.advance(14_000);
    expect(bench.of('update')).toHaveLength(before);
    await bench.clock.advance(20_000);
    expect(bench.of('update').at(-1)?.args.text).toContain('3 ready');
  });

  it('is posted again when somebody deleted it, and edited from then on', async () => {
    await progress.start('o1', 'C0CREW');
    await bench.clock.advance(4000);
    bench.failNext.set('update', [refused('message_not_found')]);
    bench.ready('o1', 1);
    await bench.clock.advance(10_000);
    expect(bench.of('post').filter(({ args }) => args.thread_ts === undefined)).toHaveLength(2);
    bench.ready('o1', 2);
    await bench.clock.advance(10_000);
    expect(bench.of('update').at(-1)?.args).toMatchObject({ ts: '2.0' });
  });

  it('goes to whoever started it, when the bot may not write in the channel', async () => {
    bench.failNext.set('post', [refused('not_in_channel')]);
    await progress.start('o1', 'C0CREW');
    expect(bench.of('post')[0]?.args.channel).toBe('U0ADA');
    expect(bench.views.get('o1')?.operation.message).toEqual({ channel: 'U0ADA', ts: '1.0' });
  });

  it('goes on in a DM, its end too, when the channel is archived on the way', async () => {
    await progress.start('o1', 'C0CREW');
    await bench.clock.advance(4000);
    bench.failNext.set('update', [refused('is_archived')]);
    bench.failNext.set('post', [refused('is_archived')]);
    bench.ready('o1', 1);
    await bench.clock.advance(10_000);
    expect(bench.views.get('o1')?.operation.message).toMatchObject({ channel: 'U0ADA' });
    bench.end('o1');
    await bench.clock.advance(60_000);
    expect(bench.of('post').at(-1)?.args).toMatchObject({ channel: 'U0ADA', text: expect.stringMatching(/^<@U0ADA>/) });
  });

  it('tells its end in a DM when the channel was archived meanwhile', async () => {
    await progress.start('o1', 'C0CREW');
    await bench.clock.advance(4000);
    bench.failNext.set('post', [refused('is_archived')]);
    bench.end('o1');
    await bench.clock.advance(60_000);
    expect(bench.of('post').at(-1)?.args).toMatchObject({ channel: 'U0ADA', text: expect.stringMatching(/^<@U0ADA>/) });
  });

  it('is edited on while Slack limits posts: each method waits for itself', async () => {
    bench = new Bench('o1', 'o2');
    progress = createProgressMessages(bench.deps());
    void progress.keep(silence.signal);
    await progress.start('o1', 'C0CREW');
    await progress.start('o2', 'C0CREW');
    await bench.clock.advance(4000);
    bench.failNext.set('post', [limited(60)]);
    bench.change('o1', ({ steps }) => ({ steps: steps.map((step) => sampleStep(step.stack, { state: 'done' })) }));
    await bench.clock.advance(4000);
    bench.ready('o2', 2);
    await bench.clock.advance(20_000);
    expect(bench.of('update').at(-1)?.args).toMatchObject({ ts: '2.0', text: expect.stringContaining('2 ready') });
    expect(bench.of('post').filter(({ args }) => args.thread_ts !== undefined)).toEqual([]);
    await bench.clock.advance(60_000);
    expect(bench.of('post').filter(({ args }) => args.thread_ts !== undefined)).toHaveLength(1);
  });

  it('is edited on while replies in its own thread wait for a rate limit', async () => {
    await progress.start('o1', 'C0CREW');
    await bench.clock.advance(4000);
    bench.failNext.set('post', [limited(60)]);
    bench.change('o1', ({ steps }) => ({ steps: steps.map((step) => sampleStep(step.stack, { state: 'done' })) }));
    await bench.clock.advance(4000);
    bench.ready('o1', 2);
    await bench.clock.advance(20_000);
    expect(bench.of('update').at(-1)?.args.text).toContain('2 ready');
    bench.end('o1');
    await bench.clock.advance(90_000);
    expect(bench.of('post').filter(({ args }) => args.thread_ts !== undefined)).toHaveLength(1);
    expect(bench.of('post').at(-1)?.args.text).toMatch(/^<@U0ADA>/);
  });

  it('waits with all the rest while Slack refuses the token, and says so once; the next process tells the end', async () => {
    await progress.start('o1', 'C0CREW');
    await bench.clock.advance(4000);
    bench.refuses = 'token_revoked';
    bench.ready('o1', 3);
    bench.end('o1');
    await bench.clock.advance(600_000);
    expect(bench.warnings).toEqual([expect.stringContaining('Copy the bot token again')]);
    silence.abort();
    expect(bench.of('post')).toHaveLength(1);
    bench.refuses = undefined;
    silence = new AbortController();
    void createProgressMessages(bench.deps()).keep(silence.signal);
    await bench.clock.advance(60_000);
    expect(bench.of('update').at(-1)?.args.text).toContain('Deployed nov: 3 ready');
    expect(bench.of('post').at(-1)?.args.text).toMatch(/^<@U0ADA>/);
  });

  it('tells each end of a stack and each failure in its thread, once', async () => {
    await progress.start('o1', 'C0CREW');
    await bench.clock.advance(4000);
    bench.change('o1', ({ steps }) => ({
      steps: steps.map((step) => sampleStep(step.stack, { state: step.stack === 'network' ? 'done' : 'running' })),
    }));
    await bench.clock.advance(4000);
    bench.change('o1', ({ seats }) => ({
      seats: seats.map((seat) => sampleSeat(seat.no, seat.no === 2 ? 'failing' : 'starting', 'it broke')),
    }));
    await bench.clock.advance(60_000);
    const replies = bench.of('post').filter(({ args }) => args.thread_ts === '1.0');
    expect(replies.map(({ args }) => args.text)).toEqual(['✓ Network is up', '⚠️ Seat 2: it broke']);
  });

  it('ends true, with one new line that mentions who started it', async () => {
    await progress.start('o1', 'C0CREW');
    await bench.clock.advance(4000);
    bench.ready('o1', 3);
    bench.end('o1');
    await bench.clock.advance(60_000);
    expect(bench.of('update').at(-1)?.args.text).toContain('Deployed nov: 3 ready');
    const lines = bench.of('post').filter(({ args }) => args.text.startsWith('<@U0ADA>'));
    expect(lines).toHaveLength(1);
    expect(lines[0]?.args).toMatchObject({ channel: 'C0CREW' });
    expect(lines[0]?.args.thread_ts).toBeUndefined();
  });

  it('is taken up by the next process, which says nothing twice', async () => {
    await progress.start('o1', 'C0CREW');
    bench.change('o1', ({ steps }) => ({ steps: steps.map((step) => sampleStep(step.stack, { state: 'done' })) }));
    await bench.clock.advance(10_000);
    silence.abort();
    const before = bench.calls.length;
    silence = new AbortController();
    void createProgressMessages(bench.deps()).keep(silence.signal);
    bench.ready('o1', 3);
    bench.end('o1');
    await bench.clock.advance(60_000);
    const after = bench.calls.slice(before);
    expect(after.filter(({ method }) => method === 'post').map(({ args }) => args.text)).toEqual([
      expect.stringMatching(/^<@U0ADA>/),
    ]);
    expect(after.find(({ method }) => method === 'update')?.args.ts).toBe('1.0');
  });

  const ends = () => bench.of('post').filter(({ args }) => args.text.startsWith('<@U0ADA>'));
  const nextProcess = (): void => {
    silence.abort();
    silence = new AbortController();
    void createProgressMessages(bench.deps()).keep(silence.signal);
  };

  it('leaves an end that Slack would not take yet to the next process', async () => {
    await progress.start('o1', 'C0CREW');
    await bench.clock.advance(4000);
    bench.failNext.set('post', [limited(60)]);
    bench.end('o1');
    await bench.clock.advance(10_000);
    nextProcess();
    await bench.clock.advance(60_000);
    expect(ends()).toHaveLength(1);
  });

  it('says an end again rather than never where a process dies before it has noted that it said it', async () => {
    await progress.start('o1', 'C0CREW');
    await bench.clock.advance(4000);
    bench.dies = true;
    bench.end('o1');
    await bench.clock.advance(10_000);
    bench.dies = false;
    expect(ends()).toHaveLength(1);
    nextProcess();
    await bench.clock.advance(60_000);
    expect(ends()).toHaveLength(2);
  });
});
