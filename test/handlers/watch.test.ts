/** @jest-environment ./test/support/pglite-environment.cjs */
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { PageMessage } from '../../local/slack/protocol';
import { ProblemError } from '../../workshop/problems';
import type { Workshop } from '../../workshop/workshop';
import { openTestStore } from '../support/store';
import { raiseStage, type Stage } from './messages/stage';

let stage: Stage;
let workshop: Workshop;
beforeEach(async () => {
  // A hundred times as fast: a look every 50 ms.
  stage = await raiseStage(await openTestStore(), { sweepMs: 5_000 });
  workshop = await stage.ready(25);
  await stage.open(workshop);
  await stage.write('grace', 'hi');
  await stage.told('grace', 'Seat 1 · nov');
});
afterEach(() => stage.stop());

const words = (message: PageMessage): string => JSON.stringify([message.text, message.blocks]);
const crew = (text: string, inThread = false): Promise<PageMessage> =>
  stage.slack
    .person('ada')
    .waitFor(
      (message) =>
        message.channel === stage.slack.channelId('crew') &&
        (message.threadTs !== undefined) === inThread &&
        words(message).includes(text),
      `"${text}" in #crew`,
      30_000,
    );
const rolling = (): PageMessage[] =>
  stage.slack
    .person('ada')
    .state()
    .messages.filter(
      (each) =>
        each.channel === stage.slack.channelId('crew') &&
        each.threadTs === undefined &&
        /seats? fine|fine again/.test(words(each)),
    );

describe('a seat that breaks while nobody looks', () => {
  it('is restarted by Usher, told to its owner and the crew, and its mending too, in one message', async () => {
    let release = (): void => undefined;
    const hold = new Promise<void>((resolve) => (release = resolve));
    const restart = stage.cloud.restart.bind(stage.cloud);
    stage.cloud.restart = (...args) => hold.then(() => restart(...args));
    stage.cloud.broken.set(1, 'out of memory');
    const grace = `<@${stage.slack.person('grace').id}>`;
    const message = await crew('nov: 24 of 25 seats fine');
    expect(words(message)).toContain(`*1* ${grace}: Jupyter runs and fails its health check`);
    await crew('I am restarting it', true);
    await stage.told('grace', 'on your seat 1 stopped answering. I have noticed');
    await stage.told('grace', 'restarting Jupyter and Airflow');
    release();
    await stage.told('grace', 'are back on seat 1');
    expect((await crew('All 25 seats of nov are fine again')).ts).toBe(message.ts);
    await crew('mended after 1 restart', true);
    expect(rolling()).toHaveLength(1);
    const lines = stage
      .inDm('grace')
      .filter((each) => words(each).includes('seat 1') && !words(each).includes('Seat 1'));
    expect(lines).toHaveLength(2);
    expect(await stage.store.operations.running(workshop.id)).toEqual([]);
  });

  it('and goes on breaking is left to people, who are called by name and may restart it once more', async () => {
    const restart = stage.cloud.restart.bind(stage.cloud);
    let held = true;
    stage.cloud.restart = async (about, no, app) => {
      await restart(about, no, app);
      // Well for a moment, so that the restart ends, and broken again.
      if (held) setTimeout(() => stage.cloud.broken.set(1, 'out of memory'), 150);
    };
    stage.cloud.broken.set(1, 'out of memory');
    const line = await crew('so I leave it to you', true);
    expect(words(line)).toContain(`<@${stage.slack.person('ada').id}>`);
    await stage.told('grace', 'Your seat 1 is not well right now. That is known');
    expect(stage.cloud.restarted.filter((each) => each === '1 jupyter')).toHaveLength(3);
    held = false;
    stage.cloud.restart = restart;
    await stage.click('ada', line, 'restart-go');
    await crew('All 25 seats of nov are fine again');
  });
});

describe('a cause that seats share', () => {
  it('is told once to the crew, and to those who sit there and nobody else', async () => {
    // Seats 21 to 25 are behind the second load balancer.
    await stage.store.seats.claim(workshop.id, (await stage.store.participants.ensure(workshop.id, 'U0NOBODY')).id);
    const whole = stage.cloud.probe.bind(stage.cloud);
    stage.cloud.probe = (url) => (url.startsWith('http://lb-2.') ? Promise.resolve(false) : whole(url));
    const message = await crew('5 of 5 seats behind load balancer 2 do not answer');
    expect(words(message)).toContain('seats 21-25');
    const line = await crew('A restart would not mend that', true);
    expect(words(line)).toContain(`<@${stage.slack.person('ada').id}>`);
    stage.cloud.probe = whole;
    expect((await crew('are fine again')).ts).toBe(message.ts);
    expect(stage.cloud.restarted).toEqual([]);
    expect(JSON.stringify(stage.inDm('grace'))).not.toContain('not well');
  });

  it('that is Usher’s own way to AWS is told to the crew alone, and taken back', async () => {
    stage.cloud.outage = new ProblemError({
      kind: 'credentials',
      summary: 'The AWS credentials expired.',
      next: 'Renew.',
    });
    await crew('Usher cannot ask AWS how the seats are: The AWS credentials expired');
    await crew('tell no participant', true);
    stage.cloud.outage = undefined;
    await crew('are fine again');
    expect(JSON.stringify(stage.inDm('grace'))).not.toContain('not well');
  });
});

describe('the message about a workshop’s health', () => {
  it('ends with the workshop, and nothing is said of seats on their way out', async () => {
    stage.cloud.outage = new ProblemError({ kind: 'network', summary: 'AWS is out of reach.', next: 'Look.' });
    const message = await crew('Usher cannot ask AWS');
    stage.cloud.outage = undefined;
    await stage.destroy(workshop);
    expect((await crew('is destroyed; its health is watched no more')).ts).toBe(message.ts);
  });

  it('goes on in the same place when another process takes over', async () => {
    stage.cloud.outage = new ProblemError({ kind: 'network', summary: 'AWS is out of reach.', next: 'Look.' });
    const message = await crew('Usher cannot ask AWS');
    await stage.halt();
    stage.cloud.outage = undefined;
    const second = await raiseStage(stage.store, { cloud: stage.cloud, slack: stage.slack, sweepMs: 5_000 });
    try {
      expect((await crew('All 25 seats of nov are fine again')).ts).toBe(message.ts);
      expect(rolling()).toHaveLength(1);
    } finally {
      await second.halt();
    }
  });
});
