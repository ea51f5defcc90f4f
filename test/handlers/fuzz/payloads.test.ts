/** @jest-environment ./test/support/pglite-environment.cjs */
import { afterAll, beforeAll, describe, it } from '@jest/globals';
import fc from 'fast-check';
import { inputs } from '../../support/fuzz';
import { holds, holdsInTheEnd } from './holds';
import { NEW_EVENT, NEW_TIME, payloads, type Json } from './payloads';
import { openVenue, type Venue } from './venue';

let venue: Venue;
beforeAll(async () => {
  venue = await openVenue();
});
afterAll(() => venue.stop());

/** The same event with an id and, where it has one, a time of its own. */
function freshEvent(body: Json, count: number): Json {
  const event = body['event'] as Json | undefined;
  const isTimed = typeof event === 'object' && event !== null && event['ts'] === NEW_TIME;
  const time = `1700000000.${String(count).padStart(6, '0')}`;
  return { ...body, event_id: `Ev${count}`, ...(isTimed ? { event: { ...event, ts: time } } : {}) };
}

describe('whatever comes as a click, a form or an event', () => {
  it('is acknowledged once, answered or refused, and gives nobody another’s seat, password or buttons', async () => {
    let events = 0;
    const property = fc.asyncProperty(payloads(venue), ({ by, body, mayBeSilent }) => {
      const sent = body['event_id'] === NEW_EVENT ? freshEvent(body, (events += 1)) : body;
      return holds(venue, sent, {
        by,
        mayBeSilent,
        mayDo: ['create', 'deploy', 'restart', 'offerUnopened', 'freeLeft'],
      });
    });
    await fc.assert(property, { numRuns: inputs(1_500, 0.4) });
    await holdsInTheEnd(venue);
  }, 3_600_000);
});
