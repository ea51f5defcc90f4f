import type { Actor } from '../slack';
import type { PageMessage } from '../slack/protocol';

interface Card {
  readonly url: string;
  readonly user: string;
  readonly password: string;
}

/**
 * Opens an app as its participant would: with the address, user and password of the newest card in their DM. Rejects unless
 * the app shows the seat's own page to these words, and to no others.
 */
export async function visit(person: Actor, title: string): Promise<void> {
  const card = newestCard(person, title);
  const answer = await open(card, card.password);
  if (answer.status !== 200) throw new Error(`${card.url} answered ${answer.status} to the words on the card`);
  const page = await answer.text();
  if (!page.includes(card.user)) throw new Error(`${card.url} does not name ${card.user}`);
  const stranger = await open(card, `${card.password}x`);
  if (stranger.status !== 401) throw new Error(`${card.url} answered ${stranger.status} to a wrong password`);
}

const open = ({ url, user }: Card, password: string): Promise<Response> =>
  fetch(url, {
    headers: { authorization: `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}` },
    signal: AbortSignal.timeout(10_000),
  });

function newestCard(person: Actor, title: string): Card {
  for (const message of [...person.state().messages].reverse()) {
    const url = urlOf(message, `Open ${title}`);
    const text = JSON.stringify(message.blocks);
    const user = /`(seat-\d+)`/.exec(text)?.[1];
    const password = /`([a-z]+-[a-z]+-[a-z]+-\d\d)`/.exec(text)?.[1];
    if (url !== undefined && user !== undefined && password !== undefined) return { url, user, password };
  }
  throw new Error(`@${person.name} has no card with a button "Open ${title}"`);
}

function urlOf(message: PageMessage, label: string): string | undefined {
  for (const block of message.blocks) {
    for (const element of 'elements' in block ? block.elements : []) {
      if (element.type === 'button' && element.text.text === label) return element.url;
    }
  }
  return undefined;
}
