import type { WorkshopSummary } from '../../workshop/usher/workshops';
import type { Workshop } from '../../workshop/workshop';
import { quote } from '../commands/parse/quote';
import { LONGEST_DAYS } from '../commands/parse/zone';
import { actions, button, section, type Message } from './blocks';
import { DEPLOY_ASK } from './plan';
import { choicesOf, recordToMake } from './choices';
import { joinLine } from './joining';
import { placesOf } from './places';
import { plain } from './refusals';
import { channelMention, dayOf, escape, listed, mention, money } from './words';
import { timeInZone } from './zone-time';

/** What `new` made, and what comes next. `zone`: of the reader; `code`: of the workshop, where it has one; `like`: what it was copied from. */
export function created(
  workshop: Workshop,
  { hourly }: Pick<WorkshopSummary, 'hourly'>,
  zone: string,
  { code, like }: { readonly code?: string | undefined; readonly like?: Workshop | undefined } = {},
): Message {
  const { spec, endsAt } = workshop;
  const apps = listed(spec.apps.map((app) => app.title));
  const choices = choicesOf(spec);
  const record = recordToMake(spec);
  const lines = [
    `*${spec.name}* is made: ${placesOf(spec)} with ${apps} in ${spec.region}, ${money(hourly)} an hour once deployed. Nothing runs yet.`,
    `${endsAt ? `Ends ${timeInZone(endsAt, zone)}.` : 'No end set.'} ${roomOf(workshop)}`,
    ...(workshop.priceLimit === undefined
      ? []
      : [`You are called when it has cost 80 % of ${money(workshop.priceLimit)}, and all of it.`]),
    ...(workshop.join === 'room' ? [] : [joinLine(workshop, code)]),
    ...(choices === undefined ? [] : [`With ${choices}.`]),
    ...(record === undefined ? [] : [record]),
    ...(like === undefined ? [] : [copiedFrom(like)]),
  ];
  return {
    text: lines.join(' '),
    blocks: [
      section(lines.join('\n')),
      actions('made', [button(DEPLOY_ASK, 'Deploy…', { value: workshop.id, primary: true })]),
    ],
  };
}

function roomOf({ room, join, spec }: Workshop): string {
  const naming = `\`/workshop open ${spec.name} --room #channel\``;
  if (room === undefined)
    return join === 'room' ? `No room yet: ${naming} names it.` : `No room: ${naming} invites in one.`;
  return `Room: ${channelMention(room)}${join === 'room' ? '; its members may claim a seat' : ''}.`;
}

function copiedFrom({ spec, createdAt }: Workshop): string {
  const files = spec.files === undefined ? '' : ' Its files are read anew from where they are.';
  return `Made like *${spec.name}* of ${dayOf(createdAt)}. People, channels and the end are not copied; passwords are new.${files}`;
}

/** There never was one of that name. */
export const nothingLike = (name: string, close: string | undefined): Message =>
  plain(
    `There has never been a workshop ${quote(name)} to copy. ${close === undefined ? '`/workshop list --past` shows them all.' : `Did you mean \`${close}\`?`}`,
  );

/** A living workshop has the name. */
export const nameTaken = (by: Workshop): Message =>
  plain(
    `There is a *${by.spec.name}* already: ${placesOf(by.spec)}, made by ${mention(by.createdBy)} in ${channelMention(by.crewChannel)}. Take another name, like \`${anotherName(by.spec.name)}\`, or destroy that one first.`,
  );

/** A living workshop has the domain: the names of two would be the same. */
export const domainTaken = (by: Workshop): Message => {
  const domain = by.spec.exposure.kind === 'hosts' ? escape(by.spec.exposure.domain) : '';
  return plain(
    `*${by.spec.name}*, made by ${mention(by.createdBy)} in ${channelMention(by.crewChannel)}, has its seats under ${domain} already. Nothing was made; take another domain, like \`two.${domain}\`, or destroy that one first.`,
  );
};

/** `nov` -> `nov-2`, `nov-2` -> `nov-3`; within 16 characters. */
export function anotherName(name: string): string {
  const numbered = /^(.*)-(\d{1,3})$/.exec(name);
  const next = numbered ? Number(numbered[2]) + 1 : 2;
  const stem = numbered?.[1] ?? name;
  return `${stem.slice(0, 16 - `-${next}`.length).replace(/-+$/, '')}-${next}`;
}

/** The end lies behind us, or too far ahead. */
export const endOutOfReach = (which: 'past' | 'far'): Message =>
  plain(
    which === 'past'
      ? 'That end is in the past. Nothing was made; try a later one, like `--until 17:30` or `--until 2h`.'
      : `That end is more than ${LONGEST_DAYS} days away, and a workshop costs money every hour. Nothing was made; try a nearer one.`,
  );
