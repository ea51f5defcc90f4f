import { describe, expect, it } from '@jest/globals';
import type { Message } from '../../../handlers/views/blocks';
import { progressMessage } from '../../../handlers/views/progress';
import { endMessage } from '../../../handlers/views/progress-end';
import { reports } from '../../../handlers/views/progress-thread';
import { checkBlocks } from '../../../local/slack/blocks/check';
import { AT, longProblem, sampleSeat, sampleStep, sampleView } from './sample';

/** What a reader sees, blocks in order. */
const shown = ({ blocks }: Message): string =>
  blocks
    .map((block) =>
      block.type === 'section' ? block.text?.text : block.type === 'context' ? JSON.stringify(block) : '',
    )
    .join('\n');

const expectSlackTakes = (message: Message): void => {
  expect(checkBlocks(message.blocks, 'message')).toEqual([]);
  expect(message.blocks.length).toBeLessThanOrEqual(50);
  expect(message.text.length).toBeGreaterThan(0);
  expect(message.text.length).toBeLessThan(4000);
  expect(JSON.stringify(message.blocks).length).toBeLessThan(16_000);
};

describe('the progress message', () => {
  it('says who started what, how many are ready, how far the stacks are, the cost and the end', () => {
    const view = sampleView(83, {
      operation: { message: { channel: 'C0CREW', ts: '1.1' } },
      seat: (no) => sampleSeat(no, no <= 61 ? 'ready' : 'starting'),
      step: (stack) => {
        if (stack === 'database') return sampleStep(stack, { state: 'running', done: 3, total: 5, startedAt: AT });
        if (stack > 'batch-006' && stack !== 'network')
          return sampleStep(stack, { state: 'running', done: 5, total: 10 });
        return sampleStep(stack, { state: 'done', done: 9, total: 9 });
      },
      view: { expectedAt: new Date('2026-11-24T07:19:00Z') },
    });
    const text = shown(progressMessage(view));
    expect(text).toContain('*Deploying nov* · <@U0ADA>');
    expect(text).toContain('*61 of 83 ready* ▓▓▓▓▓▓▓░░░');
    expect(text).toContain('|07:19 UTC>');
    expect(text).toContain('Network ✓ · Database 3 of 5, 7 min');
    expect(text).toContain('6 of 9 batches ✓ · at work on seats 61-83');
    expect(text).toContain('$2.00 so far, $15.70/h');
  });

  it.each(['deploy', 'destroy'] as const)(
    'fits Slack at 1,000 seats when everything of a %s fails with long causes',
    (kind) => {
      const view = sampleView(1000, {
        operation: { kind, state: 'partial', endedAt: new Date('2026-11-24T08:02:00Z'), problem: longProblem },
        seat: (no) => sampleSeat(no, 'failing', `reason ${no} <&> ${'long '.repeat(100)}`),
        step: (stack) =>
          sampleStep(stack, { state: 'failed', problem: longProblem, note: `note ${stack} ${'n'.repeat(500)}` }),
        view: {
          leftovers: Array.from({ length: 500 }, (_, i) => `arn:aws:ec2:us-east-1:123456789012:instance/i-${i}`),
        },
      });
      expectSlackTakes(progressMessage(view));
      expectSlackTakes(endMessage(view));
    },
  );

  it('fits Slack while 100 batches run and wait for different things', () => {
    const view = sampleView(1000, {
      step: (stack) =>
        sampleStep(stack, { state: 'running', done: 1, total: 53, note: `${stack} ${'waits '.repeat(60)}` }),
    });
    expectSlackTakes(progressMessage(view));
  });

  it('names at most a few failing seats, those with one cause together, and points to the thread for the rest', () => {
    const view = sampleView(20, {
      seat: (no) => sampleSeat(no, 'failing', no <= 10 ? 'no capacity in zone a' : `cause ${no}`),
    });
    const warnings = shown(progressMessage(view))
      .split('\n')
      .filter((line) => line.startsWith('⚠️'));
    expect(warnings).toHaveLength(5);
    expect(warnings[0]).toBe('⚠️ 1-10: no capacity in zone a');
    expect(warnings[4]).toBe('⚠️ and 7 more: see the thread.');
  });

  it('shows the words of tools as words, never as markup', () => {
    const view = sampleView(1, { seat: () => sampleSeat(1, 'failing', 'see <http://evil|here> & <!channel>') });
    expect(shown(progressMessage(view))).toContain('see &lt;http://evil|here&gt; &amp; &lt;!channel&gt;');
  });

  it('never claims to be complete while it runs', () => {
    const view = sampleView(3, {
      seat: (no) => sampleSeat(no, 'ready'),
      step: (stack) => sampleStep(stack, { state: 'done' }),
    });
    expect(shown(progressMessage(view))).toContain('*3 of 3 ready* ▓▓▓▓▓▓▓▓▓░');
  });

  it('of a restart is about the seats that are restarted and no others', () => {
    const view = sampleView(80, {
      operation: { kind: 'restart', target: { seats: [7, 8], apps: ['jupyter'] } },
      seat: (no) =>
        sampleSeat(no, no === 8 ? 'starting' : no === 30 ? 'failing' : 'ready', no === 30 ? 'other' : undefined),
    });
    const text = shown(progressMessage(view));
    expect(text).toContain('*Restarting Jupyter of seats 7-8 · nov*');
    expect(text).toContain('*1 of 2 ready*');
    expect(text).not.toContain('other');
  });
});

