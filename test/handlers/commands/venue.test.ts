/** @jest-environment ./test/support/pglite-environment.cjs */
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { tagOf, writeCode } from '../../../workshop/venue/code';
import type { Workshop } from '../../../workshop/workshop';
import { raiseStage, type Stage } from '../messages/stage';
import { openTestStore } from '../../support/store';
import { wordsOf } from '../../support/bolt';

describe('/workshop venue', () => {
  let stage: Stage;
  let workshop: Workshop;
  beforeEach(async () => {
    stage = await raiseStage(await openTestStore());
    const { slack } = stage;
    workshop = await stage.newWorkshop(4, {
      crewChannel: slack.channelId('crew'),
      room: slack.channelId('workshop'),
      by: slack.person('ada').id,
    });
  });
  afterEach(() => stage.stop());

  const ada = () => stage.slack.person('ada');
  const type = (text: string) => ada().act({ type: 'say', channel: stage.slack.channelId('crew'), text });
  const sees = (what: RegExp) => ada().waitFor((message) => what.test(wordsOf(message)), String(what), 30_000);
  const seen = new Set<string>();
  const putUp = async (words = '') => {
    await type(`/workshop venue ${words}`);
    const asked = await stage.slack
      .person('ada')
      .waitFor(
        (message) => !seen.has(message.ts) && wordsOf(message).includes('Put up a page that checks'),
        'the question',
        30_000,
      );
    seen.add(asked.ts);
    await stage.click('ada', asked, 'venue-go');
    for (;;) {
      const venue = await stage.store.venues.of(workshop.id);
      const [running] = await stage.store.operations.running(workshop.id);
      if (venue?.address !== undefined && !running) return venue;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  };

  it('asks with the price, puts it up beside the workshop, and gives words to pass on', async () => {
    await type('/workshop venue --seat --for 2h');
    const question = await sees(/Put up a page that checks/);
    expect(wordsOf(question)).toMatch(/8001, 8002, 8004 \(Jupyter\); 9001, 9002, 9004 \(Airflow\)/);
    expect(wordsOf(question)).toMatch(/one real seat/);
    await stage.click('ada', question, 'venue-go');
    expect(wordsOf(await sees(/is up until/))).toContain('http://lb-1.test/');
    expect(stage.cloud.applied).toEqual(['venue']);
    expect((await stage.store.workshops.get(workshop.id))?.loadBalancers).toEqual([]);
  });

  it('reads codes from anybody, thanks them, and shows the crew who is blocked and why', async () => {
    const tag = tagOf((await putUp()).id);
    await stage.write('grace', `hello, it shows ${writeCode(tag, 0)}`);
    await stage.told('grace', 'You can reach everything of *nov*');
    for (const name of ['alan', 'mary']) {
      await stage.write(name, writeCode(tag, 0b111111).toLowerCase());
      await stage.told(name, 'every port of the seats blocked');
    }
    const table = await sees(/1 of 3 people can reach everything/);
    expect(wordsOf(table)).toMatch(/2 people:.*every port above 1023 is blocked.*--expose hosts.*TCP 8001-9004/);
    expect(stage.inDm('grace').some(({ text }) => text.includes('Seat'))).toBe(false);

    await stage.write('alan', writeCode(tag, 0));
    await sees(/2 of 3 people can reach everything/);
    await stage.write(
      'alan',
      writeCode(tag, 0).replace(/.$/, (last) => (last === '5' ? '6' : '5')),
    );
    await stage.told('alan', 'a letter or digit of it is wrong');
  });

  it('is taken down by a word, by itself when its time is up, and by destroy', async () => {
    await putUp();
    await type('/workshop venue end');
    await stage.until('operation-ended', ({ kind }) => kind === 'venue-end');
    expect(await stage.store.venues.of(workshop.id)).toBeUndefined();
    await type('/workshop venue end');
    await sees(/has no venue check/);

    const { id } = await putUp();
    await stage.store.venues.update(id, { endsAt: new Date(Date.now() - 1000) });
    while (await stage.store.venues.of(workshop.id)) await new Promise((resolve) => setTimeout(resolve, 20));

    await putUp();
    await stage.destroy(workshop);
    expect(stage.cloud.destroyed).toEqual(['venue', 'venue', 'venue']);
    expect((await stage.store.workshops.get(workshop.id))?.state).toBe('destroyed');
  });
});
