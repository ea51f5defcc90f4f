import { z } from 'zod';
import { registry } from '../commands';
import { quote } from '../commands/parse/quote';
import { runCommand } from '../commands/run';
import { plain } from '../views/refusals';
import { readValue, type Click } from './clicked';

const Choice = z.object({ text: z.string(), workshop: z.string().regex(/^[a-z0-9-]{1,16}$/) });

/** Runs the command again that found several workshops, for the chosen one. */
export const chooseWorkshop: Click = async (clicked) => {
  const choice = await readValue(clicked, Choice);
  if (!choice) return;
  await clicked.replace(plain(`${quote(`/workshop ${choice.text.trim()}`)} for *${choice.workshop}*`));
  await runCommand({ ...clicked, text: choice.text }, registry, { workshop: choice.workshop });
};
