import type { Absence } from '../../workshop/usher/presence';
import type { Workshop } from '../../workshop/workshop';
import type { Message } from './blocks';
import { plain } from './refusals';
import { clockTime, count, duration } from './words';

/** In the crew channel: Usher was away, and what came of it. */
export function backAgain({ spec }: Workshop, { from, until, answered }: Absence): Message {
  const lasted = duration(until.getTime() - from.getTime());
  const messages =
    answered === 0
      ? 'Nobody wrote to me meanwhile.'
      : `${count(answered, 'message')} of participants came meanwhile, and ${answered === 1 ? 'is' : 'are'} answered now.`;
  return plain(
    `💤 I was away from ${clockTime(from)} to ${clockTime(until)} (${lasted}): not running, asleep or without Slack. The seats of *${spec.name}* went on without me. ${messages} Commands and buttons of that time did not reach me: please give them again.`,
  );
}
