import type { WorkshopSummary } from '../../workshop/usher';
import type { Workshop } from '../../workshop/workshop';
import { LONGEST_DAYS } from '../commands/parse/zone';
import { actions, button, section, type Message } from './blocks';
import { DEPLOY_ASK } from './plan';
import { plain } from './refusals';
import { channelMention, count, listed, mention, money } from './words';
import { timeInZone } from './zone-time';

/** What `new` made, and what comes next. `zone`: of the reader. */
export function created(workshop: Workshop, { hourly }: Pick<WorkshopSummary, 'hourly'>, zone: string): Message {
  const { spec, room, endsAt } = workshop;
  const apps = listed(spec.apps.map((app) => app.title));
  const lines = [
    `*${spec.name}* is made: ${count(spec.seats, 'seat')} with ${apps} in ${spec.region}, ${money(hourly)} an hour once deployed. Nothing runs yet.`,
    `${endsAt ? `Ends ${timeInZone(endsAt, zone)}.` : 'No end set.'} ${room ? `Room: ${channelMention(room)}; its members may claim a seat.` : `No room yet: \`/workshop open ${spec.name} --room #channel\` names it.`}`,
  ];
  return {
    text: lines.join(' '),
    blocks: [
      section(lines.join('\n')),
      actions('made', [button(DEPLOY_ASK, 'Deploy…', { value: workshop.id, primary: true })]),
    ],
  };
}

/** A living workshop has the name. */
export const nameTaken = (by: Workshop): Message =>
  plain(
    `There is a *${by.spec.name}* already: ${count(by.spec.seats, 'seat')}, made by ${mention(by.createdBy)} in ${channelMention(by.crewChannel)}. Take another name, like \`${anotherName(by.spec.name)}\`, or destroy that one first.`,
  );

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
