import type { PageMessage, PageState, PersonAction } from '../../../local/slack/protocol';

/** Somebody in a workspace, be it in this process or at the page of another one. */
export interface Somebody {
  state(): PageState;
  /** Does one thing; rejects with the words the person would read. */
  act(action: PersonAction): Promise<void>;
}

/** Says something in a channel, by its name. */
export function say(who: Somebody, channel: string, text: string): Promise<void> {
  const there = who.state().conversations.find(({ name, kind }) => name === channel && kind !== 'dm');
  if (!there) throw new Error(`there is no #${channel}`);
  return who.act({ type: 'say', channel: there.id, text });
}

/** Clicks the newest button that says so, once there is one. */
export const click = async (who: Somebody, label: RegExp): Promise<void> =>
  who.act(await lookFor(who, (message) => buttonOf(message, label)));

/** Waits for a message that says so, as long as the test may last. */
export const see = (who: Somebody, text: RegExp): Promise<PageMessage> =>
  lookFor(who, (message) => (text.test(wordsOf(message)) ? message : undefined));

/** The text of a message and of its blocks, as JSON. */
export const wordsOf = ({ text, blocks }: PageMessage): string => JSON.stringify([text, blocks]);

/** Makes a workshop in #crew and confirms its deploy; resolves with the message that follows it. */
export async function startDeploy(who: Somebody, name: string, seats: number): Promise<PageMessage> {
  await say(who, 'crew', `/workshop new ${name} ${seats} --room #workshop`);
  await see(who, new RegExp(`${name}\\* is made`));
  await say(who, 'crew', '/workshop deploy');
  await click(who, /^Deploy for/);
  return see(who, new RegExp(`Deploying (failed: )?${name}`));
}

async function lookFor<T>(who: Somebody, look: (message: PageMessage) => T | undefined): Promise<T> {
  for (;;) {
    for (const message of [...who.state().messages].reverse()) {
      const found = look(message);
      if (found !== undefined) return found;
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

function buttonOf(message: PageMessage, label: RegExp): PersonAction | undefined {
  for (const block of message.blocks) {
    for (const element of block.type === 'actions' ? block.elements : []) {
      if (element.type !== 'button' || !label.test(element.text.text)) continue;
      const where = { channel: message.channel, ts: message.ts };
      const { value, action_id: actionId = '' } = element;
      return { type: 'act', where, blockId: block.block_id ?? '', actionId, ...(value ? { value: { value } } : {}) };
    }
  }
  return undefined;
}