describe('the thread', () => {
  it('hears of each stack that ended and each failure with its cause, under keys that differ', () => {
    const view = sampleView(11, {
      step: (stack) =>
        stack === 'batch-002'
          ? sampleStep(stack, { state: 'failed', problem: longProblem })
          : sampleStep(stack, {
              state: 'done',
              startedAt: new Date('2026-11-24T07:02:00Z'),
              endedAt: new Date('2026-11-24T07:06:00Z'),
            }),
      seat: (no) => sampleSeat(no, no === 11 ? 'failing' : 'ready', 'it broke'),
    });
    const told = reports(view);
    expect(told.map(({ key }) => key)).toEqual([
      'done:network',
      'done:database',
      'done:batch-001',
      'failed:batch-002:unknown',
      'seat:11',
    ]);
    expect(told[0]?.text).toBe('✓ Network is up in 4 min');
    expect(told[3]?.text).toContain('```Error: zzz');
    for (const { text } of told) expect(text.length).toBeLessThan(2900);
  });
});

describe('the line at the end', () => {
  const ended = { state: 'succeeded', endedAt: new Date('2026-11-24T07:20:00Z') } as const;
  const end = (view: Parameters<typeof endMessage>[0]): string => endMessage(view).text;

  it('mentions who started it and names the next step', () => {
    const text = end(sampleView(3, { operation: ended, seat: (no) => sampleSeat(no, 'ready') }));
    expect(text).toMatch(/^<@U0ADA> /);
    expect(text).toContain('3 seats ready after 18 min');
    expect(text).toContain('/workshop open nov');
  });

  it('names the price an hour, and what is still to be paid where an end is set', () => {
    const up = (endsAt?: Date) => end(sampleView(3, { operation: ended, workshop: { endsAt } }));
    expect(up()).toContain('ready after 18 min, $15.70 an hour.');
    // Seven minutes after the beginning.
    expect(up(new Date(AT.getTime() + 127 * 60_000))).toMatch(/\$15\.70 an hour, about \$31\.40 more until <!date/);
    expect(up(AT)).not.toContain('more until');
  });

  it('names the seats that are missing and how to resume', () => {
    const text = end(
      sampleView(12, {
        operation: { ...ended, state: 'partial' },
        seat: (no) => sampleSeat(no, no > 9 ? 'failing' : 'ready'),
      }),
    );
    expect(text).toContain('9 of 12 ready');
    expect(text).toContain('not ready: 10-12');
    expect(text).toContain('/workshop deploy nov');
  });

  it('proves what a destroy removed, or lists what AWS still has', () => {
    const view = (leftovers: string[]) =>
      sampleView(2, {
        operation: { ...ended, kind: 'destroy' },
        step: (stack) => sampleStep(stack, { state: 'done' }),
        view: { leftovers },
      });
    expect(end(view([]))).toContain('AWS lists nothing any more that carries its tag');
    expect(end(view([]))).toContain('It cost about $2.00');
    expect(end(view(['arn:aws:s3:::usher-nov']))).toContain('arn:aws:s3:::usher-nov');
  });

  it('says why it failed and what takes it up again', () => {
    const text = end(sampleView(2, { operation: { ...ended, state: 'failed', problem: longProblem } }));
    expect(text).toContain('Deploying failed: nov');
    expect(text).toContain('Terraform stopped at &lt;something&gt;');
    expect(text).toContain('/workshop deploy nov');
  });
});
