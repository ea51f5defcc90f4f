import type { Workshop } from '../../workshop/workshop';
import type { UsageError } from '../commands/parse/usage';
import { section, type Message } from './blocks';
import { mention } from './words';

/** A sentence or two of Slack markdown, as a message. */
export const plain = (says: string): Message => ({ text: says, blocks: [section(says)] });

/** What was not understood, what would be, and where to read more. `name`: the command that was meant. */
export function usageAnswer(error: UsageError, name: string | undefined): Message {
  if (name === undefined) return plain(error.says);
  return plain(
    error.example === undefined
      ? `${error.says} \`/workshop help ${name}\` tells more.`
      : `${error.says}\nLike this: \`/workshop ${`${name} ${error.example}`.trim()}\``,
  );
}

/** To somebody who is no organiser: what they came for is in their DM. */
export function organisersOnly(botUserId: string | undefined): Message {
  const me = botUserId === undefined ? 'me' : mention(botUserId);
  return plain(
    `\`/workshop\` is for organisers. If you came for your seat, send ${me} a direct message, any word will do, and I answer with your addresses and password.`,
  );
}

/** To a helper: that takes an organiser. */
export const tooMuchForHelpers = (workshop?: Workshop): Message =>
  plain(
    `That is for organisers${workshop ? ` of *${workshop.spec.name}*` : ''}. As a helper you can look and mend: \`/workshop help\` lists how. \`/workshop crew\` says who the organisers are.`,
  );

/** To an organiser of some workshops only. */
export const forTheHouse = (): Message =>
  plain(
    'That is for organisers of every workshop: the admins of this workspace, or whom USHER_ORGANISERS names. In the workshops you organise you can do the rest.',
  );

/** To somebody of another workshop's crew. */
export const notInCrew = ({ spec, createdBy }: Workshop): Message =>
  plain(`You are not in the crew of *${spec.name}*. Ask its organisers, ${mention(createdBy)} for one, to add you.`);

/** The bot cannot post in that channel. */
export const inviteMe = (channel: string): Message =>
  plain(`I am not in <#${channel}>, so I cannot write there. Type \`/invite @usher\` in it, then try again.`);
