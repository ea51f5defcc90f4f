import type { LimitAlarm } from '../../workshop/usher/limits';
import type { WorkshopSummary } from '../../workshop/usher/workshops';
import { nextLimit, willPass, type Outlook } from '../../workshop/price-limit';
import type { Workshop } from '../../workshop/workshop';
import { actions, button, context, section, type Message } from './blocks';
import { plain } from './refusals';
import { runButton } from './run-button';
import { dayAndTime, mention, money } from './words';

/** Sets the limit to the dollars in its value, behind the workshop's id. */
export const LIMIT_EXTEND = 'limit-extend';

/** Where the plan passes the limit: said wherever somebody is about to spend; undefined where it does not. */
export function limitWarning({ endsAt }: Workshop, outlook: Outlook | undefined): string | undefined {
  if (!outlook) return undefined;
  const { limit, atEnd, spent } = outlook;
  if (spent >= limit) return `⚠️ Its limit of ${money(limit)} is passed: about ${money(spent)} so far.`;
  if (!willPass(outlook) || atEnd === undefined || !endsAt) return undefined;
  return `⚠️ *That passes its limit of ${money(limit)}*: it would be about ${money(atEnd)} by ${dayAndTime(endsAt)}.`;
}

/** `limit $200`, and what comes of it; for a line of status. */
export function limitWords(workshop: Workshop, outlook: Outlook | undefined): string | undefined {
  return outlook && (limitWarning(workshop, outlook) ?? `limit ${money(outlook.limit)}`);
}

/** The limit is another now. */
export function limitSet(summary: WorkshopSummary, now: Date): Message {
  const { spec, priceLimit } = summary.workshop;
  return plain(
    priceLimit === undefined
      ? `*${spec.name}* has no limit now: nobody is called because of its price.`
      : `The limit of *${spec.name}* is *${money(priceLimit)}* now. ${prospect(summary, now)}`,
  );
}

/** What the limit is, unchanged. */
export function limitShown(summary: WorkshopSummary, now: Date): Message {
  const { spec, priceLimit } = summary.workshop;
  return plain(
    priceLimit === undefined
      ? `*${spec.name}* has no limit. \`/workshop limit 200 ${spec.name}\` sets one of $200.`
      : `The limit of *${spec.name}* is *${money(priceLimit)}*. ${prospect(summary, now)}`,
  );
}

function prospect({ workshop, outlook, hourly }: WorkshopSummary, now: Date): string {
  if (!outlook) return '';
  const warning = limitWarning(workshop, outlook);
  if (warning !== undefined) return warning;
  const spent = `About ${money(outlook.spent)} so far`;
  if (workshop.deployedAt === undefined) return `Nothing was spent yet; it will be ${money(hourly)} an hour.`;
  return `${spent}; ${whenPassed(workshop, outlook, now)}.`;
}

/** Where it goes, as the rest of a sentence. */
function whenPassed({ endsAt }: Workshop, { atEnd, passesAt }: Outlook, now: Date): string {
  if (atEnd !== undefined && endsAt) return `it will be about ${money(atEnd)} at its end, ${dayAndTime(endsAt)}`;
  return passesAt && passesAt > now
    ? `it has no end ahead, and passes the limit ${dayAndTime(passesAt)}`
    : 'it goes on';
}

/** In the crew channel: so much of the limit is spent. */
export function limitAlarm({ workshop, share, outlook, organisers }: LimitAlarm, hourly: number, now: Date): Message {
  const { name } = workshop.spec;
  const { spent, limit } = outlook;
  const whom = organisers.map(mention).join(' ');
  const first =
    share === 100
      ? `${whom} 💸 *${name}* has passed its limit: about *${money(spent)}* of ${money(limit)}.`
      : `${whom} 💸 *${name}* has cost about *${money(spent)}*, ${Math.floor((spent / limit) * 100)} % of its limit of ${money(limit)}.`;
  const then = `At ${money(hourly)} an hour ${whenPassed(workshop, outlook, now)}. Nothing is stopped by itself.`;
  const next = nextLimit(outlook);
  return {
    text: `${first} ${then}`,
    blocks: [
      section(`${first} ${then}`),
      actions('limit', [
        button(LIMIT_EXTEND, `Extend limit to ${money(next)}`, { value: `${workshop.id} ${next}` }),
        runButton('destroy', 'Destroy…', name),
      ]),
      context('By AWS’s prices an hour; traffic comes on top. `/workshop limit` sets another limit.'),
    ],
  };
}
