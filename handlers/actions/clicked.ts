import type { z } from 'zod';
import type { Asked } from '../commands/command';
import type { Message } from '../views/blocks';
import { plain } from '../views/refusals';

/** A button somebody clicked, and what is needed to answer. What it carries came through their client: parsed, and checked again. */
export interface Clicked extends Asked {
  /** The button's value, as sent. */
  readonly value: string;
  /** The window the button is in, where it is in one. */
  readonly viewId: string | undefined;
  /** Puts this in the place of the message the button was in. */
  replace(message: Message): Promise<void>;
}

export type Click = (clicked: Clicked) => Promise<void>;

/** The value as the given shape; where it is something else, says so and returns undefined. */
export async function readValue<T>(clicked: Clicked, shape: z.ZodType<T>): Promise<T | undefined> {
  const read = shape.safeParse(parseJson(clicked.value));
  if (read.success) return read.data;
  await clicked.answer(plain('That button is too old for me to understand. Please type the command again.'));
  return undefined;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
