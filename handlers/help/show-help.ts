import type { HelpView } from '../../workshop/help/overview';
import type { Wanted } from '../cards/wanted';
import type { HandlerDeps } from '../deps';
import type { Outbox } from '../progress/outbox';
import { helpMessage, noteMessage } from '../views/help-request';
import { receiptMessage } from '../views/stuck';

/** So long after it was asked, and again, a request that has no message yet is posted by whoever looks next. */
const POST_AGAIN_MS = 60_000;

/** Shows a request to the crew and to whoever asked, as it is now. */
export async function showHelp(deps: HandlerDeps, outbox: Outbox, wanted: Wanted, view: HelpView): Promise<void> {
  const { message, receipt } = view.request;
  if (receipt) wanted.show(receipt.channel, receipt.ts, receiptMessage(view));
  if (!message) return postFirst(deps, outbox, wanted, view);
  wanted.show(message.channel, message.ts, helpMessage(view));
  await tellNotes(deps, outbox, view, message);
}

/** Once, whoever looks; where that was lost with its process or Slack refused it, once more every minute. */
async function postFirst(
  { usher, clock, log }: HandlerDeps,
  outbox: Outbox,
  wanted: Wanted,
  view: HelpView,
): Promise<void> {
  const { request, workshop } = view;
  if (request.state === 'done') return;
  const turn = Math.floor((clock.now().getTime() - request.askedAt.getTime()) / POST_AGAIN_MS);
  if (!(await usher.helping.tellOnce(request.id, `crew ${turn}`))) return;
  const message = helpMessage(view);
  const posted = (await outbox.post(workshop.crewChannel, message)) ?? (await outbox.post(workshop.createdBy, message));
  if (posted) {
    await usher.helping.noteMessage(request.id, { message: posted });
    wanted.posted(posted.channel, posted.ts, message);
    await tellNotes({ usher }, outbox, view, posted);
  } else log.error('nobody of the crew could be told that somebody is stuck', { requestId: request.id });
}

/** What was said since goes into the thread, in order. */
async function tellNotes(
  { usher }: Pick<HandlerDeps, 'usher'>,
  outbox: Outbox,
  { request, notes }: HelpView,
  { channel, ts }: { readonly channel: string; readonly ts: string },
): Promise<void> {
  for (const note of notes) {
    const key = `note ${note.id}`;
    if (request.told.includes(key) || !(await usher.helping.tellOnce(request.id, key))) continue;
    // Slack may refuse a picture that it has not finished taking in, or that is none: its address always goes.
    const posted = await outbox.post(channel, noteMessage(note), ts);
    if (!posted && note.pictures.length > 0) await outbox.post(channel, noteMessage(note, true), ts);
  }
}
