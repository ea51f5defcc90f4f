import type { WorkshopSummary } from '../../workshop/usher/workshops';
import type { Workshop } from '../../workshop/workshop';
import { drawCards, type PaperCard } from '../paper/draw-cards';
import { withNames } from '../roster/names';
import { sendFile } from '../send-file';
import { cardsFileWords, cardsSent, drawing, noAddresses, nobodyNeedsCards } from '../views/paper';
import { usageAnswer } from '../views/refusals';
import { timeInZone } from '../views/zone-time';
import { chooseSeats } from './choose-seats';
import type { Asked, Command } from './command';
import type { SeatSelector } from './parse/seats';
import { isUsageError } from './parse/usage';
import { seatsAndWorkshop, type SeatsRequest } from './parse/seats-and-workshop';
import { whichWorkshop } from './which-workshop';
import { whileAsking } from './while-asking';

export const cards: Command<SeatsRequest> = {
  summary: 'paper cards to print, for people who are not in Slack',
  usage: '[seats] [name]',
  examples: ['', '7', '20-40', 'all'],
  details:
    'A PDF in our direct messages, A4, several cards a page with lines to cut along: addresses with a QR code each, user, password, end. Without seats: everybody who is on the roster and not in Slack; `all` is every seat, the empty ones with a line for the name. Address and password of a seat stay the same until destroy.',
  parse: seatsAndWorkshop,
  async run(asked, request) {
    const workshop = await whichWorkshop(asked, request.workshop);
    if (workshop) await printCards(asked, workshop, request.seats);
  },
};

/** Sends the cards of these seats, or of everybody who is not in Slack, as a file in the asker's DM and nowhere else. */
export async function printCards(
  asked: Pick<Asked, 'deps' | 'by' | 'answer'>,
  workshop: Workshop,
  seats: SeatSelector | undefined,
): Promise<void> {
  const { deps, by } = asked;
  const summary = await deps.usher.status(workshop);
  const chosen = seats === undefined ? onPaper(summary) : await chooseSeats(deps.usher, summary, seats);
  if (isUsageError(chosen)) return asked.answer(usageAnswer(chosen, undefined));
  if (chosen.length === 0) return asked.answer(nobodyNeedsCards(workshop));
  const unreachable = summary.seats.some(
    (seat) => chosen.includes(seat.no) && deps.usher.card(workshop, seat).apps.length === 0,
  );
  if (unreachable) return asked.answer(noAddresses(workshop));
  const draw = async () => drawCards(await makeCards(asked, summary, chosen));
  const { pdf, spelt } = await whileAsking(asked, drawing(), draw());
  await deps.usher.noteCardsPrinted(workshop, by, chosen);
  const { name } = workshop.spec;
  await sendFile(deps, by, { name: `${name}-cards.pdf`, bytes: pdf, says: cardsFileWords(workshop, chosen, spelt) });
  await asked.answer(cardsSent(chosen.length));
}

/** Seats of those who are not in Slack. */
const onPaper = ({ seats, participants }: WorkshopSummary): readonly number[] => {
  const paper = new Set(participants.filter(({ userId }) => userId === undefined).map(({ id }) => id));
  return seats.filter(({ owner }) => owner !== undefined && paper.has(owner)).map(({ no }) => no);
};

async function makeCards(
  { deps, by }: Pick<Asked, 'deps' | 'by'>,
  { workshop, seats, participants }: WorkshopSummary,
  chosen: readonly number[],
): Promise<readonly PaperCard[]> {
  const meant = seats.filter(({ no }) => chosen.includes(no));
  const owners = new Set(meant.map(({ owner }) => owner));
  const named = await withNames(
    deps,
    participants.filter(({ id }) => owners.has(id)),
  );
  const zone = await deps.directory.timeZone(by);
  const until = workshop.endsAt && `Ends ${timeInZone(workshop.endsAt, zone)}: everything is deleted then.`;
  return meant.map((seat) => ({
    ...deps.usher.card(workshop, seat),
    workshop: workshop.spec.name,
    seat: seat.no,
    name: named.find(({ id }) => id === seat.owner)?.name,
    until,
  }));
}
