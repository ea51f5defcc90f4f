import type { ClaimResult } from '../../workshop/usher/seating';
import { context, type Message, section } from './blocks';
import { dayAndTime } from './words';

type Waiting = Pick<Extract<ClaimResult, { kind: 'wait' }>, 'workshop' | 'seat' | 'why'>;

const WHY: Readonly<Record<Waiting['why'], string>> = {
  'not-deployed': 'It is not built yet.',
  'not-open': 'The workshop is not open yet.',
  closed: 'The workshop is closed at the moment.',
  starting: 'Its apps are starting; that usually takes a few minutes.',
  off: 'It is off for now, and what you saved stays on it. The organisers turn it on again.',
  failing: 'Something is wrong with it. The organisers can see that, and it will be mended.',
};

/** Seated, but there is nothing to open yet: why, and the promise of a new message. */
export function waitingMessage({ workshop, seat, why }: Waiting): Message {
  const { opensAt, startsAt } = workshop;
  // Before the opening it matters little whether the seat is built yet: people want to know when to come.
  const opens =
    why === 'not-open' && opensAt
      ? `The workshop opens ${dayAndTime(opensAt)}.`
      : why === 'off' && startsAt
        ? `It is off until ${dayAndTime(startsAt)}, and what you saved stays on it.`
        : WHY[why];
  const line = `*Seat ${seat.no} of ${workshop.spec.name} is yours.* ${opens}`;
  const promise =
    'Nothing to do for you: I send a new message here, with address and password, as soon as you can start.';
  return { text: `${line} ${promise}`, blocks: [section(line), context(promise)] };
}
