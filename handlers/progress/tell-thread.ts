import type { OperationView } from '../../workshop/usher/operations';
import type { HandlerDeps } from '../deps';
import { sections } from '../views/blocks';
import { type Report, reports } from '../views/progress-thread';
import type { Outbox } from './outbox';
import { sayOnce } from './say-once';

/** Slack takes about one message a second in a channel: what ended since the last look shares a reply, up to this length. */
const MOST_TEXT = 3_500;

/** Tells the thread of the operation's message what it was not told before, by this process or another. */
export async function tellThread(deps: HandlerDeps, outbox: Outbox, view: OperationView): Promise<void> {
  const { message, told } = view.operation;
  if (!message) return;
  for (const reply of shared(reports(view).filter(({ key }) => !told.includes(key)))) {
    const texts = reply.map(({ text }) => text);
    const keys = reply.map(({ key }) => key);
    await sayOnce(deps, outbox, view.operation, keys, () =>
      outbox.post(message.channel, { text: texts.join('\n'), blocks: sections(texts) }, message.ts),
    );
  }
}

function shared(fresh: readonly Report[]): Report[][] {
  const replies: Report[][] = [];
  for (const report of fresh) {
    const last = replies.at(-1);
    const length = last?.reduce((sum, { text }) => sum + text.length + 1, report.text.length);
    if (length !== undefined && length < MOST_TEXT) last?.push(report);
    else replies.push([report]);
  }
  return replies;
}
