import type { RestPlan, RestRefused } from '../../workshop/usher/resting';
import type { Tidings } from '../../workshop/usher/doors';
import type { Price } from '../../workshop/ports/prices';
import type { Workshop } from '../../workshop/workshop';
import { actions, button, section, type Message } from './blocks';
import { alreadyRunning } from './operation-answers';
import { NOT_NOW } from './plan';
import { plain } from './refusals';
import { channelMention, count, dayAndTime, listed, mention, money } from './words';
import { shortTimeInZone, timeInZone } from './zone-time';

export const STOP_GO = 'stop-go';
export const START_GO = 'start-go';

/** The question before everything is turned off: what it saves, what goes on costing, what becomes of people's work. */
export function confirmStop({ workshop, seated, price }: RestPlan): Message {
  const { spec } = workshop;
  const database = spec.apps.some((app) => app.database);
  const stay = listed([
    'disks',
    'load balancers',
    ...(database ? ['the database'] : []),
    ...(spec.internet === 'nat' ? ['the NAT gateway'] : []),
  ]);
  const who =
    seated === 0
      ? 'Nobody has a seat.'
      : `${count(seated, 'person has', 'people have')} a seat: unsaved cells and variables are lost, and who has a card is told.`;
  const lines = [
    `*Turn ${spec.name} off?* Its ${count(spec.seats, 'instance')} stop, until \`/workshop start\`.`,
    `It costs ${money(price.resting)} an hour then instead of ${money(price.hourly)}: ${stay} go on${database ? ' (Usher does not stop the database: AWS would turn it on by itself after seven days)' : ''}.`,
    who,
    spec.storage.kind === 'volume'
      ? 'What is saved in `work/` is on volumes of its own and stays.'
      : 'What is saved in `work/` is on the disk of each instance, which stays while it is off. ⚠️ Should AWS not be able to turn an instance on again, that seat has to be replaced, and its work is lost: with `storage: volume` it would not be.',
    'Addresses and passwords stay.',
  ];
  return {
    text: lines.join(' '),
    blocks: [
      section(lines.join('\n')),
      actions('stop', [
        button(STOP_GO, 'Turn off', { value: workshop.id, primary: true }),
        button(NOT_NOW, 'Leave it on', { value: workshop.id }),
      ]),
    ],
  };
}

export const stopStarted = ({ spec, crewChannel }: Workshop): Message =>
  plain(`Turning *${spec.name}* off. One message in ${channelMention(crewChannel)} shows when all of it is.`);

/** The question before everything is turned on, now or by itself at a time. */
export function confirmStart(
  workshop: Workshop,
  price: Price,
  later?: { readonly at: Date; readonly zone: string },
): Message {
  const { name } = workshop.spec;
  const when = later ? ` ${shortTimeInZone(later.at, later.zone)}` : '';
  const lines = [
    later
      ? `*Turn ${name} on by itself: ${timeInZone(later.at, later.zone)}?* Begin early enough: it takes about five minutes.`
      : `*Turn ${name} on?* It takes about five minutes.`,
    `It costs ${money(price.hourly)} an hour from then on instead of ${money(price.resting)}. Addresses, passwords and saved work are as they were.`,
  ];
  return {
    text: lines.join(' '),
    blocks: [
      section(lines.join('\n')),
      actions('start', [
        button(START_GO, `Turn on${when} for ${money(price.hourly)} an hour`, {
          value: `${workshop.id} ${later ? later.at.getTime() : 'now'}`,
          primary: true,
        }),
        button(NOT_NOW, 'Not now', { value: workshop.id }),
      ]),
    ],
  };
}

export const startStarted = ({ spec, crewChannel }: Workshop): Message =>
  plain(
    `Turning *${spec.name}* on. One message in ${channelMention(crewChannel)} shows every seat until all are ready.`,
  );

/** `zone`: of the reader. */
export const startPlanned = ({ spec, startsAt, crewChannel }: Workshop, zone: string): Message =>
  plain(
    `*${spec.name}* is turned on by itself: *${startsAt ? timeInZone(startsAt, zone) : ''}*. Its message comes into ${channelMention(crewChannel)} then. \`/workshop cancel ${spec.name}\` takes it back.`,
  );

export const startUnplanned = ({ spec }: Workshop): Message =>
  plain(`*${spec.name}* is not turned on by itself any more. \`/workshop start ${spec.name}\` does it.`);

/** The time for it is past, or too far away. */
export const oddTime = (why: 'past' | 'far'): Message =>
  plain(`That time is ${why === 'past' ? 'past' : 'months away'}. Nothing was changed; try \`--at 08:00\`.`);

/** Before anything else can be done with a workshop that is off. */
export const isOff = ({ spec }: Workshop): Message =>
  plain(`*${spec.name}* is off. \`/workshop start ${spec.name}\` turns it on.`);

export function restRefused(workshop: Workshop, refusal: RestRefused): Message {
  const { name } = workshop.spec;
  switch (refusal.refused) {
    case 'running':
      return alreadyRunning(workshop, refusal.operation, undefined);
    case 'off':
      return plain(`*${name}* is off already. \`/workshop start ${name}\` turns it on.`);
    case 'on':
      return plain(`*${name}* is on. \`/workshop health ${name}\` says how its seats are.`);
    case 'not-deployed':
      return plain(`*${name}* is not deployed, so there is nothing to turn off or on.`);
  }
}

/** A planned start that did not begin as planned: late, or not at all; undefined where all is as it should be. */
export function startDue({ workshop, at, by, begun }: Tidings['starts'][number], now: Date): Message | undefined {
  const { name } = workshop.spec;
  if ('refused' in begun) {
    return begun.refused === 'on'
      ? undefined
      : plain(
          `${mention(by)} ❌ *${name}* was to be turned on ${dayAndTime(at)}, and that could not begin: \`/workshop start ${name}\` says why.`,
        );
  }
  const late = Math.round((now.getTime() - at.getTime()) / 60_000);
  return late < LATE_MIN
    ? undefined
    : plain(
        `${mention(by)} ⚠️ *${name}* was to be turned on ${dayAndTime(at)}. I was away then, and do it now, ${count(late, 'minute')} late.`,
      );
}

const LATE_MIN = 3;
