import type { ModalView } from '@slack/types';

export const NEW_WORKSHOP = 'new-workshop';
/** Block ids of the form; each has one element, called `value`. */
export const NEW_FIELDS = { name: 'name', seats: 'seats', room: 'room', until: 'until' } as const;

/** The form behind `/workshop new`. `channel`: where it was typed, the crew channel of what is made. */
export const newModal = (origin: { readonly channel: string }): ModalView => ({
  type: 'modal',
  callback_id: NEW_WORKSHOP,
  private_metadata: JSON.stringify(origin),
  title: { type: 'plain_text', text: 'New workshop' },
  submit: { type: 'plain_text', text: 'Make it' },
  close: { type: 'plain_text', text: 'Cancel' },
  blocks: [
    {
      type: 'input',
      block_id: NEW_FIELDS.name,
      label: { type: 'plain_text', text: 'Name' },
      hint: { type: 'plain_text', text: 'Up to 16 letters, digits and hyphens; part of every name on AWS.' },
      element: {
        type: 'plain_text_input',
        action_id: 'value',
        placeholder: { type: 'plain_text', text: 'nov' },
        focus_on_load: true,
      },
    },
    {
      type: 'input',
      block_id: NEW_FIELDS.seats,
      label: { type: 'plain_text', text: 'Seats' },
      hint: { type: 'plain_text', text: '1 to 1,000. Some more than people are coming makes for calm mornings.' },
      element: { type: 'plain_text_input', action_id: 'value', placeholder: { type: 'plain_text', text: '12' } },
    },
    {
      type: 'input',
      block_id: NEW_FIELDS.room,
      optional: true,
      label: { type: 'plain_text', text: 'Room' },
      hint: {
        type: 'plain_text',
        text: 'The participants’ channel: its members may claim a seat. It can be named later.',
      },
      element: {
        type: 'conversations_select',
        action_id: 'value',
        filter: { include: ['public', 'private'], exclude_bot_users: true },
        placeholder: { type: 'plain_text', text: 'Pick a channel' },
      },
    },
    {
      type: 'input',
      block_id: NEW_FIELDS.until,
      optional: true,
      label: { type: 'plain_text', text: 'Until' },
      hint: { type: 'plain_text', text: '17:30, 2h, tomorrow 12:00 or 2026-11-24 17:30, in your own time zone.' },
      element: { type: 'plain_text_input', action_id: 'value', placeholder: { type: 'plain_text', text: '17:30' } },
    },
  ],
});
