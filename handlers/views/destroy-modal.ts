import { stayOf } from '../../workshop/errand';
import type { ModalView } from '@slack/types';
import type { WorkshopSummary } from '../../workshop/usher/workshops';
import type { ArchivedSeat } from '../../workshop/errand';
import type { Workshop } from '../../workshop/workshop';
import { archiveStays, uncollected } from './archive';
import { actions, button, section } from './blocks';
import { placesOf } from './places';
import { channelMention, count, listed, person, money, seatNumbers } from './words';

export const DESTROY_WORKSHOP = 'destroy-workshop';
export const COLLECT_FIRST = 'collect-first';
/** Block id of the only field; its element is called `value`. */
export const DESTROY_FIELD = 'name';
const MOST_NAMED = 12;

/** What the window carries to its submission. */
export interface DestroyOrigin {
  readonly workshop: string;
  readonly name: string;
  readonly channel: string;
}

/** What else is known before the last question. */
export interface DestroyFacts {
  readonly archives: readonly ArchivedSeat[];
  /** Work is being collected at this moment. */
  readonly collecting: boolean;
  /** Seats whose participant waits for help. */
  readonly stuck: readonly number[];
}

/** The last question before everything is deleted; the name is typed. */
export function destroyModal(
  summary: WorkshopSummary,
  channel: string,
  { archives, collecting, stuck }: DestroyFacts,
): ModalView {
  const { workshop, spent } = summary;
  const { spec } = workshop;
  const origin: DestroyOrigin = { workshop: workshop.id, name: spec.name, channel };
  const left = workshop.deployedAt === undefined ? [] : uncollected(archives, summary.seats);
  const database = spec.apps.some((app) => app.database) ? ', the database' : '';
  const lines =
    workshop.deployedAt === undefined
      ? [`*Destroy ${spec.name}?* It was never deployed, so nothing exists on AWS; its name becomes free.`]
      : [
          `*Destroy ${spec.name}?* ${placesOf(spec)}${database} and all files, for good.`,
          whoSits(summary, left),
          stuck.length === 0
            ? ''
            : `⚠ ${count(stuck.length, 'person waits', 'people wait')} for help: ${seatNumbers(stuck)}.`,
          left.length === 0
            ? ''
            : `⚠ ${count(left.length, 'seat')} not collected: ${seatNumbers(left)}. Their work goes with it.`,
          collecting ? '⚠ *Work is being collected at this moment.* Wait for its end, or what is left is lost.' : '',
          archiveStays(stayOf(archives)),
          `Cost so far: about ${money(spent)}.`,
        ];
  return {
    type: 'modal',
    callback_id: DESTROY_WORKSHOP,
    private_metadata: JSON.stringify(origin),
    title: { type: 'plain_text', text: 'Destroy a workshop' },
    submit: { type: 'plain_text', text: 'Destroy' },
    close: { type: 'plain_text', text: 'Keep' },
    blocks: [
      section(lines.filter((line) => line !== '').join('\n')),
      ...(left.length === 0 || collecting
        ? []
        : [actions('collect-first', [button(COLLECT_FIRST, 'Collect first', { value: workshop.id, primary: true })])]),
      {
        type: 'input',
        block_id: DESTROY_FIELD,
        label: { type: 'plain_text', text: `Type ${spec.name}` },
        element: {
          type: 'plain_text_input',
          action_id: 'value',
          focus_on_load: true,
        },
      },
    ],
  };
}

/** In place of the question, while the work is collected. */
export const collectFirstModal = ({ spec, crewChannel }: Workshop): ModalView => ({
  type: 'modal',
  callback_id: COLLECT_FIRST,
  title: { type: 'plain_text', text: 'Destroy a workshop' },
  close: { type: 'plain_text', text: 'Close' },
  blocks: [
    section(
      `📦 The work of *${spec.name}* is being collected, and nothing is destroyed. A message in ${channelMention(crewChannel)} says when it is all there; then type \`/workshop destroy ${spec.name}\` again.`,
    ),
  ],
});

function whoSits({ seats, participants }: WorkshopSummary, uncollected: readonly number[]): string {
  const known = new Map(participants.map((each) => [each.id, each]));
  const people = seats.flatMap(({ owner }) => {
    const sitter = owner === undefined ? undefined : known.get(owner);
    return sitter === undefined ? [] : [person(sitter)];
  });
  if (people.length === 0) return 'Nobody has a seat.';
  const more = people.length > MOST_NAMED ? [`${people.length - MOST_NAMED} more`] : [];
  return `⚠ ${count(people.length, 'person has', 'people have')} a seat: ${listed([...people.slice(0, MOST_NAMED), ...more])}.${uncollected.length === 0 ? ' Their work is collected.' : ''}`;
}
