import type { OperationView } from '../../workshop/usher';
import type { HandlerDeps } from '../deps';
import { sections } from '../views/blocks';
import { type Report, reports } from '../views/progress-thread';
import type { Outbox } from './outbox';

/** Slack takes about one message a second in a channel: what ended since the last look shares a reply, up to this length. */
const MOST_TEXT = 3_500;

/** Tells the thread of the operation's message what it was not told before, by this process or another. */
export async function tellThread({ usher }: HandlerDeps, outbox: Outbox, view: OperationView): Promise<void> {
  const { id, message, told } = view.operation;
  if (!message) return;
  const fresh: Report[] = [];
  for (const report of reports(view)) {
    if (!told.includes(report.key) && (await usher.tellOnce(id, report.key))) fresh.push(report);
  }
  for (const texts of shared(fresh)) {
    await outbox.post(message.channel, { text: texts.join('\n'), blocks: sections(texts) }, message.ts);
  }
}

function shared(fresh: readonly Report[]): string[][] {
  const replies: string[][] = [];
  for (const { text } of fresh) {
    const last = replies.at(-1);
    if (last && last.join('\n').length + text.length < MOST_TEXT) last.push(text);
    else replies.push([text]);
  }
  return replies;
}
