import type { Actor } from '../local/slack';
import type { Stand } from '../local/demo/stand';
import { timed } from './statistics';

const PATIENCE_MS = 60_000;

/** Milliseconds from a person's DM to the first new message of the bot that they see. */
export async function dmLatency(stand: Stand, person: Actor): Promise<number> {
  const bot = stand.slack.people.find((each) => each.isBot && each.name === 'usher')?.id ?? '';
  await person.act({ type: 'open-dm', user: bot });
  const dm = person.state().conversations.find((each) => each.kind === 'dm' && each.members.includes(bot));
  if (!dm) throw new Error(`${person.name} has no DM with the bot`);
  const seen = new Set(person.state().messages.map((message) => message.ts));
  return timed(async () => {
    const answer = person.waitFor(
      (message) => message.channel === dm.id && message.user === bot && !seen.has(message.ts),
      'an answer to a DM',
      PATIENCE_MS,
    );
    await person.act({ type: 'say', channel: dm.id, text: 'hi' });
    await answer;
  });
}

/** Milliseconds from a slash command to its acknowledgement. */
export const ackLatency = (stand: Stand, person: Actor): Promise<number> =>
  timed(() => person.act({ type: 'say', channel: stand.slack.channelId('crew'), text: '/workshop list' }));

/** Types in #crew as the organiser. */
export const crew = (stand: Stand, text: string): Promise<void> =>
  stand.slack.person('ada').act({ type: 'say', channel: stand.slack.channelId('crew'), text });

/** Clicks the newest button whose label fits, in what the organiser sees. */
export async function click(stand: Stand, label: RegExp): Promise<void> {
  const ada = stand.slack.person('ada');
  const find = (): Parameters<Actor['act']>[0] | undefined => {
    for (const message of [...ada.state().messages].reverse()) {
      for (const block of message.blocks) {
        for (const element of block.type === 'actions' ? block.elements : []) {
          if (element.type !== 'button' || !label.test(element.text.text)) continue;
          const where = { channel: message.channel, ts: message.ts };
          return {
            type: 'act',
            where,
            blockId: block.block_id ?? '',
            actionId: element.action_id ?? '',
            ...(element.value === undefined ? {} : { value: { value: element.value } }),
          };
        }
      }
    }
    return undefined;
  };
  await ada.waitFor(() => find() !== undefined, `a button ${label}`, PATIENCE_MS);
  const action = find();
  if (action) await ada.act(action);
}
