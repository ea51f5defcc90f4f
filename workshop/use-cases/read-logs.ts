import type { Context } from '../context';
import { createMask } from '../mask';
import type { LogLine } from '../ports/cloud';
import type { Workshop } from '../workshop';

/** ESC and what follows it: colours, for terminals. */
// eslint-disable-next-line no-control-regex
const COLOURS = /\u001b\[[0-9;?]*[A-Za-z]/g;
const CONTROL = /(?!\t)\p{Cc}/gu;

/**
 * The last lines of some apps of a seat, by app, every credential taken out of them. What somebody reads of another's seat is on record.
 * Throws ProblemError where AWS refuses.
 */
export async function readLogs(
  context: Context,
  workshop: Workshop,
  by: string,
  no: number,
  apps: readonly string[],
  most: number,
): Promise<ReadonlyMap<string, readonly LogLine[]>> {
  const mask = createMask(context.credentials, workshop);
  const read = await Promise.all(
    apps.map(async (app) => {
      const lines = await context.cloud.logs(workshop, no, app, most);
      const clean = lines.map((line) => ({ ...line, text: mask(line.text.replace(COLOURS, '').replace(CONTROL, '')) }));
      return [app, clean] as const;
    }),
  );
  await context.emit({ workshopId: workshop.id, actor: by, type: 'logs-read', no, apps });
  return new Map(read);
}
