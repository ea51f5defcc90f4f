import type { Sitter } from '../../workshop/seat';
import type { HelpOverview } from '../../workshop/help/overview';
import type { OperationView } from '../../workshop/usher/operations';
import type { WorkshopSummary } from '../../workshop/usher/workshops';
import type { Workshop } from '../../workshop/workshop';
import { context, section, sections, type Message } from './blocks';
import { joinLine } from './joining';
import { limitWords } from './limit';
import { howFar } from './operation-answers';
import { placesOf } from './places';
import { seatCounts, seatMapBlocks, SIGNS, WORDS } from './seat-map';
import { channelMention, count, dayAndTime, duration, escape, mention, person, money } from './words';
import { stateOf } from './workshop-list';

/** People named one by one; more are counted. */
const MOST_NAMED = 100;
const MOST_STUCK = 15;

/** Slack users whose accounts were deactivated. */
type Gone = ReadonlySet<string>;

/** What only some readers are shown. */
export interface StatusOptions {
  /** Prices are for organisers. */
  readonly prices: boolean;
  /** The workshop's code, where it has one. */
  readonly code?: string | undefined;
  readonly gone?: Gone;
  readonly help?: HelpOverview;
}

/** State, seat map, who has what, what runs, price so far and time left; for the crew. */
export function statusMessage(
  summary: WorkshopSummary,
  running: OperationView | undefined,
  now: Date,
  { prices, code, gone = new Set(), help }: StatusOptions = { prices: true },
): Message {
  const { workshop, seats } = summary;
  const { spec, room, crewChannel } = workshop;
  const title = `*${spec.name}* · ${stateOf(summary)} · ${placesOf(spec)} in ${spec.region}`;
  const places = `Crew: ${channelMention(crewChannel)} · Room: ${room ? channelMention(room) : 'not named yet'}`;
  const limit = prices ? limitWords(workshop, summary.outlook) : undefined;
  const price = [...(prices ? [priceOf(summary)] : []), timeLeft(workshop.endsAt, now), ...(limit ? [limit] : [])].join(
    ' · ',
  );
  return {
    text: `${title}: ${seatCounts(seats)}. ${price}`,
    blocks: [
      section([`${title}\n${places}`, ...doorsOf(workshop, code)].join('\n')),
      ...(workshop.state === 'new' ? [] : seatMapBlocks(seats, { batchSize: spec.batchSize })),
      ...(running ? [section(whatRuns(running))] : []),
      ...sections([whoSits(summary, gone)]),
      ...(help ? sections(whoIsStuck(help, now)) : []),
      context(price),
    ].slice(0, 50),
  };
}

/** Who sits at these seats and how they are, a line each. */
export function seatsMessage(
  { workshop, seats, participants }: WorkshopSummary,
  chosen: readonly number[],
  gone: Gone = new Set(),
): Message {
  const people = new Map(participants.map((each) => [each.id, each]));
  const lines = seats
    .filter(({ no }) => chosen.includes(no))
    .map(({ no, state, detail, owner, spare }) => {
      const who = owner === undefined ? (spare ? 'spare' : 'empty') : sitterOf(people.get(owner), gone);
      const why = detail === undefined || state === 'ready' ? '' : ` (${escape(detail)})`;
      return `${SIGNS[state]} Seat *${no}* of ${workshop.spec.name} · ${who} · ${WORDS[state]}${why}`;
    });
  return { text: lines.join('\n').slice(0, 3000), blocks: sections(lines).slice(0, 50) };
}

/** Slack goes on drawing the names of those who were deactivated as if nothing had happened. */
const sitterOf = (sitter: Sitter = { userId: undefined }, gone: Gone): string =>
  `${person(sitter)}${gone.has(sitter.userId ?? '') ? ' (deactivated in Slack)' : ''}`;

