import { z } from 'zod';
import { sendFile } from '../send-file';
import { logsText } from '../views/logs';
import { plain } from '../views/refusals';
import { clickedWorkshop } from './clicked-workshop';
import { readValue, type Click } from './clicked';

/** Lines of each app in the file. */
const MOST_LINES = 1_000;

const Wanted = z.object({
  workshop: z.string(),
  seat: z.number().int().min(1).max(1000),
  apps: z.array(z.string()).min(1).max(20),
});

/** The log as a file, in the DM of whoever asked. */
export const logsFile: Click = async (clicked) => {
  const wanted = await readValue(clicked, Wanted);
  const workshop = wanted && (await clickedWorkshop(clicked, wanted.workshop));
  if (!wanted || !workshop) return;
  const { deps, by } = clicked;
  const { seat } = wanted;
  const apps = workshop.spec.apps.map(({ name }) => name).filter((name) => wanted.apps.includes(name));
  if (seat > workshop.spec.seats || apps.length === 0) {
    return clicked.answer(plain(`*${workshop.spec.name}* has no such seat or app any more.`));
  }
  const logs = await deps.usher.logs(workshop, by, seat, apps, MOST_LINES);
  const content = logsText(workshop, seat, logs);
  const at = deps.clock.now().toISOString().slice(0, 16).replace(/\D/g, '');
  await sendFile(deps, by, {
    name: `log-${workshop.spec.name}-seat-${seat}-${at}.txt`,
    bytes: Buffer.from(content),
    says: `Log of seat ${seat} of *${workshop.spec.name}*, oldest first. Passwords and keys are taken out.`,
  });
  await clicked.answer(plain('The file is in our direct messages.'));
};
