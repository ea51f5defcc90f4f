import type { Usher } from '../../workshop/usher/usher';
import type { WorkshopSummary } from '../../workshop/usher/workshops';
import { sameName } from '../../workshop/roster';
import { count, mention, seatNumbers } from '../views/words';
import { nearest } from './parse/nearest';
import { quote } from './parse/quote';
import type { SeatSelector } from './parse/seats';
import { usage, type UsageError } from './parse/usage';

/** The numbers meant in this workshop, in order, at least one; a refusal in words where there are none. `failing`: those that `mend` mends. */
export async function chooseSeats(
  usher: Pick<Usher, 'health'>,
  { workshop, seats, participants }: WorkshopSummary,
  selector: SeatSelector,
  mend: 'restart' | 'replace' = 'restart',
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
    case 'name':
      return seatNamed({ workshop, seats, participants }, selector.name);
    case 'failing': {
      const report = await usher.health(workshop);
      const failing = report.seats.filter((seat) => seat.faults.some((fault) => fault.mend === mend));
      return failing.length > 0
        ? failing.map((seat) => seat.no)
        : usage(noneToMend(name, mend, report.seats.filter((seat) => !seat.ok).length));
    }
  }
}

/** The seat of the only one of this name who has one. */
function seatNamed(
  { workshop, seats, participants }: Pick<WorkshopSummary, 'workshop' | 'seats' | 'participants'>,
  name: string,
): readonly number[] | UsageError {
  const seated = seats.flatMap(({ no, owner }) => {
    const sitter = participants.find(({ id }) => id === owner);
    return sitter?.name === undefined ? [] : [{ no, name: sitter.name }];
  });
  const meant = seated.filter((each) => sameName(each.name) === sameName(name));
  const [only, ...others] = meant;
  if (only && others.length === 0) return [only.no];
  if (only) {
    return usage(
      `${count(meant.length, 'person', 'people')} called ${quote(name)} sit in *${workshop.spec.name}*: at ${seatNumbers(meant.map(({ no }) => no))}. Give the seat's number.`,
    );
  }
  const close = nearest(
    sameName(name),
    seated.map((each) => sameName(each.name)),
  );
  const like = seated.find((each) => sameName(each.name) === close);
  return usage(
    `Nobody called ${quote(name)} has a seat in *${workshop.spec.name}*.${like ? ` Did you mean ${quote(like.name)}, seat ${like.no}?` : ''} People in Slack are named by @.`,
  );
}

const noneToMend = (name: string, mend: 'restart' | 'replace', wrong: number): string =>
  wrong === 0
    ? `Every seat of *${name}* is fine, so there is nothing to ${mend}.`
    : `${count(wrong, 'seat')} of *${name}* ${wrong === 1 ? 'is' : 'are'} not fine, but ${mend === 'restart' ? 'a restart' : 'a new instance'} is not what they need: \`/workshop health ${name}\` says what is wrong and what helps.`;
