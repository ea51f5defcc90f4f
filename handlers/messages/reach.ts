import { answering as answerOrApologise } from '../boundary';
import type { HandlerDeps } from '../deps';
import { postQuietly, tellPrivately } from '../private-answer';
import type { Message } from '../views/blocks';

/** Where a participant wrote or clicked. */
export interface Place {
  readonly userId: string;
  /** Undefined for the Home tab. */
  readonly channel: string | undefined;
  readonly threadTs?: string;
  /** Slack's own way to answer them alone, where they typed a command: it works where Usher is no member. */
  answer?(message: Message): Promise<void>;
}

/** Channels are C... and G...; only what is written in a D... is read by one person alone. */
export const isPrivate = ({ channel, answer }: Place): boolean =>
  answer === undefined && (channel === undefined || channel.startsWith('D'));

/** The DM to write to: the one they are in, else the one Slack opens for the user's id. */
export const dmOf = (place: Place): string =>
  place.channel !== undefined && isPrivate(place) ? place.channel : place.userId;

/** Says something without credentials where they are: in the DM, or in the channel to them alone. */
export async function say(deps: Pick<HandlerDeps, 'client'>, place: Place, message: Message): Promise<void> {
  if (place.answer) return place.answer(message);
  if (place.channel !== undefined && !isPrivate(place)) {
    return tellPrivately(deps, place.channel, place.userId, message);
  }
  await postQuietly(deps, dmOf(place), message, place.threadTs);
}

/** Does the work; where it breaks, the person is told and the log has the reason. */
export const answering = (deps: HandlerDeps, place: Place, work: () => Promise<void>): Promise<void> =>
  answerOrApologise(deps.log, 'answer you', (message) => say(deps, place, message), work);
