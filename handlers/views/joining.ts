import type { Workshop } from '../../workshop/workshop';
import { channelMention } from './words';

/** Who may claim a seat, for the crew. `code`: the workshop's own, which nobody else reads. */
export function joinLine({ join, room }: Workshop, code: string | undefined): string {
  switch (join) {
    case 'room':
      return room === undefined
        ? 'Joined by the room, which is not named yet.'
        : `Joined by the room: members of ${channelMention(room)} may have a seat; coming in seats people, leaving frees the seat.`;
    case 'roster':
      return 'Joined by the roster: who is listed may have a seat.';
    case 'code':
      return `Joined by a code: whoever writes me \`${code?.replace('-', ' ') ?? ''}\` may have a seat. Tell it to participants only.`;
    case 'anyone':
      return 'Joined by anyone of this Slack workspace, guests included.';
  }
}

/** How somebody who may not claim a seat gets one. */
export function howToJoin({ join, room, spec }: Workshop): string {
  switch (join) {
    case 'room':
      return `*${spec.name}* is for members of ${room === undefined ? 'a channel that is not named yet' : channelMention(room)}: join it, and you get your seat. If you cannot join, ask an organiser to invite you.`;
    case 'roster':
      return `*${spec.name}* is for the people on its list. Ask an organiser to put you on it, then write to me again.`;
    case 'code':
      return `*${spec.name}* has a code: two words that its organisers tell. Write them to me here, like \`maple otter\`.`;
    case 'anyone':
      return `*${spec.name}* is for everybody of this Slack workspace, and you seem to be of another one. Ask an organiser.`;
  }
}
