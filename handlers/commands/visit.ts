import { postQuietly } from '../private-answer';
import { slackErrorOf } from '../slack-error';
import { seatIsVisited, visitAnswer, visitCard } from '../views/visit';
import type { Asked, Command } from './command';
import { parseOneSeat, type OneSeatRequest } from './parse/one-seat';
import { whichSeat } from './which-seat';

export const visit: Command<OneSeatRequest> = {
  summary: 'open a seat’s apps to help; whoever sits there is told',
  usage: '<seat> [name]',
  examples: ['7', '@grace'],
  details:
    'Sends the addresses, user and password of the seat to you alone, as a direct message. Whoever sits there gets a message that you look in, and the audit keeps it.',
  parse: (words) => parseOneSeat(words, '7'),
  async run(asked, request) {
    const which = await whichSeat(asked, request);
    if (!which) return;
    const { deps, by } = asked;
    const { workshop } = which.summary;
    const visited = await deps.usher.visit(workshop, by, which.no);
    if (!visited) return;
    const { seat, sitter } = visited;
    await postQuietly(deps, by, visitCard(workshop, visited, by));
    const told =
      sitter === undefined || sitter.userId === by ? 'nobody' : await tell(asked, sitter.userId, workshop, seat.no);
    await asked.answer(visitAnswer(workshop, seat.no, sitter, told));
  },
};

/** Whether the participant could be told. */
async function tell(
  { deps, by }: Asked,
  sitter: string | undefined,
  workshop: Parameters<typeof seatIsVisited>[0],
  no: number,
): Promise<'told' | 'untold'> {
  if (sitter === undefined) return 'untold';
  try {
    await postQuietly(deps, sitter, seatIsVisited(workshop, no, by));
    return 'told';
  } catch (error) {
    deps.log.warn('a participant could not be told of a visit', { sitter, reason: slackErrorOf(error) });
    return 'untold';
  }
}
