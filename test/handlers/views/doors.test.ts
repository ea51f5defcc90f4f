import { describe, expect, it } from '@jest/globals';
import { crewList, crewNews } from '../../../handlers/views/crew';
import { doorNews, leftRoom } from '../../../handlers/views/door-news';
import { doorsClosed } from '../../../handlers/views/invitation';
import { openedByItself, openingLate, openingPlanned } from '../../../handlers/views/opening';
import { noSeatMessage } from '../../../handlers/views/participant-answers';
import { statusMessage } from '../../../handlers/views/status';
import { leftNews, offered, unopenedNews, waitlistMessage } from '../../../handlers/views/waitlist';
import { waitingMessage } from '../../../handlers/views/waiting';
import type { Message } from '../../../handlers/views/blocks';
import { checkBlocks } from '../../../local/slack/blocks/check';
import type { CrewMember } from '../../../workshop/crew';
import type { Waitlist } from '../../../workshop/usher/doors';
import { AT, sampleParticipant, sampleSeat, sampleWorkshop } from './sample';

const nine = new Date('2026-11-24T09:00:00Z');
const workshop = sampleWorkshop(1000, { opensAt: nine, opensBy: 'U0ADA' });
const crowd = Array.from({ length: 1000 }, (_, i) => sampleParticipant({ id: `p${i}`, userId: `U${i}` }));
const list: Waitlist = {
  waiting: crowd,
  unopened: crowd.map((participant, i) => ({ seat: sampleSeat(2 * i + 1, 'ready'), participant, since: AT })),
};
const crew: CrewMember[] = crowd.slice(0, 60).map(({ userId }, i) => ({
  workshopId: 'w1',
  userId,
  role: i % 2 === 0 ? 'helper' : 'organiser',
  addedBy: 'U0ADA',
  addedAt: AT,
}));
const seat = sampleSeat(7, 'ready');
const one = sampleParticipant();

describe('what is said of doors, crew and waitlist', () => {
  it.each<[string, Message]>([
    ['the waitlist', waitlistMessage(workshop, list, true)],
    ['seats that nobody opened', unopenedNews(workshop, list)],
    [
      'seats given away',
      offered(
        workshop,
        'U0ADA',
        crowd.map(({ userId }, i) => ({ no: 2 * i + 1, userId })),
      ),
    ],
    ['somebody who left', leftNews(workshop, one, seat)],
    ['the crew', crewList(workshop, crew, 'maple-otter')],
    ['news to somebody who was added', crewNews(workshop, 'helper', 'U0ADA')],
    ['a planned opening', openingPlanned(workshop, nine, 'Europe/Berlin', undefined)],
    ['an opening by itself', openedByItself(workshop, [seat])],
    ['an opening that is late', openingLate(workshop)],
    ['closed doors', doorsClosed(workshop)],
    ['a wait', waitingMessage({ workshop, seat, why: 'not-open' })],
    [
      'a hundred workshops to join',
      noSeatMessage({ kind: 'not-eligible', workshops: Array.from({ length: 100 }, () => workshop) }),
    ],
  ])('keeps to Slack’s limits: %s', (_, message) => {
    expect(checkBlocks(message.blocks, 'message')).toEqual([]);
    expect(message.text.length).toBeGreaterThan(0);
    expect(message.text.length).toBeLessThan(4000);
  });

  it('shows who may not give seats away no button for it', () => {
    expect(JSON.stringify(waitlistMessage(workshop, list, false).blocks)).not.toContain('offer-unopened');
  });

  it('gives as many seats as people wait, and no more than stand unopened', () => {
    const few = { waiting: crowd.slice(0, 2), unopened: list.unopened.slice(0, 5) };
    expect(JSON.stringify(waitlistMessage(workshop, few, true).blocks)).toContain('Give 2 to those who wait');
    const none = { waiting: [], unopened: list.unopened.slice(0, 5) };
    expect(JSON.stringify(waitlistMessage(workshop, none, true).blocks)).not.toContain('offer-unopened');
  });

  it('says when it opens to those who are early, and no time that is past', () => {
    expect(waitingMessage({ workshop, seat, why: 'not-open' }).text).toContain('The workshop opens <!date^');
    expect(doorNews(workshop, 'opens').text).toContain('opens <!date^');
    expect(doorNews(sampleWorkshop(3), 'opens').text).toContain('at another time than I told you');
  });

  it('says plainly to whoever left whether work of theirs is at stake', () => {
    const left = { kind: 'grace', workshop, seat, participant: one, until: nine } as const;
    expect(leftRoom({ ...left, used: false }).text).toContain('there is no work of yours at it');
    expect(leftRoom({ ...left, used: true }).text).toContain('download what you want to keep');
  });

  it('keeps prices from helpers', () => {
    const summary = { workshop, seats: [seat], participants: [], operation: undefined, hourly: 2, spent: 3 };
    expect(JSON.stringify(statusMessage(summary, undefined, AT, { prices: false }))).not.toContain('$');
    expect(JSON.stringify(statusMessage(summary, undefined, AT))).toContain('$');
  });
});
