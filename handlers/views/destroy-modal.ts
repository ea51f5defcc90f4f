import type { ModalView } from '@slack/types';
import type { WorkshopSummary } from '../../workshop/usher/workshops';
import { section } from './blocks';
import { placesOf } from './places';
import { count, listed, person, money } from './words';

export const DESTROY_WORKSHOP = 'destroy-workshop';
/** Block id of the only field; its element is called `value`. */
export const DESTROY_FIELD = 'name';
const MOST_NAMED = 12;

/** What the window carries to its submission. */
export interface DestroyOrigin {
  readonly workshop: string;
  readonly name: string;
  readonly channel: string;
}

/** The last question before everything is deleted; the name is typed. */
export function destroyModal(summary: WorkshopSummary, channel: string): ModalView {
  const { workshop, spent } = summary;
  const { spec } = workshop;
  const origin: DestroyOrigin = { workshop: workshop.id, name: spec.name, channel };
  const database = spec.apps.some((app) => app.database) ? ', the database' : '';
  const lines =
    workshop.deployedAt === undefined
      ? [`*Destroy ${spec.name}?* It was never deployed, so nothing exists on AWS; its name becomes free.`]
      : [
          `*Destroy ${spec.name}?* ${placesOf(spec)}${database} and all files, for good.`,
          whoSits(summary),
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

function whoSits({ seats, participants }: WorkshopSummary): string {
  const known = new Map(participants.map((each) => [each.id, each]));
  const people = seats.flatMap(({ owner }) => {
    const sitter = owner === undefined ? undefined : known.get(owner);
    return sitter === undefined ? [] : [person(sitter)];
  });
  if (people.length === 0) return 'Nobody has a seat.';
  const more = people.length > MOST_NAMED ? [`${people.length - MOST_NAMED} more`] : [];
  return `⚠ ${count(people.length, 'person has', 'people have')} a seat: ${listed([...people.slice(0, MOST_NAMED), ...more])}. Their work goes with it.`;
}