function whoSits({ seats, participants }: WorkshopSummary, gone: Gone): string {
  const people = new Map(participants.map((each) => [each.id, each]));
  const taken = seats.filter((seat) => seat.owner !== undefined);
  const waiting = participants.filter((each) => each.waitingSince !== undefined).length;
  const queue = waiting === 0 ? '' : ` · ${waiting} on the waitlist`;
  if (taken.length === 0) return `Nobody has a seat yet${queue}.`;
  const named = taken.slice(0, MOST_NAMED).map((seat) => `${seat.no} ${sitterOf(people.get(seat.owner ?? ''), gone)}`);
  const more = taken.length > MOST_NAMED ? ` and ${taken.length - MOST_NAMED} more` : '';
  return `${taken.length} of ${count(seats.filter((seat) => !seat.spare).length, 'seat')} taken${queue}: ${named.join(' · ')}${more}`;
}

/** When it opens, and who may join where that is not the room's members. */
function doorsOf(workshop: Workshop, code: string | undefined): string[] {
  const { openedAt, opensAt, closedAt, join } = workshop;
  const opens = openedAt === undefined && opensAt ? [`Opens by itself ${dayAndTime(opensAt)}.`] : [];
  const deploys = workshop.deploysAt ? [`Deploys by itself ${dayAndTime(workshop.deploysAt)}.`] : [];
  const destroys =
    workshop.destroysBy === undefined || !workshop.endsAt
      ? []
      : [`Destroyed by itself ${dayAndTime(workshop.endsAt)}, as ${mention(workshop.destroysBy)} chose.`];
  const closed = openedAt === undefined && closedAt && !opensAt ? [`Closed since ${dayAndTime(closedAt)}.`] : [];
  return [...deploys, ...destroys, ...opens, ...closed, ...(join === 'room' ? [] : [joinLine(workshop, code)])];
}

/** `🙋 2 wait for help: 12 @grace 4 min, 34 taken by @ada. 9 helped before, usually within 3 min.`; nothing where nobody ever asked. */
function whoIsStuck({ standing, figures }: HelpOverview, now: Date): string[] {
  if (figures.asked === 0) return [];
  const named = standing.slice(0, MOST_STUCK).map(({ request, sitter }) => {
    const who = sitter === undefined ? '' : ` ${person(sitter)}`;
    const taken = request.takenBy === undefined ? '' : `, ${mention(request.takenBy)} has it`;
    return `${request.no}${who} (${duration(now.getTime() - request.askedAt.getTime())}${taken})`;
  });
  const more = standing.length > MOST_STUCK ? ` and ${standing.length - MOST_STUCK} more` : '';
  const waiting =
    standing.length === 0
      ? '🙋 Nobody waits for help.'
      : `🙋 *${count(standing.length, 'waits', 'wait')} for help*: ${named.join(' · ')}${more}.`;
  const helped =
    figures.usualHelpMs === undefined
      ? ''
      : ` Helped so far: ${figures.done}, usually within ${duration(figures.usualHelpMs)}, at most ${duration(figures.longestHelpMs ?? 0)}.`;
  return [waiting + helped];
}

function whatRuns(view: OperationView): string {
  const { kind, startedBy, startedAt } = view.operation;
  const doing = {
    deploy: 'Deploying',
    destroy: 'Destroying',
    restart: 'Restarting',
    rehearse: 'Rehearsing',
    allow: 'Changing the allow-list',
    venue: 'Putting up the venue check',
    'venue-end': 'Taking down the venue check',
    swap: 'Swapping a seat to a spare',
  }[kind];
  return `${doing} since ${dayAndTime(startedAt)}, started by ${mention(startedBy)}. ${howFar(view)}`;
}

function priceOf({ workshop, spent, hourly }: WorkshopSummary): string {
  if (workshop.deployedAt === undefined) return `${money(hourly)} an hour once deployed`;
  return `About ${money(spent)} so far, ${money(hourly)} an hour`;
}

/** `3 h 20 min left, until today at 17:30`. */
function timeLeft(endsAt: Date | undefined, now: Date): string {
  if (endsAt === undefined) return 'no end set';
  const left = endsAt.getTime() - now.getTime();
  return left > 0
    ? `${duration(left)} left, until ${dayAndTime(endsAt)}`
    : `its end was ${dayAndTime(endsAt)}, ${duration(-left)} ago`;
}
