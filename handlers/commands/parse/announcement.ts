import { announcementText } from '../../views/announcement-text';
import type { AnnounceRequest } from '../announce';
import { readSelector } from './seats';
import { quote } from './quote';
import { isUsageError, usage, type UsageError } from './usage';
import { readWorkshop } from './workshop-word';

/** Characters of an announcement as Slack sends it: more is a page to read, and belongs in a channel. */
export const LONGEST_ANNOUNCEMENT = 1200;

const EXAMPLE = 'Lunch is ready, back at 13:30';
/** Options stand before the text or after it; phones turn two hyphens into a dash. */
const FLAG = /(?:--|[\u2012-\u2015\u2212]{1,2})(to|workshop|in)(?:=|\s+)(<[^>]*>|"[^"]*"|\S+)/;
const BEFORE = new RegExp(`^\\s*${FLAG.source}(?:\\s+|$)`, 'i');
const AFTER = new RegExp(`\\s${FLAG.source}\\s*$`, 'i');
const UNSEATED = /^(unseated|unseen|seatless|without|no-?seat|missing|absent)$/i;

/** Options, and text of which nothing is taken for an option or a quote. */
export function parseAnnouncement(typed: string): AnnounceRequest | UsageError {
  const flags = new Map<string, string>();
  let rest = typed;
  for (let found = BEFORE.exec(rest) ?? AFTER.exec(rest); found; found = BEFORE.exec(rest) ?? AFTER.exec(rest)) {
    const name = found[1]?.toLowerCase() === 'to' ? 'to' : 'workshop';
    if (flags.has(name)) return usage(`\`--${name}\` is there twice; which one is meant?`);
    flags.set(name, (found[2] ?? '').replaceAll('"', ''));
    rest = rest.slice(0, found.index) + rest.slice(found.index + found[0].length);
  }
  const to = readAudience(flags.get('to') ?? 'all');
  if (isUsageError(to)) return to;
  const named = flags.get('workshop');
  const workshop = named === undefined ? undefined : readWorkshop(named);
  if (isUsageError(workshop)) return workshop;
  const text = announcementText(rest);
  if (text === '') return usage('What shall I tell them?', EXAMPLE);
  if (text.length > LONGEST_ANNOUNCEMENT) {
    return usage(
      `That is ${text.length.toLocaleString('en-GB')} characters, and an announcement takes ${LONGEST_ANNOUNCEMENT.toLocaleString('en-GB')}. Post the long version in the room, and announce where it is.`,
    );
  }
  return { text, to, ...(workshop && { workshop }) };
}

function readAudience(typed: string): AnnounceRequest['to'] | UsageError {
  if (UNSEATED.test(typed)) return { kind: 'unseated' };
  const word = typed.replace(/^<@([^|>]+)\|[^>]*>$/, '<@$1>');
  return (
    readSelector(word) ??
    usage(
      `I cannot tell whom ${quote(typed)} means. It is a seat like \`7\`, a range like \`3-9\`, a person, \`failing\`, \`unseated\` or \`all\`.`,
      `--to 3-9 ${EXAMPLE}`,
    )
  );
}
