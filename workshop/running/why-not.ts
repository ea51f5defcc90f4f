import PQueue from 'p-queue';
import type { Context } from '../context';
import { ProblemError } from '../problems';
import type { Seat } from '../seat';
import type { Workshop } from '../workshop';

/** Each costs up to four calls an app; beyond these the reasons repeat. */
const MOST_SEATS = 20;
const AT_ONCE = 4;

/** Why seats are not well, in AWS's own reasons by seat number; nothing for those AWS gives no reason for. */
export async function whyNot(
  { cloud }: Pick<Context, 'cloud'>,
  workshop: Workshop,
  seats: readonly Seat[],
): Promise<ReadonlyMap<number, string>> {
  const queue = new PQueue({ concurrency: AT_ONCE });
  const said = await queue.addAll(
    seats.slice(0, MOST_SEATS).map(({ no }) => async () => {
      const reasons: string[] = [];
      for (const { name, title } of workshop.spec.apps) {
        const reason = await cloud.explain(workshop, no, name).catch((error: unknown) => {
          if (error instanceof ProblemError) return '';
          throw error;
        });
        if (reason !== '') reasons.push(`${title} did not come up: ${reason}`);
      }
      return [no, reasons.join('; ')] as const;
    }),
  );
  return new Map(said.filter(([, reason]) => reason !== ''));
}
