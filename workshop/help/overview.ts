import type { Context } from '../context';
import type { Seat, Sitter } from '../seat';
import type { Workshop } from '../workshop';
import type { HelpNote, HelpRequest } from './request';

/** A request with everything its messages show. */
export interface HelpView {
  readonly request: HelpRequest;
  readonly workshop: Workshop;
  readonly seat: Seat;
  /** Who sits there, where somebody does. */
  readonly sitter: Sitter | undefined;
  readonly notes: readonly HelpNote[];
}

export interface HelpOverview {
  /** Open and taken, oldest first. */
  readonly standing: readonly HelpView[];
  readonly figures: HelpFigures;
}

/** How quickly people were helped; milliseconds, undefined while there is nothing to measure. */
export interface HelpFigures {
  readonly asked: number;
  readonly done: number;
  /** From asking until somebody took it: half of them waited no longer. */
  readonly usualWaitMs: number | undefined;
  /** From asking until it was done: half of them, and the longest of all. */
  readonly usualHelpMs: number | undefined;
  readonly longestHelpMs: number | undefined;
}

/** One request with its people and notes; undefined where it is unknown. */
export async function viewHelp({ store }: Context, requestId: string): Promise<HelpView | undefined> {
  const request = await store.help.get(requestId);
  const workshop = request && (await store.workshops.get(request.workshopId));
  if (!request || !workshop) return undefined;
  const [seats, participants, notes] = await Promise.all([
    store.seats.list(workshop.id),
    store.participants.list(workshop.id),
    store.help.notes(requestId),
  ]);
  const seat = seats.find(({ no }) => no === request.no);
  if (!seat) return undefined;
  const sitter = participants.find(({ id }) => id === seat.owner);
  return { request, workshop, seat, sitter, notes };
}

/** Everybody who is stuck in a workshop, and how quickly those before were helped. */
export async function overviewHelp(context: Context, workshopId: string): Promise<HelpOverview> {
  const requests = await context.store.help.list(workshopId);
  const views = await Promise.all(
    requests.filter(({ state }) => state !== 'done').map(({ id }) => viewHelp(context, id)),
  );
  return { standing: views.filter((view) => view !== undefined), figures: figuresOf(requests) };
}

/** Messages of a request that was done are kept true for so long: their last edit may have been lost with a process. */
const DONE_LATELY_MS = 3_600_000;

/** Requests of all workshops whose messages may have to change. */
export const currentHelp = ({ store, clock }: Context): Promise<HelpRequest[]> =>
  store.help.current(new Date(clock.now().getTime() - DONE_LATELY_MS));

/** Figures of requests, whatever their order. */
export function figuresOf(requests: readonly HelpRequest[]): HelpFigures {
  const helps = requests.flatMap(({ askedAt, doneAt }) => (doneAt ? [doneAt.getTime() - askedAt.getTime()] : []));
  const waits = requests.flatMap(({ askedAt, takenAt }) => (takenAt ? [takenAt.getTime() - askedAt.getTime()] : []));
  return {
    asked: requests.length,
    done: helps.length,
    usualWaitMs: median(waits),
    usualHelpMs: median(helps),
    longestHelpMs: helps.length === 0 ? undefined : Math.max(...helps),
  };
}

/** The lower of the two in the middle, so that it is a wait somebody really had. */
export const median = (values: readonly number[]): number | undefined =>
  [...values].sort((a, b) => a - b)[Math.floor((values.length - 1) / 2)];
