import type { Participant, Seat } from '../../workshop/seat';
import type { Assigned } from '../../workshop/usher/seating';
import type { Workshop } from '../../workshop/workshop';
import { quote } from '../commands/parse/quote';
import { actions, button, section, type Message } from './blocks';
import { NOT_NOW } from './plan';
import { plain } from './refusals';
import { count, person, seatNumbers } from './words';

export const ASSIGN_MOVE = 'assign-move';
export const RELEASE_GO = 'release-go';

/** What became of an `assign`; asks where somebody would leave another seat. */
export function assignAnswer(
  workshop: Workshop,
  no: number,
  result: Assigned,
  free: readonly number[],
  from?: number,
): Message {
  const { name } = workshop.spec;
  if ('assigned' in result) return assigned(workshop, result.assigned, result.participant, from);
  switch (result.refused) {
    case 'no-such-seat':
      return plain(`*${name}* has ${count(workshop.spec.seats, 'seat')}, so there is no seat ${no}.`);
    case 'spare':
      return plain(`Seat ${no} of *${name}* is a spare: it stands in for a seat that breaks. ${freeSeats(free)}`);
    case 'taken':
      return plain(
        `Seat ${no} of *${name}* is taken: ${person(result.by)} sits there. \`/workshop release ${no} ${name}\` frees it; or take another. ${freeSeats(free)}`,
      );
    case 'sits-there':
      return plain(`${person(result.participant)} sits at seat ${no} of *${name}* already.`);
    case 'sits-elsewhere':
      return askMove(workshop, no, result.participant, result.seat);
    case 'several':
      return plain(
        `${count(result.people.length, 'person', 'people')} on the roster of *${name}* are called ${quote(result.people[0]?.name ?? '')}. A list with emails tells them apart: \`/workshop roster import ${name}\`.`,
      );
  }
}

function assigned(workshop: Workshop, { no }: Seat, participant: Participant, from: number | undefined): Message {
  const { name } = workshop.spec;
  const moved = from === undefined ? '' : `, and seat ${from} is free`;
  const says = `Seat ${no} of *${name}* is for ${person(participant)} now${moved}.`;
  if (participant.userId === undefined) {
    return plain(`${says} They are not in Slack, so their card is of paper: \`/workshop cards ${no} ${name}\`.`);
  }
  return plain(
    workshop.openedAt === undefined
      ? `${says} They get a message with their card when you open *${name}*.`
      : `${says} They get a message now: their card, or that it has to wait.`,
  );
}

function askMove(workshop: Workshop, no: number, participant: Participant, seat: Seat): Message {
  const { name } = workshop.spec;
  const told = participant.userId === undefined ? 'They are not in Slack: print them a new card.' : 'They are told.';
  const says = `*Move ${person(participant)} from seat ${seat.no} to seat ${no} of ${name}?*\nTheir work stays on seat ${seat.no} and does not move with them. Seat ${seat.no} becomes free, and its password stays as it is: whoever knew it still does. ${told}`;
  return ask(says, `Move to seat ${no}`, ASSIGN_MOVE, {
    workshop: workshop.id,
    no,
    from: seat.no,
    participant: participant.id,
  });
}

/** Asked before a seat is freed: who sits there, and what becomes of their work and of its password. */
export function askRelease(workshop: Workshop, { no, state }: Seat, participant: Participant): Message {
  const { name } = workshop.spec;
  const { userId, cardTs } = participant;
  const work =
    state === 'absent'
      ? 'Nothing is deployed there yet.'
      : 'Their work stays on the seat, and whoever sits there next finds it.';
  const card = userId === undefined ? 'They may have a paper card' : 'They have had their card';
  const password =
    userId !== undefined && cardTs === undefined
      ? 'They were not told its password yet.'
      : `${card}: the password of a seat stays the same until destroy, so they can still open it. Where that must not be, keep it as it is and give the next one another seat.`;
  const next = `The seat becomes free for whoever comes next${userId === undefined ? '' : ', them included'}.`;
  const told = userId === undefined ? 'They are not in Slack: please tell them.' : 'They are told.';
  const says = `*Release seat ${no} of ${name}?* ${person(participant)} sits there.\n${work} ${password}\n${next} ${told}`;
  return ask(says, `Release seat ${no}`, RELEASE_GO, { workshop: workshop.id, no, participant: participant.id });
}

export const nobodyThere = (workshop: Workshop, no: number): Message =>
  plain(`Nobody sits at seat ${no} of *${workshop.spec.name}*: it is free already.`);

export const released = (workshop: Workshop, no: number, participant: Participant): Message =>
  plain(
    `Seat ${no} of *${workshop.spec.name}* is free: ${person(participant)} has none now. Whoever comes next may get it; \`/workshop assign ${no} @somebody ${workshop.spec.name}\` gives it to one.`,
  );

/** They left it, or somebody else moved them, since the question was asked. */
export const movedMeanwhile = (workshop: Workshop, no: number): Message =>
  plain(
    `Somebody was quicker: things at seat ${no} of *${workshop.spec.name}* have changed, so I did nothing. Please look again.`,
  );

const freeSeats = (free: readonly number[]): string =>
  free.length === 0 ? 'No seat is free.' : `Free: ${seatNumbers(free, 6)}.`;

function ask(says: string, yes: string, action: string, value: object): Message {
  return {
    text: says,
    blocks: [
      section(says),
      actions('seat-people', [
        button(action, yes, { value: JSON.stringify(value), primary: true }),
        button(NOT_NOW, 'Keep as it is', { value: 'seat' }),
      ]),
    ],
  };
}
