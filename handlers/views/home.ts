import { changesAws } from '../../workshop/operation';
import type { HomeView, KnownBlock } from '@slack/types';
import type { WorkshopSummary } from '../../workshop/usher/workshops';
import { actions, button, context, section } from './blocks';
import { GET_SEAT } from './participant-answers';
import { seatCounts, seatMapBlocks } from './seat-map';
import { channelMention, dayAndTime, money } from './words';
import { stateOf } from './workshop-list';
import { runButton } from './run-button';

/** Slack takes 100 blocks: a workshop has up to five for the crew, and two for who sits in it. */
const MOST_WORKSHOPS = 12;

/** The Home tab of one person; `organised`: the workshops they organise, for organisers only. Credentials stay in the DM. */
export function homeView(
  userId: string,
  living: readonly WorkshopSummary[],
  organised: readonly WorkshopSummary[] | undefined,
): HomeView {
  return {
    type: 'home',
    blocks: organised
      ? [...organiserBlocks(organised), { type: 'divider' }, ...participantBlocks(userId, living)]
      : participantBlocks(userId, living),
  };
}

function participantBlocks(userId: string, living: readonly WorkshopSummary[]): KnownBlock[] {
  const mine = living.flatMap(({ workshop, seats, participants }) => {
    const me = participants.find((each) => each.userId === userId);
    const seat = me && seats.find(({ owner }) => owner === me.id);
    return seat ? [{ workshop, seat }] : [];
  });
  const title: KnownBlock = { type: 'header', text: { type: 'plain_text', text: 'Your seat' } };
  if (living.length === 0) {
    return [title, section('There is no workshop right now. When you are in one, your seat is here.')];
  }
  if (mine.length === 0) {
    return [
      title,
      section('You have no seat yet. Press the button, or write me any word, and your card comes as a direct message.'),
      actions('seat-get', [button(GET_SEAT, 'Get my seat', { primary: true })]),
    ];
  }
  return [
    title,
    ...mine.slice(0, MOST_WORKSHOPS).flatMap(({ workshop, seat }) => {
      const state = workshop.openedAt === undefined ? 'the workshop is not open yet' : STANDING[seat.state];
      const ends = workshop.endsAt ? ` · until ${dayAndTime(workshop.endsAt)}` : '';
      return [
        section(`*Seat ${seat.no} · ${workshop.spec.name}* · ${state}${ends}`),
        actions(`seat-get:${workshop.id}`, [
          button(GET_SEAT, 'Send me my card', { value: workshop.id, primary: true }),
        ]),
      ];
    }),
    context('Your card has the addresses and the password. It comes as a direct message that only you can read.'),
  ];
}

const STANDING = {
  ready: 'ready',
  starting: 'starting',
  creating: 'being made',
  failing: 'not well: known, and being mended',
  absent: 'not built yet',
} as const;

function organiserBlocks(living: readonly WorkshopSummary[]): KnownBlock[] {
  const title: KnownBlock = { type: 'header', text: { type: 'plain_text', text: 'Workshops' } };
  if (living.length === 0) {
    return [title, section('There is none. Type `/workshop new nov 12` in a channel of your crew.')];
  }
  const more =
    living.length > MOST_WORKSHOPS ? [context(`and ${living.length - MOST_WORKSHOPS} more: \`/workshop list\``)] : [];
  return [
    title,
    ...living.slice(0, MOST_WORKSHOPS).flatMap(workshopBlocks),
    ...more,
    context('What a button does is answered in the *Messages* tab.'),
  ];
}

/** One workshop: how it stands, its seats, its price, and the commands that are likely meant next. At most five blocks. */
function workshopBlocks(summary: WorkshopSummary): KnownBlock[] {
  const { workshop, seats, hourly, spent, operation } = summary;
  const { name, batchSize } = workshop.spec;
  const room = workshop.room === undefined ? '' : ` · room ${channelMention(workshop.room)}`;
  const ends = workshop.endsAt ? ` · ends ${dayAndTime(workshop.endsAt)}` : ' · no end set';
  const price =
    workshop.deployedAt === undefined
      ? `${money(hourly)} an hour once deployed`
      : `About ${money(spent)} so far, ${money(hourly)} an hour`;
  const taken = seats.filter(({ owner }) => owner !== undefined).length;
  const runs = operation === undefined ? '' : ` · ${DOING[operation.kind]} since ${dayAndTime(operation.startedAt)}`;
  return [
    section(
      `*${name}* · ${stateOf(summary)}${runs} · crew ${channelMention(workshop.crewChannel)}${room}\n${seatCounts(seats)} · ${taken} taken`,
    ),
    ...(workshop.state === 'new' ? [] : seatMapBlocks(seats, { batchSize }).slice(0, 2)),
    context(`${price}${ends}`),
    actions(
      `run:${workshop.id}`,
      likelyCommands(summary).map(({ text, label }, index) => runButton(text, label, name, index === 0)),
    ),
  ];
}

const DOING = {
  deploy: 'deploying',
  destroy: 'destroying',
  restart: 'restarting',
  rehearse: 'rehearsing',
  allow: 'changing the allow-list',
  venue: 'putting up the venue check',
  swap: 'swapping a seat',
  'venue-end': 'taking down the venue check',
} as const;

/** The first is the most likely. */
function likelyCommands({ workshop, operation }: WorkshopSummary): { text: string; label: string }[] {
  const status = { text: 'status', label: 'Status' };
  const health = { text: 'health', label: 'Health' };
  const open = { text: 'open', label: 'Open the doors' };
  const destroy = { text: 'destroy', label: 'Destroy…' };
  const audit = { text: 'audit', label: 'Audit' };
  if (operation !== undefined && changesAws(operation.kind)) return [status, audit];
  if (workshop.state === 'new') return [{ text: 'deploy', label: 'Deploy…' }, { text: 'plan', label: 'Plan' }, destroy];
  return workshop.openedAt === undefined && workshop.room !== undefined
    ? [open, health, status, audit, destroy]
    : [health, status, audit, destroy];
}
