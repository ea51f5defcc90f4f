import type { Operation } from '../../workshop/operation';
import type { Seat } from '../../workshop/seat';
import type { Workshop } from '../../workshop/workshop';
import type { Message } from './blocks';
import { joinLine } from './joining';
import { plain } from './refusals';
import { channelMention, count, dayAndTime, mention } from './words';
import { timeInZone } from './zone-time';

/** Nobody has said which channel the participants are in. */
export const whichRoom = ({ spec }: Workshop): Message =>
  plain(
    `Which channel are the participants in? \`/workshop open ${spec.name} --room #channel\` opens *${spec.name}* for its members. Invite me there first: \`/invite @usher\`.`,
  );

/** Opened before, for the same room. */
export const alreadyOpen = ({ spec, openedAt, room }: Workshop): Message =>
  plain(
    `*${spec.name}* is open${room ? ` for ${channelMention(room)}` : ''}${openedAt ? ` since ${dayAndTime(openedAt)}` : ''}. ${room ? 'The invitation is there; a' : 'A'} direct message to me works${room ? ' too' : ''}. \`/workshop close ${spec.name}\` closes it.`,
  );

/** No seat is ready. */
export const nothingToOpen = ({ spec, state }: Workshop, operation: Operation | undefined): Message =>
  plain(
    state === 'stopped'
      ? `*${spec.name}* is off, so there is nothing to open yet: \`/workshop start ${spec.name}\` comes first. Or name a time, and I open it then: \`/workshop open ${spec.name} --at 09:00\`.`
      : operation?.kind === 'deploy'
        ? `No seat of *${spec.name}* is ready yet: it is being deployed. Open it as soon as the first seats are; the others follow by themselves. Or name a time, and I do it: \`/workshop open ${spec.name} --at 09:00\`.`
        : `*${spec.name}* has no seat that is ready. Deploy it first: \`/workshop deploy ${spec.name}\`.`,
  );

/** `All 12 seats are ready.` Spares are nobody's to wait for. */
function howReady(all: readonly Seat[]): string {
  const seats = all.filter((seat) => !seat.spare);
  const ready = seats.filter((seat) => seat.state === 'ready').length;
  const rest = seats.length - ready;
  if (rest === 0) return seats.length === 1 ? 'Its seat is ready.' : `All ${count(seats.length, 'seat')} are ready.`;
  return `${ready} of ${count(seats.length, 'seat')} are ready; whoever sits at ${rest === 1 ? 'the other one' : `one of the other ${rest}`} gets a message when it is.`;
}

/** It is open now; what is not ready is named. `code`: what participants have to know. */
export function opened(workshop: Workshop, all: readonly Seat[], code: string | undefined): Message {
  const { spec, room } = workshop;
  const where = room
    ? `is open for ${channelMention(room)}, and the invitation is posted there.`
    : 'is open. There is no room to invite in: participants write me a direct message.';
  return plain([`*${spec.name}* ${where} ${howReady(all)}`, ...how(workshop, code)].join('\n'));
}

/** Members of the room are the usual case, and need no words. */
const how = (workshop: Workshop, code: string | undefined): string[] =>
  workshop.join === 'room' ? [] : [joinLine(workshop, code)];

/** It will open by itself. `zone`: of the reader. */
export function openingPlanned(workshop: Workshop, at: Date, zone: string, code: string | undefined): Message {
  const { spec, room, state } = workshop;
  const where = room ? ` for ${channelMention(room)}` : '';
  const undeployed =
    state === 'new' ? ` It is not deployed yet: \`/workshop deploy ${spec.name}\` has to be done by then.` : '';
  return plain(
    [
      `*${spec.name}* opens by itself${where}: *${timeInZone(at, zone)}*. Until then seats can be taken, and everybody who has one is told when it opens. \`/workshop close ${spec.name}\` takes it back.${undeployed}`,
      ...how(workshop, code),
    ].join('\n'),
  );
}

export function openingRefused(workshop: Workshop, why: 'no-room' | 'open' | 'after-end'): Message {
  if (why === 'no-room') return whichRoom(workshop);
  if (why === 'open') return alreadyOpen(workshop);
  const end = workshop.endsAt ? `, ${dayAndTime(workshop.endsAt)}` : '';
  return plain(`That is after the end of *${workshop.spec.name}*${end}. Nothing was changed; try an earlier time.`);
}

/** In the crew channel: its time had come. */
export function openedByItself({ spec, room, opensBy }: Workshop, all: readonly Seat[]): Message {
  const by = opensBy ? `, as ${mention(opensBy)} planned` : '';
  return plain(`*${spec.name}* is open${room ? ` for ${channelMention(room)}` : ''}${by}. ${howReady(all)}`);
}

/** In the crew channel: its time has come, and no seat is ready. */
export function openingLate({ spec, opensAt, opensBy }: Workshop): Message {
  const when = opensAt ? ` ${dayAndTime(opensAt)}` : '';
  return plain(
    `${opensBy ? `${mention(opensBy)}: ` : ''}*${spec.name}* was to open${when}, but no seat of it is ready. I open it as soon as the first one is. \`/workshop status ${spec.name}\` shows how far it is.`,
  );
}

/** In the crew channel: it is open, but the room does not know. */
export const notInvited = ({ spec, room }: Workshop): Message =>
  plain(
    `*${spec.name}* is open, but I could not post the invitation${room ? ` in ${channelMention(room)}` : ''}: type \`/invite @usher\` there, and I try again. Participants can write me a direct message meanwhile.`,
  );

export const closed = ({ spec }: Workshop): Message =>
  plain(
    `*${spec.name}* is closed: nobody is given a card from now on. Seats stay with their people, and whoever has their card can go on working. \`/workshop open ${spec.name}\` opens it again.`,
  );

export const unplanned = ({ spec }: Workshop): Message =>
  plain(
    `*${spec.name}* will not open by itself any more. \`/workshop open ${spec.name}\` opens it, with \`--at\` at a time.`,
  );

export const notOpen = ({ spec }: Workshop): Message =>
  plain(`*${spec.name}* is not open, so there is nothing to close.`);
