/** @jest-environment ./test/support/pglite-environment.cjs */
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { openTestStore } from '../../support/store';
import { raiseStage, type Stage } from './stage';

const PASSWORD = /Password `([a-z0-9-]+)`/;

let stage: Stage;
beforeEach(async () => {
  stage = await raiseStage(await openTestStore());
});
afterEach(async () => {
  await stage.stop();
});

describe('a participant who writes the bot a DM', () => {
  it('gets the card of an own seat with the first word', async () => {
    await stage.open(await stage.ready(2));
    await stage.write('grace', 'hi');
    const card = await stage.told('grace', 'Seat 1 · nov');
    expect(JSON.stringify(card.blocks)).toMatch(PASSWORD);
    expect(JSON.stringify(card.blocks)).toContain('http://lb-1.test:8001/');
    expect(card.text).toContain('seat-001');
    await stage.write('alan', 'something else entirely');
    await stage.told('alan', 'Seat 2 · nov');
  });

  it('gets a new message with the same card when they ask again, and the old one loses its password', async () => {
    await stage.open(await stage.ready(1));
    await stage.write('grace', 'hi');
    const first = await stage.told('grace', 'Seat 1 · nov');
    await stage.write('grace', 'password please');
    const second = await stage.told('grace', 'Seat 1 · nov', first);
    expect(PASSWORD.exec(JSON.stringify(second.blocks))?.[1]).toBe(PASSWORD.exec(JSON.stringify(first.blocks))?.[1]);
    const moved = await stage.told('grace', 'newer message below');
    expect(moved.ts).toBe(first.ts);
    expect(JSON.stringify(moved)).not.toMatch(PASSWORD);
  });

  it('is told to wait before the doors open, and gets a new message with the card when they do', async () => {
    const workshop = await stage.ready(3);
    await stage.write('grace', 'hello');
    const wait = await stage.told('grace', 'is yours');
    expect(JSON.stringify(wait)).not.toMatch(PASSWORD);
    await stage.open(workshop);
    const card = await stage.told('grace', 'Password', wait);
    expect(card.ts).not.toBe(wait.ts);
    const cards = stage.inDm('grace').filter(({ text }) => text.includes('password'));
    expect(cards.filter(({ text }) => text.includes('seat-001'))).toHaveLength(1);
  });

  it('is told kindly when every seat is taken', async () => {
    await stage.open(await stage.ready(1));
    await stage.write('grace', 'hi');
    await stage.told('grace', 'Seat 1 · nov');
    await stage.write('alan', 'hi');
    await stage.told('alan', 'every seat of *nov* is taken');
  });

  it('learns how to join when they are not in the room', async () => {
    await stage.open(await stage.ready(1));
    await stage.write('charles', 'hi');
    const refusal = await stage.told('charles', `<#${stage.slack.channelId('workshop')}>`);
    await stage.slack.person('charles').act({ type: 'join', channel: stage.slack.channelId('workshop') });
    await new Promise((resolve) => setTimeout(resolve, 2100));
    await stage.write('charles', 'and now?');
    await stage.told('charles', 'Seat 1 · nov', refusal);
  });

  it('is answered when there is no workshop, and when theirs is over', async () => {
    await stage.write('grace', 'hi');
    await stage.told('grace', 'There is no workshop right now');
    const workshop = await stage.ready(1);
    await stage.open(workshop);
    await stage.write('grace', 'hi');
    const card = await stage.told('grace', 'Seat 1 · nov');
    await stage.destroy(workshop);
    const over = await stage.told('grace', 'is over. Its seats are deleted');
    expect(over.ts).toBe(card.ts);
    expect(JSON.stringify(stage.inDm('grace'))).not.toMatch(PASSWORD);
    await stage.write('grace', 'hi again');
    await stage.told('grace', '*nov* is over', card);
  });

  it('is answered to help, thanks and a word that nobody knows', async () => {
    const workshop = await stage.ready(1);
    await stage.open(workshop);
    await stage.write('grace', 'help');
    await stage.told('grace', 'Words I know');
    await stage.write('grace', 'hi');
    const card = await stage.told('grace', 'Seat 1 · nov');
    // Nobody reads a card and writes again within the millisecond in which it is noted.
    while ((await stage.store.participants.list(workshop.id))[0]?.cardTs !== card.ts)
      await new Promise((resolve) => setTimeout(resolve, 5));
    await stage.write('grace', 'bananas');
    const answer = await stage.told('grace', 'know only a few words', card);
    await stage.click('grace', answer, 'seat-get');
    await stage.told('grace', 'Seat 1 · nov', card);
    await stage.write('grace', 'thank you so much!');
    await stage.told('grace', 'You are welcome');
  });

  it('is not answered to an edit, and the bot does not answer itself', async () => {
    await stage.open(await stage.ready(1));
    await stage.write('grace', 'hi');
    await stage.told('grace', 'Seat 1 · nov');
    const own = stage.inDm('grace').find(({ user }) => user === stage.slack.person('grace').id);
    await stage.slack
      .person('grace')
      .act({ type: 'edit', channel: stage.dmOf('grace') ?? '', ts: own?.ts ?? '', text: 'hi!' });
    await stage.write('grace', 'thanks');
    await stage.told('grace', 'You are welcome');
    expect(stage.inDm('grace').filter(({ text }) => text.includes('password'))).toHaveLength(1);
  });
});

describe('a restart by the participant', () => {
  it('restarts the app of their own seat and says when it is back', async () => {
    await stage.open(await stage.ready(2));
    await stage.write('grace', 'hi');
    await stage.told('grace', 'Seat 1 · nov');
    await stage.write('alan', 'hi');
    const card = await stage.told('alan', 'Seat 2 · nov');
    await stage.click('alan', card, 'seat-restart:jupyter');
    await stage.told('alan', 'Restarting Jupyter on seat 2');
    await stage.told('alan', 'Jupyter is back on seat 2');
    expect(stage.cloud.restarted).toEqual(['2 jupyter']);
    expect(JSON.stringify(stage.inDm('grace'))).not.toContain('back on');
  });

  it('asks which app when only "restart" is written, and takes a named one at its word', async () => {
    await stage.open(await stage.ready(1));
    await stage.write('grace', 'restart');
    await stage.told('grace', 'Which one?');
    await stage.write('grace', 'restart airflow');
    await stage.told('grace', 'Restarting Airflow on seat 1');
    await stage.write('grace', 'hi');
  });
});

describe('a seat that breaks', () => {
  it('is told to its owner once, shown on the card, and ends in a new card', async () => {
    const workshop = await stage.ready(1);
    await stage.open(workshop);
    await stage.write('grace', 'hi');
    const card = await stage.told('grace', 'Seat 1 · nov');
    stage.cloud.broken.set(1, 'out of memory');
    await stage.usher.health((await stage.usher.get(workshop.id)) ?? workshop);
    const line = await stage.told('grace', 'Your seat 1 is not well');
    await stage.told('grace', 'not well: known, and being mended');
    stage.cloud.broken.clear();
    await stage.usher.health((await stage.usher.get(workshop.id)) ?? workshop);
    const anew = await stage.told('grace', 'Password', line);
    expect(Number(anew.ts)).toBeGreaterThan(Number(card.ts));
  });
});
