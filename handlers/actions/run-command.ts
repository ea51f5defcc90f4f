import { z } from 'zod';
import { registry } from '../commands';
import { runCommand } from '../commands/run';
import { readValue, type Click } from './clicked';

const Wanted = z.object({
  text: z.string().regex(/^[a-z]{2,12}$/),
  workshop: z.string().regex(/^[a-z0-9-]{1,16}$/),
});

/** A button that stands for a command with a workshop's name; its answer comes to whoever clicked. */
export const runAgain: Click = async (clicked) => {
  const wanted = await readValue(clicked, Wanted);
  if (wanted) await runCommand({ ...clicked, text: `${wanted.text} ${wanted.workshop}` }, registry);
};
