import type { Context } from '../context';
import type { Workshop } from '../workshop';
import type { HelpRequest, HelpWay, Picture } from './request';

/** Longest words kept of one message; Slack lets people write 40,000 characters. */
const MOST_WORDS = 2_000;

export interface HelpWish {
  /** Slack user. */
  readonly by: string;
  readonly way: HelpWay;
  readonly words: string;
  readonly pictures: readonly Picture[];
}

/** `added`: one stood already, and this became a note of it. */
export type Asked = { readonly asked: HelpRequest } | { readonly added: HelpRequest };

/** Notes that somebody at this seat is stuck; where that is known already, adds what they say. The seat is checked by the caller. */
export async function askHelp(context: Context, workshop: Workshop, no: number, wish: HelpWish): Promise<Asked> {
  const { store, clock } = context;
  const { by, way, pictures } = wish;
  // Whatever they write goes to the crew, and a password only ever to its owner.
  const words = clean(wish.words).replaceAll(context.credentials.seatPassword(workshop, no), '(the password)');
  const asked = await store.help.ask({ workshopId: workshop.id, no, way, askedBy: by, askedAt: clock.now(), words });
  const event = { workshopId: workshop.id, actor: by, no } as const;
  if ('asked' in asked) {
    const { id } = asked.asked;
    if (pictures.length > 0) await store.help.note({ requestId: id, at: clock.now(), by, words: '', pictures });
    await context.emit({ ...event, type: 'help-asked', requestId: id });
    return asked;
  }
  const { id } = asked.standing;
  await store.help.note({ requestId: id, at: clock.now(), by, words, pictures });
  await context.emit({ ...event, type: 'help-added', requestId: id });
  return { added: asked.standing };
}

/** The same by a participant, of the seat they sit in, whatever they send. */
export async function askOwnHelp(
  context: Context,
  workshopId: string,
  wish: HelpWish,
): Promise<Asked | { readonly refused: 'no-seat' }> {
  const place = await seatOf(context, workshopId, wish.by);
  return place ? askHelp(context, place.workshop, place.no, wish) : { refused: 'no-seat' };
}

/** The seat of a Slack user in a living workshop. */
export async function seatOf(
  { store }: Context,
  workshopId: string,
  userId: string,
): Promise<{ readonly workshop: Workshop; readonly no: number } | undefined> {
  const workshop = await store.workshops.get(workshopId);
  if (!workshop || workshop.state === 'destroyed') return undefined;
  const participant = await store.participants.byUser(workshopId, userId);
  const seat = participant && (await store.seats.list(workshopId)).find(({ owner }) => owner === participant.id);
  return seat && { workshop, no: seat.no };
}

/** Control characters, which the database does not take. */
const clean = (words: string): string =>
  words
    .replaceAll(/(?![\t\n])\p{Cc}/gu, ' ')
    .replaceAll(/\p{Surrogate}/gu, '\u{fffd}')
    .trim()
    .slice(0, MOST_WORDS)
    .replace(/[\ud800-\udbff]$/, '');
