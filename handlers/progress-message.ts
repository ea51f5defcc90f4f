import { END_TOLD, type Operation } from '../workshop/operation';
import type { OperationView } from '../workshop/usher/operations';
import type { HandlerDeps } from './deps';
import { createOutbox } from './progress/outbox';
import { postFirst } from './progress/post-first';
import { sayOnce } from './progress/say-once';
import { tellPause } from './progress/tell-pause';
import { tellThread } from './progress/tell-thread';
import { endMessage } from './views/progress-end';
import { progressMessage } from './views/progress';

/** At most one edit of a message in this time; Slack allows about 50 edits a minute over all. */
const BETWEEN_EDITS_MS = 3_000;
/** Without any news the message is looked at again: another process may do the work, and time passes. */
const HEARTBEAT_MS = 3_000;
/** Between two looks for operations that have none to follow them. */
const LOOK_MS = 2_000;
const EDITS_A_MINUTE = 22;
/** Whoever was asked for an operation posts its message at once; one that has none after this long has lost whoever was asked. */
const POST_WITHIN_MS = 10_000;

/** The messages of operations. */
export interface ProgressMessages {
  /** Posts the operation's message in the channel, unless it has one; returns once it can be seen. */
  start(operationId: string, channel: string): Promise<void>;
  /** Keeps the message of every operation true until its end, also of those that others started; ends when the signal aborts. */
  keep(signal: AbortSignal): Promise<void>;
}

export function createProgressMessages(deps: HandlerDeps): ProgressMessages {
  const { usher } = deps;
  let lookNow = new AbortController();
  const never = new AbortController().signal;

  return {
    async start(operationId, channel) {
      const view = await usher.progress(operationId);
      if (!view) return;
      if (!view.operation.message) await postFirst(deps, createOutbox(deps, EDITS_A_MINUTE, never), view, channel);
      lookNow.abort();
    },

    async keep(signal) {
      const keeper = createKeeper(deps, signal);
      while (!signal.aborted) {
        lookNow = new AbortController();
        await keeper.look().catch((error: unknown) => {
          deps.log.error('running operations could not be looked at', { reason: String(error) });
        });
        await deps.clock.sleep(LOOK_MS, AbortSignal.any([signal, lookNow.signal]));
      }
      await keeper.ended();
    },
  };
}

/** Follows operations for as long as this process has the say, which ends with the signal. */
function createKeeper(deps: HandlerDeps, signal: AbortSignal) {
  const { usher, clock, log } = deps;
  const outbox = createOutbox(deps, EDITS_A_MINUTE, signal);
  const followed = new Map<string, { workshopId: string; news: AbortController; done: Promise<void> }>();

  const unsubscribe = usher.subscribe((event) => {
    for (const [operationId, { workshopId, news }] of followed) {
      const concerns = 'operationId' in event ? event.operationId === operationId : event.workshopId === workshopId;
      if (concerns) news.abort();
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

  async function follow(operationId: string, news: () => AbortSignal): Promise<void> {
    let drawn = '';
    let telling: Promise<void> | undefined;
    while (!signal.aborted) {
      const heard = news();
      const shown = await show(operationId, drawn);
      // What a stopped outbox did not show is not told either: the next process tells it.
      if (!shown || signal.aborted) return;
      const { view } = shown;
      // The picture goes on being edited while replies wait for a rate limit of their own.
      telling ??= tell(operationId).finally(() => (telling = undefined));
      telling.catch(() => undefined);
      if (view.operation.state !== 'running') {
        await telling;
        await tell(operationId);
        return tellEnd(view);
      }
      drawn = shown.drawn;
      await clock.sleep(BETWEEN_EDITS_MS, signal);
      await clock.sleep(HEARTBEAT_MS, AbortSignal.any([heard, signal]));
    }
  }

  /** Read anew: what was told while the picture was drawn is not told again. */
  async function tell(operationId: string): Promise<void> {
    const view = await usher.progress(operationId);
    if (!view) return;
    await tellThread(deps, outbox, view);
    await tellPause(deps, outbox, view);
  }

  async function tellEnd(view: OperationView): Promise<void> {
    const { operation } = view;
    const channel = operation.message?.channel;
    if (channel === undefined) return;
    await sayOnce(deps, outbox, operation, [END_TOLD], async () => {
      // An archived channel must not keep the end from whoever waits for it.
      const posted = await outbox.post(channel, endMessage(view));
      return posted ?? outbox.post(operation.startedBy, endMessage(view));
    });
  }

  async function postIfNobodyDid({ id, startedAt, target, message }: Operation): Promise<void> {
    if (message || target?.own || clock.now().getTime() - startedAt.getTime() < POST_WITHIN_MS) return;
    const view = await usher.progress(id);
    if (!view || view.operation.message) return;
    const posted = await postFirst(deps, outbox, view, view.workshop.crewChannel);
    const isOver = view.operation.state !== 'running' && !signal.aborted;
    if (!posted && isOver) await usher.tellOnce(id, END_TOLD);
  }

  return {
    async look(): Promise<void> {
      for (const operation of await usher.unfinished()) {
        const { id, workshopId } = operation;
        if (followed.has(id)) continue;
        await postIfNobodyDid(operation);
        if (!operation.message) continue;
        const entry = { workshopId, news: new AbortController(), done: Promise.resolve() };
        followed.set(id, entry);
        entry.done = follow(id, () => (entry.news = new AbortController()).signal)
          .catch((error: unknown) =>
            log.error('a progress message is no longer kept', { operationId: id, reason: String(error) }),
          )
          .finally(() => followed.delete(id));
      }
    },
    async ended(): Promise<void> {
      unsubscribe();
      await Promise.all([...followed.values()].map(({ done }) => done));
    },
  };
}
