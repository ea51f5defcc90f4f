import type { UsherEvent } from '../../workshop/events';
import type { OperationKind, OperationState } from '../../workshop/operation';
import type { Workshop } from '../../workshop/workshop';
import { WORDS } from './seat-map';
import { count, listed, money, NOUNS, seatNumbers } from './words';

/** How people, channels and typed words are written where the deed is read. */
export interface Spelling {
  person(userId: string): string;
  channel(id: string): string;
  text(typed: string): string;
}

const BEGAN: Readonly<Record<OperationKind, string>> = {
  deploy: 'began to deploy',
  destroy: 'began to destroy',
  restart: 'restarted',
  rehearse: 'began to rehearse',
  allow: 'began to change who may reach it',
  venue: 'began to put up the venue check',
  'venue-end': 'began to take the venue check down',
  swap: 'began to swap',
};
const ENDED: Readonly<Record<Exclude<OperationState, 'running'>, string>> = {
  succeeded: 'end well',
  cancelled: 'stop',
  partial: 'end, and not all of it is well',
  failed: 'fail',
};

/** What was done, to follow who did it: `restarted Jupyter of seat 7`. One of another version is told by its name. */
export function deedOf(event: UsherEvent, workshop: Workshop, spell: Spelling): string {
  const titles = (apps: readonly string[]) =>
    listed(
      workshop.spec.apps.filter(({ name }) => apps.length === 0 || apps.includes(name)).map(({ title }) => title),
    ) || listed(apps);
  switch (event.type) {
    case 'workshop-created':
      return `made ${event.name} with ${count(event.seats, 'seat')}`;
    case 'workshop-opened':
      return event.room === undefined ? 'opened it' : `opened it for ${spell.channel(event.room)}`;
    case 'workshop-destroyed':
      return 'destroyed it: everything is gone';
    case 'seat-swapped':
      return `moved seat ${event.no} to the machine of spare ${event.spare}; ${event.files ? 'its files came along' : 'its files did not come along'}${event.answers ? '' : ', and it does not answer'}`;
    case 'operation-started':
      if (event.target?.swap) return `${BEGAN.swap} ${seats(event.target.seats)} to spare ${event.target.swap.spare}`;
      return event.target === undefined
        ? BEGAN[event.kind]
        : `${BEGAN[event.kind]} ${titles(event.target.apps)} of ${seats(event.target.seats)}`;
    case 'operation-ended':
      return `saw the ${NOUNS[event.kind] ?? event.kind} ${event.state === 'running' ? 'go on' : ENDED[event.state]}`;
    case 'operation-cancelled':
      return `asked the ${NOUNS[event.kind] ?? event.kind} to stop`;
    case 'crew-changed':
      return event.role === undefined
        ? `took ${spell.person(event.userId)} off the crew`
        : `made ${spell.person(event.userId)} ${event.role} of it`;
    case 'end-moved':
      return `moved its end to ${time(event.endsAt)}`;
    case 'limit-set':
      return event.limit === undefined ? 'took off its price limit' : `set its price limit to ${money(event.limit)}`;
    case 'limit-passed':
      return `saw it cost ${money(event.spent)}, ${event.share} % of its limit of ${money(event.limit)}`;
    case 'deploy-planned':
      return event.at === undefined ? 'took back the planned deploy' : `planned its deploy for ${time(event.at)}`;
    case 'opening-planned':
      return `planned its opening for ${time(event.at)}`;
    case 'workshop-closed':
      return 'closed it';
    case 'seat-awaited':
      return 'went on the waitlist';
    case 'seat-freed':
      return `freed seat ${event.no} of ${spell.person(event.userId)}`;
    case 'seat-assigned':
      return event.from === undefined
        ? `gave seat ${event.no} to somebody`
        : `moved somebody from seat ${event.from} to seat ${event.no}`;
    case 'seat-released':
      return `freed seat ${event.no}`;
    case 'roster-imported':
      return `imported a roster: ${count(event.people, 'new person', 'new people')}, ${count(event.seats, 'seat')} given`;
    case 'cards-printed':
      return `made paper cards of ${seats(event.seats)}, with their passwords`;
    case 'help-asked':
      return `asked for help for seat ${event.no}`;
    case 'help-added':
      return `said more about seat ${event.no}, which is stuck`;
    case 'help-taken':
      return `came to help at seat ${event.no}`;
    case 'help-done':
      return `ended the help at seat ${event.no}`;
    case 'incident-opened':
      return `found trouble at ${seats(event.seats)}`;
    case 'incident-ended':
      return `saw the trouble at ${seats(event.seats)} end`;
    case 'seat-claimed':
      return `took seat ${event.no}`;
    case 'seat-changed':
      return `saw seat ${event.no} ${WORDS[event.state]}`;
    case 'seat-failed':
      return `could not make seat ${event.no}: ${spell.text(event.problem.summary)}`;
    case 'app-restarted':
      return `stopped ${titles([event.app])} of seat ${event.no}, to start anew`;
    case 'quota-asked':
      return `asked AWS for ${event.value} ${event.what} (${event.code})`;
    case 'quota-answered':
      return `heard from AWS: ${event.value} ${event.what} (${event.code}) ${event.state}`;
    case 'logs-read':
      return `read the log of ${titles(event.apps)} of seat ${event.no}`;
    case 'seat-visited':
      return `visited seat ${event.no}, with its password`;
    case 'announced':
      return `announced to ${count(event.people, 'person', 'people')}: ${spell.text(event.text)}`;
    case 'announcement-ended':
      return `told the announcement to ${event.told} of ${count(event.people, 'person', 'people')}`;
    default:
      return otherDeed(event);
  }
}

/** `2026-11-24 17:30 UTC`. */
const time = (iso: string): string => `${iso.slice(0, 16).replace('T', ' ')} UTC`;

const seats = (numbers: readonly number[]): string =>
  numbers.length === 1 ? `seat ${numbers[0]}` : `seats ${seatNumbers(numbers)}`;

function otherDeed(event: { readonly type: string; readonly no?: unknown; readonly userId?: unknown }): string {
  const seat = typeof event.no === 'number' ? `, seat ${event.no}` : '';
  return `${event.type.replaceAll('-', ' ')}${seat}`;
}

/** The seats an event is about. */
export function seatsOf(event: UsherEvent): readonly number[] {
  if ('no' in event && typeof event.no === 'number') return [event.no];
  if ('target' in event && event.target !== undefined) return event.target.seats;
  return 'seats' in event && Array.isArray(event.seats) ? (event.seats as number[]) : [];
}
