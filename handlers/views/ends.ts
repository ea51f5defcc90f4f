import type { Tidings } from '../../workshop/usher/doors';
import type { Workshop } from '../../workshop/workshop';
import { actions, button, type Message, section } from './blocks';
import { plain } from './refusals';
import { clockTime, count, dayAndTime, mention, money } from './words';
import { timeInZone } from './zone-time';

/** Moves the end by the hours in its value, behind the workshop's id. */
export const EXTEND = 'extend-end';

/** The end is another now. `zone`: of the reader. */
export const endMoved = ({ spec, endsAt, destroysBy }: Workshop, zone: string): Message =>
  plain(
    `*${spec.name}* ends ${endsAt ? `*${timeInZone(endsAt, zone)}*` : 'at no time'} now, and the cards say so. ${
      destroysBy === undefined ? 'Nothing is destroyed by itself then.' : 'It is destroyed by itself then.'
    }`,
  );

/** In the crew channel: the end is near, or has come. `people`: who has a seat. */
export function endNear(workshop: Workshop, stage: 0 | 15 | 60, hourly: number, people: number, now: Date): Message {
  const { spec, endsAt, destroysBy, createdBy } = workshop;
  const who = mention(destroysBy ?? createdBy);
  const minutes = Math.max(0, Math.round(((endsAt?.getTime() ?? 0) - now.getTime()) / 60_000));
  const when = endsAt ? clockTime(endsAt) : '';
  const first =
    stage === 0
      ? `${who} ⏰ The end of *${spec.name}* has come (${when}), and it still runs.`
      : `${who} ⏰ *${spec.name}* ends in ${count(minutes, 'minute')}, at ${when}.`;
  const then =
    destroysBy === undefined
      ? `Nothing is destroyed by itself: it costs ${money(hourly)} an hour until \`/workshop destroy ${spec.name}\`.`
      : `Everything is destroyed by itself then, files included, as ${mention(destroysBy)} chose.`;
  const sits = people === 0 ? '' : ` ${count(people, 'person has', 'people have')} a seat.`;
  return {
    text: `${first} ${then}${sits}`,
    blocks: [
      section(`${first} ${then}${sits}`),
      actions(
        'ends',
        [1, 2].map((hours) =>
          button(`${EXTEND}:${hours}`, `Extend by ${hours} h`, { value: `${workshop.id} ${hours}` }),
        ),
      ),
    ],
  };
}

/** A deploy will begin by itself. `zone`: of the reader. */
export function deployPlanned({ spec, deploysAt, crewChannel }: Workshop, zone: string): Message {
  const when = deploysAt ? timeInZone(deploysAt, zone) : '';
  return plain(
    `The deploy of *${spec.name}* begins by itself: *${when}*. Its message comes into <#${crewChannel}> then. \`/workshop cancel ${spec.name}\` takes it back.`,
  );
}

export const deployUnplanned = ({ spec }: Workshop): Message =>
  plain(`The deploy of *${spec.name}* does not begin by itself any more. Nothing was created.`);

/** A planned deploy that did not begin as planned: late, or not at all; undefined where all is as it should be. */
export function deployDue({ workshop, at, by, begun }: Tidings['deploys'][number], now: Date): Message | undefined {
  const name = workshop.spec.name;
  if ('refused' in begun) {
    return begun.refused !== 'preflight'
      ? undefined
      : plain(
          `${mention(by)} ❌ The deploy of *${name}* that was planned for ${dayAndTime(at)} cannot succeed and was not begun: \`/workshop plan ${name}\` says why.`,
        );
  }
  const late = Math.round((now.getTime() - at.getTime()) / 60_000);
  return late < LATE_MIN
    ? undefined
    : plain(
        `${mention(by)} ⚠️ The deploy of *${name}* was to begin ${dayAndTime(at)}. I was away then, and it begins now, ${count(late, 'minute')} late.`,
      );
}

const LATE_MIN = 3;
