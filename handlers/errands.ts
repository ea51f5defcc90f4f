import type { Errand } from '../workshop/errand';
import { ProblemError } from '../workshop/problems';
import type { HandlerDeps } from './deps';
import { createOutbox, type Outbox } from './progress/outbox';
import { createPacer } from './progress/pacer';
import { archiveLetter } from './views/archive';
import { errandEnded, errandMessage } from './views/errand';

/** Edits a minute of this outbox: its share of what Slack allows for all. */
const EDITS_A_MINUTE = 15;
/** Slack lets a workspace have some hundred messages a minute, and cards and announcements need theirs. */
const LETTERS_A_MINUTE = 120;
/** Written before the message that counts is looked after again. */
const LETTERS_A_ROUND = 10;
/** Between two looks while something is at work; and while nothing is, should another process's word of it not arrive. */
const BUSY_MS = 2_000;
const IDLE_MS = 600_000;

/** Shows errands, writes to those whose work was collected, and tells how each ended; goes on where an earlier process stopped. */
export interface ErrandTeller {
  keep(signal: AbortSignal): Promise<void>;
}

export function createErrands(deps: HandlerDeps): ErrandTeller {
  const { usher, clock, log } = deps;
  const pacer = createPacer(clock, LETTERS_A_MINUTE, LETTERS_A_ROUND);
  /** What each message shows, as JSON. */
  const shown = new Map<string, string>();

  /** One message, posted once and then edited where it says something new. */
  async function show(id: string, outbox: Outbox): Promise<void> {
    const view = await usher.errands.view(id);
    if (!view) return;
    const message = errandMessage(view);
    const says = JSON.stringify(message);
    const { message: place, by } = view.errand;
    if (shown.get(id) === says) return;
    const edited = place ? await outbox.edit(place.channel, place.ts, () => message) : 'gone';
    if (edited === 'failed') return;
    if (edited === 'gone') {
      const posted = (await outbox.post(view.workshop.crewChannel, message)) ?? (await outbox.post(by, message));
      if (posted) await usher.errands.noteMessage(id, posted, place);
    }
    shown.set(id, says);
  }

  /** Writes some letters; true once everybody was written to who can be. */
  async function writeLetters(id: string, outbox: Outbox, signal: AbortSignal): Promise<boolean> {
    try {
      for (let written = 0; written < LETTERS_A_ROUND; written += 1) {
        if (!(await pacer.take(signal))) return false;
        const letter = await usher.errands.nextLetter(id);
        if (!letter) return true;
        if (letter.userId !== undefined) await outbox.post(letter.userId, archiveLetter(letter));
      }
      return false;
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      log.warn('links to collected work could not be made', { reason: error.problem.summary });
      return false;
    }
  }

  async function tell(errand: Errand, outbox: Outbox, signal: AbortSignal): Promise<void> {
    await show(errand.id, outbox);
    const told = errand.kind !== 'collect' || (await writeLetters(errand.id, outbox, signal));
    if (errand.state !== 'ended' || !told || signal.aborted) return;
    const view = await usher.errands.view(errand.id);
    shown.delete(errand.id);
    if (!view || !(await usher.errands.tellEnd(errand.id))) return;
    const end = errandEnded(view);
    if (!(await outbox.post(view.workshop.crewChannel, end))) await outbox.post(errand.by, end);
  }

  return {
    async keep(signal) {
      const outbox = createOutbox(deps, EDITS_A_MINUTE, signal);
      let news = new AbortController();
      const unsubscribe = usher.subscribe((event) => {
        if (event.type === 'errand-started' || event.type === 'errand-ended') news.abort();
      });
      while (!signal.aborted) {
        news = new AbortController();
        let busy = false;
        try {
          const untold = await usher.errands.untold();
          busy = untold.length > 0;
          for (const errand of untold) await tell(errand, outbox, signal);
        } catch (error) {
          log.error('an errand could not be shown', { reason: String(error) });
        }
        await clock.sleep(busy ? BUSY_MS : IDLE_MS, AbortSignal.any([news.signal, signal]));
      }
      unsubscribe();
    },
  };
}
