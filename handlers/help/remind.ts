import type { HelpView } from '../../workshop/help/overview';
import type { HandlerDeps } from '../deps';
import type { Outbox } from '../progress/outbox';
import { helpReminder } from '../views/help-request';
import { nobodyYet } from '../views/stuck';

/** Minutes after which the crew is told again that nobody has taken it. */
const MINUTES = [3, 8, 20, 45];

/** Tells the crew, and the first time whoever waits, that nobody has taken a request; each time once. */
export async function remind({ usher, clock }: HandlerDeps, outbox: Outbox, view: HelpView): Promise<void> {
  const { request, workshop } = view;
  const sitter = view.sitter?.userId;
  if (request.state !== 'open' || !request.message) return;
  const now = clock.now();
  const waited = (now.getTime() - request.askedAt.getTime()) / 60_000;
  const due = MINUTES.findLast((minutes) => minutes <= waited);
  if (due === undefined || request.told.includes(`remind ${due}`)) return;
  if (!(await usher.helping.tellOnce(request.id, `remind ${due}`))) return;
  await outbox.post(request.message.channel, helpReminder(view, now));
  if (sitter !== undefined && (await usher.helping.tellOnce(request.id, 'sitter waits'))) {
    await outbox.post(sitter, nobodyYet(request, workshop));
  }
}
