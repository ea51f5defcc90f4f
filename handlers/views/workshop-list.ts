import type { WorkshopSummary } from '../../workshop/usher/workshops';
import { context, sections, type Message } from './blocks';
import { placesOf } from './places';
import { plain } from './refusals';
import { channelMention, count, dayAndTime, money } from './words';
import { anotherName } from './workshop-made';

/** Newest first, one line each. */
export function workshopList(summaries: readonly WorkshopSummary[], past: boolean): Message {
  if (summaries.length === 0) {
    return plain(
      past
        ? 'There has never been a workshop here. Make one: `/workshop new nov 12` for 12 seats.'
        : 'There is no workshop now. Make one: `/workshop new nov 12` for 12 seats. The past ones: `/workshop list --past`.',
    );
  }
  const lines = summaries.map(lineOf);
  const gone = summaries.find(({ workshop }) => workshop.state === 'destroyed')?.workshop.spec.name;
  const again =
    past && gone !== undefined
      ? [context(`Once more the same, with new people: \`/workshop new ${anotherName(gone)} --like ${gone}\``)]
      : [];
  return { text: lines.join('\n').slice(0, 3000), blocks: [...sections(lines).slice(0, 49), ...again] };
}

function lineOf(summary: WorkshopSummary): string {
  const { workshop, seats, hourly, spent } = summary;
  const { spec, endsAt, destroyedAt, crewChannel } = workshop;
  const end =
    workshop.state === 'destroyed'
      ? destroyedAt && `gone since ${dayAndTime(destroyedAt)}`
      : endsAt
        ? `ends ${dayAndTime(endsAt)}`
        : 'no end set';
  const ready = seats.filter((seat) => seat.state === 'ready').length;
  const places =
    workshop.state === 'new' || workshop.state === 'destroyed'
      ? placesOf(spec)
      : `${ready} of ${count(spec.seats, 'seat')} ready`;
  const price =
    workshop.deployedAt === undefined
      ? `${money(hourly)} an hour once deployed`
      : workshop.state === 'destroyed'
        ? `cost about ${money(spent)}`
        : `about ${money(spent)} so far, ${money(hourly)} an hour${workshop.state === 'stopped' ? ' while it is off' : ''}`;
  return [`*${spec.name}*`, stateOf(summary), places, price, end, channelMention(crewChannel)]
    .filter(Boolean)
    .join(' · ');
}

/** `deploying`, `open`, `deployed, not open yet`: the state as people say it. */
export function stateOf({ workshop }: Pick<WorkshopSummary, 'workshop'>): string {
  if (workshop.state === 'new') return 'not deployed';
  if (workshop.state === 'deployed') return workshop.openedAt ? 'open' : 'deployed, not open yet';
  if (workshop.state === 'stopped') return 'off';
  if (workshop.state === 'deploying' && workshop.openedAt) return 'open, deploying';
  return workshop.state;
}
