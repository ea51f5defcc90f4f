import type { Audience } from '../../workshop/announcement';
import type { Workshop } from '../../workshop/workshop';
import { announcePreview, nobodyToTell } from '../views/announce';
import { inviteMe, plain, usageAnswer } from '../views/refusals';
import { chooseSeats } from './choose-seats';
import type { Asked, Command } from './command';
import { mayPostIn } from './may-post';
import { parseAnnouncement } from './parse/announcement';
import type { SeatSelector } from './parse/seats';
import { isUsageError, type UsageError } from './parse/usage';
import { whichWorkshop } from './which-workshop';
import { whileAsking } from './while-asking';

export interface AnnounceRequest {
  readonly text: string;
  readonly to: SeatSelector | { readonly kind: 'unseated' };
  readonly workshop?: string;
}

export const announce: Command<AnnounceRequest> = {
  summary: 'a direct message to every participant, or to some; shows it first, and asks',
  usage: '[--to 3-9|@grace|failing|unseated] [--workshop name] <text>',
  examples: [
    'Lunch is ready, back at 13:30',
    '--to 3-9 Your load balancer is being mended',
    '--to unseated Write me any word to get your seat',
  ],
  details:
    'Everybody with a seat gets the text as a direct message from me. `--to` names some of them: seats, a person, `failing`, or `unseated` for the members of the room who have no seat yet. Bold, lists and links work; @channel and @here do not. A line in the crew channel says at the end how many were told, and to whom you read it aloud.',
  parse: (_, typed) => parseAnnouncement(typed),
  async run(asked, request) {
    const workshop = await whichWorkshop(asked, request.workshop);
    if (workshop) await draft(asked, workshop, request);
  },
};

async function draft(asked: Asked, workshop: Workshop, { text, to }: AnnounceRequest): Promise<void> {
  const { deps } = asked;
  const audience = await audienceOf(asked, workshop, to);
  if (isUsageError(audience)) return asked.answer(usageAnswer(audience, undefined));
  if (audience.kind === 'unseated') {
    const { room } = workshop;
    if (room === undefined) return asked.answer(nobodyToTell(workshop, audience));
    if (!(await mayPostIn(deps, room, asked.botUserId))) return asked.answer(inviteMe(room));
  }
  const drafted = await whileAsking(
    asked,
    plain('Looking up who is meant. That takes some seconds where many have no seat.'),
    deps.usher.announcements.draft(workshop, asked.by, text, audience),
  );
  const anybody = drafted.hearers.some(({ userId }) => userId !== undefined);
  await asked.answer(anybody ? announcePreview(workshop, drafted) : nobodyToTell(workshop, audience));
}

async function audienceOf(
  { deps: { usher } }: Asked,
  workshop: Workshop,
  to: AnnounceRequest['to'],
): Promise<Audience | UsageError> {
  if (to.kind === 'all' || to.kind === 'unseated') return { kind: to.kind };
  const seats = await chooseSeats(usher, await usher.status(workshop), to);
  return isUsageError(seats) ? seats : { kind: 'seats', seats };
}
