import { END_TOLD, type Operation } from '../workshop/operation';
import type { OperationView } from '../workshop/usher';
import type { HandlerDeps } from './deps';
import { createOutbox } from './progress/outbox';
import { postFirst } from './progress/post-first';
import { tellThread } from './progress/tell-thread';
import { endMessage } from './views/progress-end';
import { progressMessage } from './views/progress';

/** At most one edit of a message in this time; Slack allows about 50 edits a minute over all. */
const BETWEEN_EDITS_MS = 3_000;
/** Without any news the message is looked at again: another process may do the work, and time passes. */
const HEARTBEAT_MS = 12_000;
const EDITS_A_MINUTE = 22;

/** Keeps the message of every running operation true until its end. */
export interface ProgressMessages {
  /** Posts the operation's message in the channel, or takes up the one it already has; returns once it can be seen. */
  start(operationId: string, channel: string): Promise<void>;
  /** Goes on with what a previous process had begun to show. */
  resume(operations: readonly Operation[]): Promise<void>;
  /** Stops editing; what is shown stays as it is. */
  stop(): Promise<void>;
}

interface Watch {
  workshopId: string | undefined;
  /** Aborted by news, so that a heartbeat ends early. */
  news: AbortController;
  done: Promise<void>;
}

export function createProgressMessages(deps: HandlerDeps): ProgressMessages {
  const { usher, clock, log } = deps;
  const stopping = new AbortController();
  const outbox = createOutbox(deps, EDITS_A_MINUTE, stopping.signal);
  const watches = new Map<string, Watch>();

  const unsubscribe = usher.subscribe((event) => {
    for (const [operationId, watch] of watches) {
      const concerns =
        'operationId' in event ? event.operationId === operationId : event.workshopId === watch.workshopId;
      if (concerns) watch.news.abort();
    }
  });

  /** Shows the operation as it is when its turn comes; returns what was drawn, or undefined where there is nothing to show. */
  async function show(operationId: string, drawn: string): Promise<{ view: OperationView; drawn: string } | undefined> {
    const before = await usher.progress(operationId);
    const message = before?.operation.message;
    if (!before || !message) return undefined;
    if (JSON.stringify(progressMessage(before)) === drawn) return { view: before, drawn };
    let shown = { view: before, drawn };
    const result = await outbox.edit(message.channel, message.ts, async () => {
      const view = (await usher.progress(operationId)) ?? before;
      const newest = progressMessage(view);
      shown = { view, drawn: JSON.stringify(newest) };
      return newest;
    });
    if (result === 'gone') await postFirst(deps, outbox, shown.view, message.channel);
    return result === 'failed' ? { view: shown.view, drawn } : shown;
  }

  async function follow(operationId: string, watch: Watch): Promise<void> {
    let drawn = '';
    let telling: Promise<void> | undefined;
    while (!stopping.signal.aborted) {
      watch.news = new AbortController();
      const shown = await show(operationId, drawn);
      // What a stopped outbox did not show is not told either: the next process tells it.
      if (!shown || stopping.signal.aborted) return;
      watch.workshopId = shown.view.workshop.id;
      const { view } = shown;
      // The picture goes on being edited while replies wait for a rate limit of their own.
      telling ??= tellThread(deps, outbox, view).finally(() => (telling = undefined));
      telling.catch(() => undefined);
      if (view.operation.state !== 'running') {
        await telling;
        await tellThread(deps, outbox, view);
        return tellEnd(view);
      }
      drawn = shown.drawn;
      await clock.sleep(BETWEEN_EDITS_MS, stopping.signal);
      await clock.sleep(HEARTBEAT_MS, AbortSignal.any([watch.news.signal, stopping.signal]));
    }
  }

  async function tellEnd(view: OperationView): Promise<void> {
    const channel = view.operation.message?.channel;
    if (channel === undefined || !(await usher.tellOnce(view.operation.id, END_TOLD))) return;
    // An archived channel must not keep the end from whoever waits for it.
    const posted = await outbox.post(channel, endMessage(view));
    if (!posted && !stopping.signal.aborted) await outbox.post(view.operation.startedBy, endMessage(view));
  }

  function watch(operationId: string): void {
    if (watches.has(operationId) || stopping.signal.aborted) return;
    const entry: Watch = { workshopId: undefined, news: new AbortController(), done: Promise.resolve() };
    watches.set(operationId, entry);
    entry.done = follow(operationId, entry)
      .catch((error: unknown) =>
        log.error('a progress message is no longer kept', { operationId, reason: String(error) }),
      )
      .finally(() => watches.delete(operationId));
  }

  async function start(operationId: string, channel: string): Promise<void> {
    const view = await usher.progress(operationId);
    if (!view) return;
    if (!view.operation.message) await postFirst(deps, outbox, view, channel);
    watch(operationId);
  }

  return {
    start,
    async resume(operations) {
      for (const { id, kind, message } of operations) {
        if (message) watch(id);
        // A participant's own restart is shown to them alone.
        else if (kind === 'restart') continue;
        else await start(id, (await usher.progress(id))?.workshop.crewChannel ?? '');
      }
    },
    async stop() {
      unsubscribe();
      stopping.abort();
      await Promise.all([...watches.values()].map(({ done }) => done));
    },
  };
}
