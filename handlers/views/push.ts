import type { ModalView } from '@slack/types';
import type { Errand } from '../../workshop/errand';
import type { Workshop } from '../../workshop/workshop';
import { byteWords } from './archive';
import { actions, button, context, section, type Message } from './blocks';
import { NOT_NOW } from './plan';
import { plain } from './refusals';
import { FILE_REFUSALS } from './roster-import';
import { channelMention, count, escape, seatNumbers } from './words';

export const PUSH_FILE = 'push-file';
/** Block ids of the window's fields. */
export const PUSH_FIELD = 'file';
export const PUSH_FOLDER = 'folder';
export const PUSH_GO = 'push-go';
/** Bytes of a file that comes by Slack. */
export const MOST_PUSHED = 25_000_000;

/** The window of `files push`. `channel`: where it was typed. */
export const pushModal = (workshop: Workshop, channel: string): ModalView => ({
  type: 'modal',
  callback_id: PUSH_FILE,
  private_metadata: JSON.stringify({ workshop: workshop.id, channel }),
  title: { type: 'plain_text', text: 'Push a file' },
  submit: { type: 'plain_text', text: 'Show what happens' },
  close: { type: 'plain_text', text: 'Cancel' },
  blocks: [
    section(
      `A file for the folder of every seat of *${workshop.spec.name}*. Nothing comes into a seat before you say so, and what somebody changed is never overwritten.`,
    ),
    {
      type: 'input',
      block_id: PUSH_FIELD,
      label: { type: 'plain_text', text: 'File' },
      element: { type: 'file_input', action_id: 'value', max_files: 1 },
    },
    {
      type: 'input',
      block_id: PUSH_FOLDER,
      optional: true,
      label: { type: 'plain_text', text: 'Folder in the seat' },
      hint: { type: 'plain_text', text: 'For instance week-1. Empty: beside their other files.' },
      element: { type: 'plain_text_input', action_id: 'value', max_length: 100 },
    },
  ],
});

/** What will happen, and the question. */
export function pushPreview(workshop: Workshop, draft: Errand, seats: readonly number[]): Message {
  const { path = '', bytes = 0 } = draft.file ?? {};
  const name = `\`${escape(path)}\``;
  const question = `*Push ${name} to ${count(seats.length, 'seat')} of ${workshop.spec.name}?* (${byteWords(bytes)}; seats ${seatNumbers(seats)})`;
  const rule = [
    '• Who has not touched it, or has it not yet, gets this version.',
    '• Who changed it keeps theirs, and finds this one beside it: `lesson.new.ipynb`.',
    '• Who deleted it after it was brought once keeps it deleted.',
  ];
  return {
    text: `Push ${path} to ${count(seats.length, 'seat')} of ${workshop.spec.name}?`,
    blocks: [
      section([question, ...rule].join('\n')),
      actions('push', [
        button(PUSH_GO, 'Push', { value: draft.id, primary: true }),
        button(NOT_NOW, 'Not now', { value: draft.id }),
      ]),
      context(
        workshop.spec.files === undefined
          ? 'Seats that are made later do not get it: push it again then.'
          : 'Seats that start anew get it as well. Where your own folder has a file of this name, the next deploy brings that one.',
      ),
    ],
  };
}

const NO_PUSH = {
  unknown: 'I do not know that file any more. Nothing was pushed; please give it to me again.',
  old: 'That was asked more than an hour ago. Nothing was pushed; please give me the file again.',
  begun: 'That file is on its way already.',
  'not-deployed': 'There are no seats on AWS to push it to.',
} as const;

export const notPushed = (why: keyof typeof NO_PUSH): Message => plain(NO_PUSH[why]);

export const pushRunning = (workshop: Workshop): Message =>
  plain(
    `Another file is being pushed to *${workshop.spec.name}*: a message in ${channelMention(workshop.crewChannel)} shows how far. Push this one when that is done.`,
  );

const PUSH_REFUSALS = {
  'too-large':
    'I push files of up to 25 MB. Put a larger one into the folder of the workshop’s assignment files and deploy.',
  forbidden: FILE_REFUSALS.forbidden,
  unreachable: FILE_REFUSALS.unreachable,
  'bad-path':
    'That is no path below a seat’s folder: no `..`, no line ends, at most 200 characters, and not in `.usher` or `.git`.',
  'not-deployed': NO_PUSH['not-deployed'],
} as const;

/** Why a file is not pushed, in plain text. */
export const pushRefusal = (why: keyof typeof PUSH_REFUSALS): string => PUSH_REFUSALS[why];
