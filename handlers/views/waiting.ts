import type { ClaimResult } from '../../workshop/usher';
import { context, type Message, section } from './blocks';

type Waiting = Pick<Extract<ClaimResult, { kind: 'wait' }>, 'workshop' | 'seat' | 'why'>;

const WHY: Readonly<Record<Waiting['why'], string>> = {
  'not-deployed': 'It is not built yet.',
  'not-open': 'The workshop is not open yet.',
  starting: 'Its apps are starting; that usually takes a few minutes.',
  failing: 'Something is wrong with it. The organisers can see that, and it will be mended.',
};

/** Seated, but there is nothing to open yet: why, and the promise of a new message. */
export function waitingMessage({ workshop, seat, why }: Waiting): Message {
  const line = `*Seat ${seat.no} of ${workshop.spec.name} is yours.* ${WHY[why]}`;
  const promise =
    'Nothing to do for you: I send a new message here, with address and password, as soon as you can start.';
  return { text: `${line} ${promise}`, blocks: [section(line), context(promise)] };
}
