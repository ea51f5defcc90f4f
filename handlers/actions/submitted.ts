import type { ViewOutput } from '@slack/bolt';
import type { z } from 'zod';
import type { HandlerDeps } from '../deps';
import type { Guarded } from '../guards/refuse';
import type { ProgressMessages } from '../progress-message';
import type { Message } from '../views/blocks';
import { plain } from '../views/refusals';
import type { UploadedFile } from './uploaded-file';

/** A modal somebody submitted. It is answered by `refuse` or `accept` first; the slow work comes after. */
export interface Submitted extends Guarded {
  readonly deps: HandlerDeps;
  readonly progress: ProgressMessages;
  readonly by: string;
  /** What the modal carried since it was opened. */
  readonly origin: unknown;
  /** What was filled in, by block id. */
  readonly fields: Readonly<Record<string, string | undefined>>;
  /** Files that were put in, by block id. */
  readonly uploads: Readonly<Record<string, UploadedFile | undefined>>;
  /** Leaves the modal open, with these errors under their fields. */
  refuse(errors: Record<string, string>): Promise<void>;
  /** Closes the modal. */
  accept(): Promise<void>;
  /** Seen by the person only. */
  tell(channel: string, message: Message): Promise<void>;
}

export type Submit = (submitted: Submitted) => Promise<void>;

/** What the modal carried, as the given shape; where it is something else, closes the modal, says so and returns undefined. */
export async function readOrigin<T>(submitted: Submitted, shape: z.ZodType<T>): Promise<T | undefined> {
  const read = shape.safeParse(submitted.origin);
  if (read.success) return read.data;
  await submitted.accept();
  await submitted.tell(
    submitted.by,
    plain('That window is too old for me to understand, so I did nothing. Please type the command again.'),
  );
  return undefined;
}

/** What each input of a view holds: text, or the conversation or option chosen. */
export function fieldsOf(view: Pick<ViewOutput, 'state'>): Record<string, string | undefined> {
  return Object.fromEntries(
    Object.entries(view.state.values).map(([block, elements]) => {
      const [input] = Object.values(elements);
      return [block, input?.value ?? input?.selected_conversation ?? input?.selected_option?.value ?? undefined];
    }),
  );
}

/** The modal's own memory, or undefined where it is no JSON. */
export function originOf(view: Pick<ViewOutput, 'private_metadata'>): unknown {
  try {
    return JSON.parse(view.private_metadata);
  } catch {
    return undefined;
  }
}
