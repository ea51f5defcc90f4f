import type { KnownBlock } from '@slack/types';
import type { Actor } from '../../local/slack';
import type { PageMessage } from '../../local/slack/protocol';
import { say, type Somebody } from '../local/demo/acting';
import { within, type Stand } from './stand';

/** As long as somebody waits for an answer before they try again. */
const PATIENCE_MS = 15_000;
/** A bot that was killed comes up again within this time, on a machine that does much besides. */
const START_MS = 90_000;

export const connected = (stand: Stand): Promise<true> =>
  within(START_MS, 'a bot that is connected', () => stand.slack.person('ada').state().bot.connected || undefined);

/** Messages that this person sees and that came after `since`. */
export const after = (who: Somebody, since: string): PageMessage[] =>
  who.state().messages.filter(({ ts }) => ts > since);

export const newest = (who: Somebody): string => who.state().messages.at(-1)?.ts ?? '0';

export const wordsOf = ({ text, blocks }: PageMessage): string => JSON.stringify([text, blocks]);

/** Tries until it is answered as hoped, as somebody does whom a bot has left without an answer. */
async function untilAnswered<T>(
  stand: Stand,
  what: string,
  ask: () => Promise<void>,
  look: () => T | undefined,
): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    await connected(stand);
    try {
      await ask();
      return await within(PATIENCE_MS, what, look);
    } catch (error) {
      stand.note(`    ${what}: ${(error as Error).message}`);
      if (tries === 5) throw error;
    }
  }
}

/** Types this in the crew channel until an answer to it says so. */
export function type(stand: Stand, text: string, answer: RegExp): Promise<PageMessage> {
  const ada = stand.slack.person('ada');
  const since = newest(ada);
  return untilAnswered(
    stand,
    `an answer to ${text} like ${answer.source}`,
    () => say(ada, 'crew', text),
    () => after(ada, since).find((message) => answer.test(wordsOf(message))),
  );
}

/** The button of a message that says so. */
export async function press(who: Actor, message: PageMessage, label: RegExp): Promise<void> {
  for (const block of message.blocks as readonly KnownBlock[]) {
    for (const element of block.type === 'actions' ? block.elements : []) {
      if (element.type !== 'button' || !label.test(element.text.text)) continue;
      const where = { channel: message.channel, ts: message.ts };
      const { value, action_id: actionId = '' } = element;
      const blockId = block.block_id ?? '';
      await who.act({ type: 'act', where, blockId, actionId, ...(value ? { value: { value } } : {}) });
      return;
    }
  }
  throw new Error(`there is no button ${label.source} in ${wordsOf(message)}`);
}

/** Opens the window of destroy, and returns what sends the typed name. */
export async function openDestroy(stand: Stand, name: string): Promise<() => Promise<void>> {
  const ada = stand.slack.person('ada');
  const view = await untilAnswered(
    stand,
    'the window of destroy',
    () => say(ada, 'crew', `/workshop destroy ${name}`),
    () => ada.state().view,
  );
  return () => ada.act({ type: 'submit', viewId: view.id, values: { name: { value: { value: name } } } });
}

/** Writes to the bot until it says so. */
export function write(stand: Stand, who: Actor, text: string, answer: RegExp): Promise<PageMessage> {
  const since = newest(who);
  return untilAnswered(
    stand,
    `an answer to @${who.name} like ${answer.source}`,
    async () => {
      await who.act({ type: 'open-dm', user: who.state().bot.id });
      const dm = who.state().conversations.find(({ kind, name }) => kind === 'dm' && name === who.state().bot.id);
      await who.act({ type: 'say', channel: dm?.id ?? '', text });
    },
    () => after(who, since).find((message) => answer.test(wordsOf(message))),
  );
}
