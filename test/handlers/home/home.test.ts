/** @jest-environment ./test/support/pglite-environment.cjs */
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { homeView } from '../../../handlers/views/home';
import { checkBlocks } from '../../../local/slack/blocks/check';
import { openTestStore } from '../../support/store';
import { raiseStage, type Stage } from '../messages/stage';
import { sampleParticipant, sampleSeat, sampleWorkshop } from '../views/sample';

let stage: Stage;
beforeEach(async () => {
  stage = await raiseStage(await openTestStore());
});
afterEach(() => stage.stop());

/** The Home tab of this person once it holds the text. */
async function homeOf(name: string, text: string): Promise<string> {
  const actor = stage.slack.person(name);
  await actor.act({ type: 'open-home' });
  const until = Date.now() + 30_000;
  for (;;) {
    const home = JSON.stringify(actor.state().home ?? {});
    if (home.includes(text)) return home;
    if (Date.now() > until) throw new Error(`no "${text}" on the Home tab of ${name}: ${home}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

async function untilTrue(check: () => boolean): Promise<void> {
  const until = Date.now() + 20_000;
  while (!check()) {
    if (Date.now() > until) throw new Error('waited in vain');
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

/** Waits for the Home tab to say so, without opening it again. */
const shows = (name: string, text: string): Promise<void> =>
  untilTrue(() => JSON.stringify(stage.slack.person(name).state().home ?? {}).includes(text));

describe('the Home tab', () => {
  it('shows an organiser the workshops with seats, price and the next command', async () => {
    await stage.ready(3);
    const home = await homeOf('ada', '*nov*');
    expect(home).toContain('3 ready');
    expect(home).toContain('$0.60 an hour');
    expect(home).toContain('Open the doors');
    expect(home).toContain('🟩🟩🟩');
  });

  it('is drawn anew when something happens, for whoever looks at it, and not for who never did', async () => {
    const nov = await stage.ready(2);
    await homeOf('ada', 'deployed, not open yet');
    await homeOf('grace', 'You have no seat yet');
    await stage.open(nov);
    await shows('ada', '· open ·');
    await stage.write('grace', 'hi');
    await shows('grace', '*Seat 1 · nov* · ready');
    await shows('ada', '1 taken');
    expect(stage.slack.person('alan').state().home).toBeUndefined();
    await stage.destroy(nov);
    await shows('grace', 'There is no workshop right now');
  });

  it('runs the usual commands by its buttons, answered by a direct message, for organisers only', async () => {
    await stage.ready(2);
    const home = await homeOf('ada', 'Open the doors');
    const { block_id: blockId } = JSON.parse(home).blocks.find((block: { type: string }) => block.type === 'actions');
    const click = (name: string, text: string) =>
      stage.slack.person(name).act({
        type: 'act',
        where: { home: true },
        blockId,
        actionId: `run-command:${text}`,
        value: { value: JSON.stringify({ text, workshop: 'nov' }) },
      });
    await click('ada', 'health');
    await stage.told('ada', '2 of 2 fine');
    await click('ada', 'destroy');
    await untilTrue(() => JSON.stringify(stage.slack.person('ada').state().view ?? {}).includes('Type nov'));
  });

  it('shows a participant their seat without address and password, and no prices', async () => {
    await stage.open(await stage.ready(2));
    await homeOf('grace', 'Get my seat');
    await stage.write('grace', 'hi');
    await stage.told('grace', 'Password');
    const home = await homeOf('grace', '*Seat 1 · nov* · ready');
    expect(home).not.toMatch(/assword `|lb-1\.test|\$|an hour/);
  });

  it('offers no seat where there is no workshop, and shows an organiser the workshops first', () => {
    expect(JSON.stringify(homeView('U1', [], undefined))).toContain('There is no workshop right now');
    expect(JSON.stringify(homeView('U1', [], undefined))).not.toContain('Get my seat');
    const both = JSON.stringify(homeView('U1', [], []));
    expect(both.indexOf('"Workshops"')).toBeGreaterThan(-1);
    expect(both.indexOf('"Workshops"')).toBeLessThan(both.indexOf('"Your seat"'));
  });

  it('sends the card to the DM of whoever presses its button', async () => {
    await stage.open(await stage.ready(2));
    await homeOf('grace', 'Get my seat');
    await stage.slack
      .person('grace')
      .act({ type: 'act', where: { home: true }, blockId: 'seat-get', actionId: 'seat-get' });
    await stage.slack.person('grace').waitFor(({ text }) => text.includes('Seat 1 of nov'), 'the card');
  });

  it('stays within 100 blocks for an organiser of 40 workshops of 1,000 seats who sits in all of them', () => {
    const living = Array.from({ length: 40 }, (_, i) => ({
      workshop: sampleWorkshop(1000, { id: `w${i}` }),
      seats: Array.from({ length: 1000 }, (_, n) => ({
        ...sampleSeat(n + 1, 'ready'),
        owner: n === 0 ? 'p1' : undefined,
      })),
      participants: [sampleParticipant({ id: 'p1', workshopId: `w${i}`, userId: 'U1' })],
      operation: undefined,
      hourly: 200,
      spent: 3000,
    }));
    expect(checkBlocks(homeView('U1', living, living).blocks, 'home')).toEqual([]);
  });
});
