import type { Usher, WorkshopSummary } from '../../workshop/usher';
import { count, mention } from '../views/words';
import type { SeatSelector } from './parse/seats';
import { usage, type UsageError } from './parse/usage';

/** The numbers meant in this workshop, in order, at least one; a refusal in words where there are none. */
export async function chooseSeats(
  usher: Pick<Usher, 'health'>,
  { workshop, seats, participants }: WorkshopSummary,
  selector: SeatSelector,
): Promise<readonly number[] | UsageError> {
  const { name, seats: size } = workshop.spec;
  switch (selector.kind) {
    case 'all':
      return seats.map((seat) => seat.no);
    case 'range':
      if (selector.to > size) return usage(`*${name}* has ${count(size, 'seat')}, so there is no seat ${selector.to}.`);
      return Array.from({ length: selector.to - selector.from + 1 }, (_, i) => selector.from + i);
    case 'person': {
      const person = participants.find((each) => each.userId === selector.userId);
      const seat = seats.find((each) => person !== undefined && each.owner === person.id);
      return seat ? [seat.no] : usage(`${mention(selector.userId)} has no seat in *${name}*.`);
    }
    case 'failing': {
      const report = await usher.health(workshop);
      const failing = report.seats.filter((seat) => seat.faults.some((fault) => fault.mend === 'restart'));
      return failing.length > 0
        ? failing.map((seat) => seat.no)
        : usage(noneToRestart(name, report.seats.filter((seat) => !seat.ok).length));
    }
  }
}

const noneToRestart = (name: string, wrong: number): string =>
  wrong === 0
    ? `Every seat of *${name}* is fine, so there is nothing to restart.`
    : `${count(wrong, 'seat')} of *${name}* ${wrong === 1 ? 'is' : 'are'} not fine, but a restart mends none of it: \`/workshop health ${name}\` says what is wrong and what helps.`;
