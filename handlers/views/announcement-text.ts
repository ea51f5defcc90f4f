/** Control characters, which the database does not take; tabs and line ends stay. */
const CONTROL = /(?![\t\n])\p{Cc}/gu;
/** What Slack makes of a person, a channel, a link or anything else that somebody typed. */
const CONTROLS = /<([^<>]*)>/g;
const HARMLESS = /^(?:@[UW][A-Z0-9]+|#[CG][A-Z0-9]+|(?:https?:\/\/|mailto:)[^\s|]+)(?:\|[^|]*)?$/;

/**
 * Words as Slack sent them after a command -> Slack markdown that wakes no channel and no group: people, channels and links stay what
 * they are, everything else in angle brackets becomes plain words.
 */
export function announcementText(typed: string): string {
  let from = 0;
  let text = '';
  const plain = typed.replace(/\r\n?/g, '\n').replace(CONTROL, '');
  for (const found of plain.matchAll(CONTROLS)) {
    const inside = found[1] ?? '';
    text += escapeRest(plain.slice(from, found.index)) + (HARMLESS.test(inside) ? found[0] : wordsOf(inside));
    from = found.index + found[0].length;
  }
  return (text + escapeRest(plain.slice(from))).trim();
}

/** `!channel` -> `@channel`, `!subteam^S1|@devs` -> `@devs`, `!date^1|noon` -> `noon`. */
function wordsOf(inside: string): string {
  const [id = '', label] = inside.split('|');
  return escapeRest(label ?? id.replace(/^!/, '@').replace(/\^.*$/s, ''));
}

/** Slack has escaped what people type; whatever it has not is escaped here. */
const escapeRest = (text: string): string =>
  text
    .replace(/&(?!(?:amp|lt|gt);)/g, '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');
