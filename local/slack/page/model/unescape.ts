import type { Conversation, Person } from '../../protocol';

/** Who and what a text can mention. The server escapes what people type; the page only needs the way back. */
export interface Directory {
  readonly people: readonly Person[];
  readonly conversations: readonly Conversation[];
}

/** The text somebody typed, from its escaped form: what the composer shows when a message is edited. */
export function fromSlack(text: string, directory: Directory): string {
  return text
    .replace(/<@([^>|]+)(?:\|[^>]*)?>/g, (whole, id: string) => {
      const person = directory.people.find((other) => other.id === id);
      return person ? `@${person.name}` : whole;
    })
    .replace(/<#([^>|]+)(?:\|[^>]*)?>/g, (whole, id: string) => {
      const channel = directory.conversations.find((other) => other.id === id);
      return channel ? `#${channel.name}` : whole;
    })
    .replace(/<!(here|channel|everyone)(?:\|[^>]*)?>/g, '@$1')
    .replace(/<((?:https?|mailto):[^>|]+)(?:\|[^>]*)?>/g, '$1')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&amp;/g, '&');
}
