import type { InputBlock, ModalView, PlainTextOption } from '@slack/types';
import { REGIONS } from '../../workshop/regions';

export const NEW_WORKSHOP = 'new-workshop';
/** Block ids of the form; each has one element, called `value`. */
export const NEW_FIELDS = {
  name: 'name',
  seats: 'seats',
  room: 'room',
  join: 'join',
  until: 'until',
  limit: 'limit',
  spares: 'spares',
  region: 'region',
  expose: 'expose',
  domain: 'domain',
  proof: 'proof',
  storage: 'storage',
  file: 'file',
} as const;

/** GiB of the volumes the form offers; a workshop file takes any size. */
export const VOLUMES = [10, 20, 50, 100] as const;

/** The form behind `/workshop new`. `channel`: where it was typed, the crew channel of what is made. */
export const newModal = (origin: { readonly channel: string }): ModalView => ({
  type: 'modal',
  callback_id: NEW_WORKSHOP,
  private_metadata: JSON.stringify(origin),
  title: plain('New workshop'),
  submit: plain('Make it'),
  close: plain('Cancel'),
  blocks: [
    field(
      'name',
      'Name',
      'Up to 16 letters, digits and hyphens; part of every name on AWS. Needed unless a file says it.',
      {
        ...text('nov'),
        focus_on_load: true,
      },
    ),
    field('seats', 'Seats', '1 to 1,000, as many as people are coming. Needed unless a file says it.', text('12')),
    field('spares', 'Spares', 'Seats besides that nobody is given; they stand in for seats that break.', text('0')),
    field('room', 'Room', 'The participants’ channel. It can be named later.', {
      type: 'conversations_select',
      action_id: 'value',
      filter: { include: ['public', 'private'], exclude_bot_users: true },
      placeholder: plain('Pick a channel'),
    }),
    field('join', 'Joining', 'Who may claim a seat. It can be a channel, a list, a code or everybody.', {
      type: 'static_select',
      action_id: 'value',
      placeholder: plain('Members of the room'),
      options: [
        option('Members of the room', 'room'),
        option('People I list', 'roster'),
        option('Whoever knows a code', 'code'),
        option('Anyone of this workspace', 'anyone'),
      ],
    }),
    field('until', 'Until', '17:30, 2h, tomorrow 12:00 or 2026-11-24 17:30, in your own time zone.', text('17:30')),
    field('limit', 'Price limit', 'US dollars it may cost before its organisers are called.', text('200')),
    field('region', 'Region', 'Near the participants; the usual one unless picked.', {
      type: 'static_select',
      action_id: 'value',
      placeholder: plain('The usual one'),
      options: Object.entries(REGIONS).map(([code, place]) => option(`${place} (${code})`, code)),
    }),
    field('expose', 'Addresses', 'How participants reach their apps.', {
      type: 'static_select',
      action_id: 'value',
      placeholder: plain('Ports of a load balancer'),
      options: [option('Ports of a load balancer, HTTP', 'ports'), option('Names under a domain, HTTPS', 'hosts')],
    }),
    field('domain', 'Domain', 'For names: seats become jupyter-007.lab.example.org.', text('lab.example.org')),
    field(
      'proof',
      'Zone or certificate',
      'For names: the id of the domain’s Route 53 zone, in which I make records and a certificate; or the ARN of an ACM certificate.',
      text('Z0123456789ABC'),
    ),
    field('storage', 'Storage', 'Where a seat’s files live.', {
      type: 'static_select',
      action_id: 'value',
      placeholder: plain('On its instance'),
      options: [
        option('On its instance', 'instance'),
        ...VOLUMES.map((size) => option(`On a volume of ${size} GiB, which outlives it`, String(size))),
      ],
    }),
    field(
      'file',
      'Workshop file',
      'A workshop.yml with all of this and more; what is filled in above goes before it.',
      {
        type: 'file_input',
        action_id: 'value',
        filetypes: ['yml', 'yaml'],
        max_files: 1,
      },
    ),
  ],
});

const plain = (text: string) => ({ type: 'plain_text' as const, text });
const option = (text: string, value: string): PlainTextOption => ({ text: plain(text), value });
const text = (placeholder: string) =>
  ({ type: 'plain_text_input', action_id: 'value', placeholder: plain(placeholder) }) as const;

const field = (
  id: keyof typeof NEW_FIELDS,
  label: string,
  hint: string,
  element: InputBlock['element'],
): InputBlock => ({
  type: 'input',
  block_id: NEW_FIELDS[id],
  optional: true,
  label: plain(label),
  hint: plain(hint),
  element,
});
