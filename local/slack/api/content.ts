import type { KnownBlock } from '@slack/types';
import { checkBlocks } from '../blocks/check';
import { completeBlocks } from '../blocks/complete';
import type { Raw } from '../blocks/report';
import { SlackError } from '../errors';

/** Characters of `text` in a new message. */
const LONGEST_TEXT = 40_000;

export interface Content {
  readonly text: string | undefined;
  readonly blocks: KnownBlock[] | undefined;
  readonly attachments: unknown[] | undefined;
}

/** The words and blocks of a message; throws what Slack answers where it would not take them. */
export function content(args: Raw, longestText = LONGEST_TEXT): Content {
  const text = args.text ?? args.markdown_text;
  if (text !== undefined && typeof text !== 'string') throw new SlackError('invalid_arguments');
  if (text !== undefined && text.length > longestText) throw new SlackError('msg_too_long');
  const blocks = list(args.blocks, 'invalid_blocks_format');
  const attachments = list(args.attachments, 'invalid_attachments');
  if (blocks) {
    const problems = checkBlocks(blocks, 'message');
    if (problems.length > 0) {
      const errors = problems.map((one) => `${one.message} [json-pointer:${one.pointer}]`);
      const messages = errors.map((one) => `[ERROR] ${one}`);
      throw new SlackError('invalid_blocks', { errors, response_metadata: { messages } });
    }
  }
  return {
    text: text === '' ? undefined : text,
    blocks: blocks && completeBlocks(blocks),
    attachments,
  };
}

function list(value: unknown, error: string): unknown[] | undefined {
  if (value === undefined || value === '') return undefined;
  if (Array.isArray(value)) return value;
  throw new SlackError(error);
}
