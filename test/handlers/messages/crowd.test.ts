/** @jest-environment ./test/support/pglite-environment.cjs */
import { describe, expect, it } from '@jest/globals';
import { openTestStore } from '../../support/store';
import { FakeCloud } from '../../support/fake-cloud';
import { raiseStage, type Stage } from './stage';

const guests = (count: number): string[] =>
  Array.from({ length: count }, (_, i) => `guest-${String(i + 1).padStart(3, '0')}`);

/** What the bot has posted to this person. */
const answers = (stage: Stage, name: string): string[] =>
  stage
    .inDm(name)
    .filter(({ user }) => user === stage.slack.person(name).state().bot.id)
    .map(({ text }) => text.replaceAll('*', ''));

/** Patient: two hundred are served in seconds, or on a busy machine in a minute. */
const sees = (stage: Stage, name: string, words: string) =>
  stage.slack
    .person(name)
    .waitFor(
      ({ text, blocks }) => `${text.replaceAll('*', '')}${JSON.stringify(blocks)}`.includes(words),
      words,
      150_000,
    );

/** Acts on a stage, and ends it; what fails is told with what the bot noted of it. */
async function on(stage: Stage, act: () => Promise<void>, letGo = (): void => undefined): Promise<void> {
  try {
    await act();
  } catch (error) {
    const noted = stage.lines.slice(0, 10).join('\n').slice(0, 4_000);
    throw new Error(`${error instanceof Error ? error.message : String(error)}\nThe bot noted: ${noted}`, {
      cause: error,
    });
  } finally {
    letGo();
    await stage.stop();
  }
}

describe('a crowd', () => {
  it('of 100 people who write twice each at the same moment gets 80 seats, no seat twice, and everybody an answer', async () => {
    const stage = await raiseStage(await openTestStore(), { extraPeople: 100 });
    await on(stage, async () => {
      await stage.open(await stage.ready(80));
      const names = guests(100);
      await Promise.all(names.flatMap((name) => [stage.write(name, 'hi'), stage.write(name, 'hello?')]));
      const answers = await Promise.all(
        names.map((name) =>
          stage.slack
            .person(name)
            .waitFor(
              ({ text }) => text.includes('Password') || text.includes('password') || text.includes('is taken'),
              'an answer',
              60_000,
            ),
        ),
      );
      const seats = answers.flatMap(({ text }) => /Seat (\d+) of nov/.exec(text)?.[1] ?? []);
      expect(seats).toHaveLength(80);
      expect(new Set(seats).size).toBe(80);
      expect(answers.filter(({ text }) => text.includes('is taken'))).toHaveLength(20);
    });
  });

  it('of 200 is answered once each while a deploy runs: 80 with a seat and a promise, 120 that all are taken; the 80 get their cards', async () => {
    const cloud = new FakeCloud();
    let letGo = (): void => undefined;
    const held = new Promise<void>((resolve) => (letGo = resolve));
    cloud.gate = (stack) => (stack === 'network' ? Promise.resolve() : held);
    // The held deploy is looked at twenty times a second, and not a thousand: people are what this is about.
    const pace = { stepMs: 5_000, pollMs: 5_000, registerTimeoutMs: 60_000, readyTimeoutMs: 60_000 };
    const stage = await raiseStage(await openTestStore(), { extraPeople: 200, cloud, pace });
    await on(
      stage,
      async () => {
        const [crewChannel, room] = [stage.slack.channelId('crew'), stage.slack.channelId('workshop')];
        const ada = stage.slack.person('ada').id;
        const workshop = await stage.newWorkshop(80, { crewChannel, room, by: ada });
        await stage.usher.deploy(workshop, ada);
        const names = guests(200);
        await Promise.all(names.map((name) => stage.write(name, 'hi')));
        await Promise.all(names.map((name) => sees(stage, name, 'of nov')));
        const told = names.map((name) => answers(stage, name));
        expect(told.filter(({ length }) => length !== 1)).toEqual([]);
        const seats = told.flatMap(([text]) => /Seat (\d+) of nov is yours/.exec(text ?? '')?.[1] ?? []);
        expect(new Set(seats).size).toBe(80);
        expect(seats).toHaveLength(80);
        expect(told.filter(([text]) => text?.includes('every seat of nov is taken'))).toHaveLength(120);

        letGo();
        await stage.until('operation-ended');
        await stage.open((await stage.usher.get(workshop.id)) ?? workshop);
        const seated = names.filter((_, index) => told[index]?.[0]?.includes('of nov is yours'));
        await Promise.all(seated.map((name) => sees(stage, name, 'Password')));
      },
      letGo,
    );
  }, 300_000);

  it('is not kept waiting by one who writes a hundred messages', async () => {
    const stage = await raiseStage(await openTestStore());
    await on(stage, async () => {
      await stage.open(await stage.ready(3));
      await Promise.all(Array.from({ length: 100 }, () => stage.write('grace', 'help')));
      await stage.write('alan', 'help');
      await stage.told('alan', 'I hand out the seats');
      expect(answers(stage, 'grace').length).toBeLessThan(20);
    });
  });
});
