import { expect } from '@jest/globals';
import type { Venue } from './venue';

/** What may come of one payload. */
export interface Outcome {
  /** Who sent it, by name. */
  readonly by: string;
  /** Nothing need be said to anybody: an event that is none of the bot's, a link that opens by itself. */
  readonly mayBeSilent: boolean;
  /** What an organiser may set going with this kind of payload. */
  readonly mayDo: readonly string[];
}

/**
 * Sends it, and holds the bot to what is promised of every payload: acknowledged once, answered or refused in our words,
 * nothing broken, nothing shown to the wrong person, and nothing set going that this person may not.
 */
export async function holds(venue: Venue, body: Readonly<Record<string, unknown>>, outcome: Outcome): Promise<void> {
  const { bench, said, done, wrong, unhandled } = venue;
  said.length = done.length = bench.logged.length = 0;
  const { acks, answer } = await venue.send(body);
  // What went wrong in the background since the last one counts here.
  expect({ acks, wrong: wrong.splice(0), unhandled: unhandled.splice(0) }).toEqual({
    acks: 1,
    wrong: [],
    unhandled: [],
  });
  expect(bench.logged.filter((line) => line.startsWith('error'))).toEqual([]);
  expect(said.filter(({ body: words }) => words.includes('Something broke'))).toEqual([]);
  const refused = bench.logged.some((line) => line.includes('a shape unknown here'));
  if (!outcome.mayBeSilent && !refused) expect(said.length + (answer === undefined ? 0 : 1)).toBeGreaterThan(0);
  const own = ({ what, args }: (typeof done)[number]) => what === 'restartOwn' && args[1] === venue.id(outcome.by);
  // What is for the crew is nobody's but ada's; what of it costs or destroys, she is asked about by each command's own tests.
  const may = (what: string): boolean => outcome.by === 'ada' && (what.includes('.') || outcome.mayDo.includes(what));
  expect(done.filter((one) => !may(one.what) && !own(one))).toEqual([]);
  await venue.tidy();
}

/** What everything together may have changed: restarts by participants, each of the seat they sit in. */
export async function holdsInTheEnd({ bench, nov, oct, id }: Venue): Promise<void> {
  const { world } = bench;
  await world.usher.drain();
  for (const event of world.events) {
    if (event.type !== 'operation-started' || event.actor === id('ada')) continue;
    const view = await world.usher.progress(event.operationId);
    const seat = view?.seats.find(({ no }) => view.owners.get(no)?.userId === event.actor);
    expect({ kind: event.kind, seats: view?.operation.target?.seats }).toEqual({ kind: 'restart', seats: [seat?.no] });
  }
  for (const { id: workshop } of [nov, oct]) {
    expect(await world.usher.get(workshop)).toMatchObject({ state: 'deployed', openedAt: expect.any(Date) });
  }
  expect(world.cloud.destroyed).toEqual([]);
  const { participants } = await world.usher.status(nov);
  expect(participants.map(({ userId }) => userId)).not.toContain(id('charles'));
}
