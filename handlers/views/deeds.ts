import type { UsherEvent } from '../../workshop/events';
import type { OperationState } from '../../workshop/operation';
import type { Workshop } from '../../workshop/workshop';
import { OPERATION_WORDS } from './operation-words';
import { placesOf } from './places';
import { WORDS } from './seat-map';
import { count, listed, money, seatNumbers } from './words';

/** How people, channels and typed words are written where the deed is read. */
export interface Spelling {
  person(userId: string): string;
  channel(id: string): string;
  text(typed: string): string;
}

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
    case 'workshop-scaled':
      return `changed it from ${placesOf(event.before)} to ${placesOf(event.after)}`;
    case 'workshop-destroyed':
      return 'destroyed it: everything is gone';
    case 'seat-swapped':
      return `moved seat ${event.no} to the machine of spare ${event.spare}; ${event.files ? 'its files came along' : 'its files did not come along'}${event.answers ? '' : ', and it does not answer'}`;
    case 'operation-started':
      if (event.target === undefined) return OPERATION_WORDS[event.kind].began;
      if (event.target.swap)
        return `${OPERATION_WORDS.swap.began} ${seats(event.target.seats)} to spare ${event.target.swap.spare}`;
      return event.kind === 'replace'
        ? `${OPERATION_WORDS.replace.began} ${seats(event.target.seats)}`
        : `${OPERATION_WORDS[event.kind].began} ${titles(event.target.apps)} of ${seats(event.target.seats)}`;
    case 'operation-ended':
      return `saw the ${OPERATION_WORDS[event.kind].noun} ${event.state === 'running' ? 'go on' : ENDED[event.state]}`;
    case 'operation-cancelled':
      return `asked the ${OPERATION_WORDS[event.kind].noun} to stop`;
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
    case 'usher-away':
      return `was away from ${time(event.from)} to ${time(event.until)}; ${count(event.answered, 'message')} answered afterwards`;
    case 'deploy-planned':
      return event.at === undefined ? 'took back the planned deploy' : `planned its deploy for ${time(event.at)}`;
    case 'start-planned':
      return event.at === undefined ? 'took back the planned start' : `planned to turn it on ${time(event.at)}`;
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
    case 'venue-checked':
      return 'sent the code of a venue check';
    case 'allow-list-changed':
      return [
        ...(event.added.length > 0 ? [`let in ${listed(event.added)}`] : []),
        ...(event.removed.length > 0 ? [`let in no more ${listed(event.removed)}`] : []),
      ].join(' and ');
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
    case 'errand-started':
      return event.kind === 'collect'
        ? `began to collect the work of ${seats(event.seats)}`
        : `began to push ${spell.text(event.path ?? '')} to ${seats(event.seats)}`;
    case 'errand-ended':
      return event.kind === 'collect'
        ? `has the work of ${event.done} of ${count(event.of, 'seat')}`
        : `brought the file to ${event.done} of ${count(event.of, 'seat')}`;
    case 'archives-linked':
      return `was given links to the work of ${seats(event.seats)}`;
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
