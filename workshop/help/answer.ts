import type { Context } from '../context';
import type { HelpRequest } from './request';
import { seatOf } from './ask';
import { diagnose } from './diagnose';

/** `before`: as it stood, where somebody else was first. */
export type Answered =
  | { readonly done: HelpRequest }
  | { readonly refused: 'too-late'; readonly before: HelpRequest }
  | { readonly refused: 'unknown' };

/** Exactly one of all who take a request gets it. */
export async function takeHelp(context: Context, requestId: string, by: string): Promise<Answered> {
  const taken = await context.store.help.take(requestId, by, context.clock.now());
  if (!taken) return tooLate(context, requestId);
  await tell(context, taken, by, 'help-taken');
  return { done: taken };
}

/** Ends a request, whoever had taken it. */
export async function finishHelp(context: Context, requestId: string, by: string): Promise<Answered> {
  const done = await context.store.help.finish(requestId, by, context.clock.now());
  if (!done) return tooLate(context, requestId);
  await tell(context, done, by, 'help-done');
  return { done };
}

/** The participant says that it works again: ends the request of the seat they sit in. */
export async function solveOwnHelp(context: Context, workshopId: string, userId: string): Promise<Answered> {
  const place = await seatOf(context, workshopId, userId);
  const standing = place && (await context.store.help.standingAt(workshopId, place.no));
  return standing ? finishHelp(context, standing.id, userId) : { refused: 'unknown' };
}

/** Looks at the seat of a request and keeps what was found with it. Never throws for what AWS says. */
export async function examineHelp(context: Context, requestId: string): Promise<HelpRequest | undefined> {
  const request = await context.store.help.get(requestId);
  const workshop = request && (await context.store.workshops.get(request.workshopId));
  if (!request || !workshop) return undefined;
  return context.store.help.update(requestId, { diagnosis: await diagnose(context, workshop, request.no) });
}

async function tooLate({ store }: Context, requestId: string): Promise<Answered> {
  const before = await store.help.get(requestId);
  return before ? { refused: 'too-late', before } : { refused: 'unknown' };
}

const tell = (
  context: Context,
  { workshopId, no, id }: HelpRequest,
  actor: string,
  type: 'help-taken' | 'help-done',
): Promise<void> => context.emit({ workshopId, actor, type, requestId: id, no });
