import type { AnnouncementEnd, Audience, Hearer } from '../../workshop/announcement';
import type { AnnouncementDraft } from '../../workshop/usher/announcements';
import type { Workshop } from '../../workshop/workshop';
import { actions, button, context, section, type Message } from './blocks';
import { NOT_NOW } from './plan';
import { plain } from './refusals';
import { channelMention, count, listed, mention, seatNumbers } from './words';

export const ANNOUNCE_GO = 'announce-go';
/** People without a seat are named one by one up to here. */
const MOST_NAMED = 15;

const inSlack = (hearers: readonly Hearer[]): number => hearers.filter(({ userId }) => userId !== undefined).length;
const people = (n: number): string => count(n, 'person', 'people');

/** What they will read, how many they are, and the question. Seen by whoever wrote it. */
export function announcePreview(workshop: Workshop, { announcement, hearers }: AnnouncementDraft): Message {
  const n = inSlack(hearers);
  const question = `*Tell ${people(n)} of ${workshop.spec.name}?* ${whoHears(workshop, announcement.audience)} a direct message from me:`;
  const silent = hearers.filter(({ userId }) => userId === undefined);
  return {
    text: `${question} ${announcement.text}`,
    blocks: [
      section(question),
      ...messageBlocks(workshop, announcement.text, announcement.by),
      ...(silent.length === 0 ? [] : [section(`Not in Slack: ${placesOf(silent)}. Read it aloud to them.`)]),
      actions('announce', [
        button(ANNOUNCE_GO, `Tell ${people(n)}`, { value: announcement.id, primary: true }),
        button(NOT_NOW, 'Not now', { value: announcement.id }),
      ]),
    ],
  };
}

function whoHears(workshop: Workshop, audience: Audience): string {
  if (audience.kind === 'all') return 'Everybody who takes part gets';
  if (audience.kind === 'seats') return `Whoever sits at ${seatsInWords(audience.seats)} gets`;
  const room = workshop.room === undefined ? 'the room' : channelMention(workshop.room);
  return `Everybody in ${room} who has no seat yet gets`;
}

const seatsInWords = (seats: readonly number[]): string =>
  `${seats.length === 1 ? 'seat' : 'seats'} ${seatNumbers(seats)}`;

/** What a participant gets. */
export const announcementMessage = (workshop: Workshop, text: string, by: string): Message => ({
  text: `${workshop.spec.name}: ${text}`,
  blocks: messageBlocks(workshop, text, by),
});

const messageBlocks = (workshop: Workshop, text: string, by: string) => [
  section(`📣 *${workshop.spec.name}*\n${text}`),
  context(
    `From ${mention(by)}. ${workshop.room === undefined ? 'Ask an organiser' : `Questions: ${channelMention(workshop.room)}`}`,
  ),
];

/** Nobody is meant who could be told. */
export function nobodyToTell(workshop: Workshop, audience: Audience): Message {
  const { name } = workshop.spec;
  if (audience.kind === 'seats') {
    return plain(`Nobody of Slack sits at ${seatsInWords(audience.seats)} of *${name}*, so there is nobody to tell.`);
  }
  if (audience.kind === 'all') return plain(`Nobody has a seat in *${name}* yet, so there is nobody to tell.`);
  return plain(
    workshop.room === undefined
      ? `*${name}* has no room yet, so I do not know who is missing. \`/workshop open ${name} --room #channel\` names it.`
      : `Everybody in ${channelMention(workshop.room)} has a seat in *${name}*, so there is nobody to tell.`,
  );
}

/** What takes the place of the question. */
export const telling = (workshop: Workshop, hearers: readonly Hearer[]): Message =>
  plain(
    `Telling ${people(inSlack(hearers))} of *${workshop.spec.name}*. A line in ${channelMention(workshop.crewChannel)} says when all are told, and who could not be.`,
  );

const WHY = {
  unknown: 'I do not know that announcement any more. Nobody was told; please type it again.',
  old: 'That was written more than an hour ago, and may not be true any more. Nobody was told; please type it again.',
  begun: 'That announcement is on its way already.',
  nobody: 'Everybody it was for has left meanwhile. Nobody was told.',
} as const;

export const notTold = (why: keyof typeof WHY): Message => plain(WHY[why]);

/** The end of it, in the crew channel: `68 told; read aloud to 12, 31.` */
export function announcementEnded(workshop: Workshop, { announcement, recipients }: AnnouncementEnd): Message {
  const told = recipients.filter(({ state }) => state === 'told').length;
  const aloud = recipients.filter(({ state }) => state === 'failed');
  const unsure = recipients.filter(({ state }) => state === 'telling' || state === 'due');
  const says = [
    `*${told} told*${aloud.length === 0 ? '' : `; read aloud to ${placesOf(aloud)}`}.`,
    ...(unsure.length === 0
      ? []
      : [`I was stopped in the middle of telling ${placesOf(unsure)}: perhaps they know, perhaps not.`]),
  ].join(' ');
  return {
    text: `${mention(announcement.by)} Your announcement to ${workshop.spec.name}: ${says}`,
    blocks: [
      section(`📣 ${mention(announcement.by)} Your announcement to *${workshop.spec.name}*: ${says}`),
      context(`>${firstLine(announcement.text)}`),
    ],
  };
}

/** Up to the first line's end, and no link or mention cut in half. */
function firstLine(text: string): string {
  const [line = ''] = text.split('\n');
  if (line.length <= 100) return line === text ? line : `${line} …`;
  return `${line.slice(0, 100).replace(/<[^>]*$|&[a-z]*$|\S*$/, '')}…`;
}

/** `12, 31`, and by name whoever has no seat. */
function placesOf(hearers: readonly Hearer[]): string {
  const seats = hearers.flatMap(({ no }) => (no === undefined ? [] : [no]));
  const others = hearers.flatMap(({ no, userId }) => (no === undefined && userId !== undefined ? [userId] : []));
  const more = others.length > MOST_NAMED ? [`${others.length - MOST_NAMED} more`] : [];
  return [
    ...(seats.length === 0 ? [] : [seatNumbers(seats, 40)]),
    ...(others.length === 0 ? [] : [listed([...others.slice(0, MOST_NAMED).map(mention), ...more])]),
  ].join(', ');
}
