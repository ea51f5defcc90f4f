/** @jest-environment ./test/support/pglite-environment.cjs */
import { afterAll, beforeAll, describe, it } from '@jest/globals';
import fc from 'fast-check';
import { inputs } from '../../support/fuzz';
import { holds, holdsInTheEnd } from './holds';
import { NEW_EVENT, payloads } from './payloads';
import { openVenue, type Venue } from './venue';

let venue: Venue;
beforeAll(async () => {
  venue = await openVenue();
});
afterAll(() => venue.stop());

describe('whatever comes as a click, a form or an event', () => {
  it('is acknowledged once, answered or refused, and gives nobody another’s seat, password or buttons', async () => {
    let events = 0;
    const property = fc.asyncProperty(payloads(venue), ({ by, body, mayBeSilent }) => {
      const sent = body['event_id'] === NEW_EVENT ? { ...body, event_id: `Ev${(events += 1)}` } : body;
      return holds(venue, sent, {
        by,
        mayBeSilent,
        mayDo: ['create', 'deploy', 'restart', 'offerUnopened', 'freeLeft'],
      });
    });
    await fc.assert(property, { numRuns: inputs(4_000, 0.4) });
    await holdsInTheEnd(venue);
  }, 3_600_000);
});
