import type { Operation } from '../../workshop/operation';
import type { Seat } from '../../workshop/seat';
import type { Workshop } from '../../workshop/workshop';
import type { Message } from './blocks';
import { plain } from './refusals';
import { channelMention, count, dayAndTime } from './words';

/** Nobody has said which channel the participants are in. */
export const whichRoom = ({ spec }: Workshop): Message =>
  plain(
    `Which channel are the participants in? \`/workshop open ${spec.name} --room #channel\` opens *${spec.name}* for its members. Invite me there first: \`/invite @usher\`.`,
  );

/** Opened before, for the same room. */
export const alreadyOpen = ({ spec, openedAt }: Workshop, room: string): Message =>
  plain(
    `*${spec.name}* is open for ${channelMention(room)}${openedAt ? ` since ${dayAndTime(openedAt)}` : ''}. The invitation is there; a direct message to me works too.`,
  );

/** No seat is ready. */
export const nothingToOpen = ({ spec }: Workshop, operation: Operation | undefined): Message =>
  plain(
    operation?.kind === 'deploy'
      ? `No seat of *${spec.name}* is ready yet: it is being deployed. Open it as soon as the first seats are; the others follow by themselves.`
      : `*${spec.name}* has no seat that is ready. Deploy it first: \`/workshop deploy ${spec.name}\`.`,
  );

/** It is open now; what is not ready is named. Spares are nobody's to wait for. */
export function opened({ spec }: Workshop, room: string, all: readonly Seat[]): Message {
  const seats = all.filter((seat) => !seat.spare);
  const ready = seats.filter((seat) => seat.state === 'ready').length;
  const rest = seats.length - ready;
  const places =
    rest === 0
      ? seats.length === 1
        ? 'Its seat is ready.'
        : `All ${count(seats.length, 'seat')} are ready.`
      : `${ready} of ${count(seats.length, 'seat')} are ready; whoever sits at ${rest === 1 ? 'the other one' : `one of the other ${rest}`} gets a message when it is.`;
  return plain(`*${spec.name}* is open for ${channelMention(room)}, and the invitation is posted there. ${places}`);
}
