import type { LimitAlarm } from '../workshop/usher/limits';
import type { HandlerDeps } from './deps';
import { createOutbox, type Outbox } from './progress/outbox';
import { limitAlarm } from './views/limit';

const LOOK_EVERY_MS = 20_000;

/** Calls the organisers when a workshop costs more than they wanted. */
export interface LimitWatch {
  /** Until the signal aborts. */
  keep(signal: AbortSignal): Promise<void>;
}

/** Told first and noted afterwards: a process that dies in between says it twice, which is better than never. */
export function createLimitWatch(deps: HandlerDeps, everyMs = LOOK_EVERY_MS): LimitWatch {
  const { usher, clock, log } = deps;

  async function tell(alarm: LimitAlarm, outbox: Outbox): Promise<void> {
    const { workshop } = alarm;
    const { hourly } = await usher.status(workshop);
    const message = limitAlarm(alarm, hourly, clock.now());
    // An archived channel must not keep it from whoever pays.
    const told = (await outbox.post(workshop.crewChannel, message)) ?? (await outbox.post(workshop.createdBy, message));
    if (told === undefined && outbox.isStopped()) return;
    await usher.limits.settle(alarm);
  }

  return {
    async keep(signal) {
      const outbox = createOutbox(deps, 1, signal);
      while (!signal.aborted) {
        try {
          for (const alarm of await usher.limits.due()) await tell(alarm, outbox);
        } catch (error) {
          log.error('the limits could not be looked after', { reason: String(error) });
        }
        await clock.sleep(everyMs, signal);
      }
    },
  };
}
