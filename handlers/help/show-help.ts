import type { HelpView } from '../../workshop/help/overview';
import type { HandlerDeps } from '../deps';
import type { Outbox } from '../progress/outbox';
import type { Message } from '../views/blocks';
import { helpMessage, noteMessage } from '../views/help-request';
import { receiptMessage } from '../views/stuck';

/** So long after it was asked, and again, a request that has no message yet is posted by whoever looks next. */
const POST_AGAIN_MS = 60_000;

/** Shows a request to the crew and to whoever asked, as it is now; `drawn` remembers what was shown. */
export async function showHelp(
  deps: HandlerDeps,
  outbox: Outbox,
  drawn: Map<string, string>,
  view: HelpView,
): Promise<void> {
  const { message, receipt } = view.request;
  if (receipt) await redraw(outbox, drawn, receipt, receiptMessage(view));
  if (!message) await postFirst(deps, outbox, drawn, view);
  else {
    await redraw(outbox, drawn, message, helpMessage(view));
    await tellNotes(deps, outbox, view, message);
  }
}

async function redraw(
  outbox: Outbox,
  drawn: Map<string, string>,
  { channel, ts }: { readonly channel: string; readonly ts: string },
  message: Message,
): Promise<void> {
  const key = `${channel}:${ts}`;
  const wanted = JSON.stringify(message);
  if (drawn.get(key) === wanted) return;
  // A message that somebody deleted is let go.
  if ((await outbox.edit(channel, ts, () => message)) !== 'failed') drawn.set(key, wanted);
}

/** Once, whoever looks; where that was lost with its process or Slack refused it, once more every minute. */
async function postFirst(
  { usher, clock, log }: HandlerDeps,
  outbox: Outbox,
  drawn: Map<string, string>,
  view: HelpView,
): Promise<void> {
  const { request, workshop } = view;
  if (request.state === 'done') return;
  const turn = Math.floor((clock.now().getTime() - request.askedAt.getTime()) / POST_AGAIN_MS);
  if (!(await usher.tellOfHelp(request.id, `crew ${turn}`))) return;
  const message = helpMessage(view);
  const posted = (await outbox.post(workshop.crewChannel, message)) ?? (await outbox.post(workshop.createdBy, message));
  if (posted) {
    await usher.noteHelpMessage(request.id, { message: posted });
    drawn.set(`${posted.channel}:${posted.ts}`, JSON.stringify(message));
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
    if (request.told.includes(key) || !(await usher.tellOfHelp(request.id, key))) continue;
    // Slack may refuse a picture that it has not finished taking in, or that is none: its address always goes.
    const posted = await outbox.post(channel, noteMessage(note), ts);
    if (!posted && note.pictures.length > 0) await outbox.post(channel, noteMessage(note, true), ts);
  }
}
