import type { Workshop } from '../../workshop/workshop';
import { postRoomInvitation } from '../room/invitation';
import { inviteMe, plain, usageAnswer } from '../views/refusals';
import { alreadyOpen, nothingToOpen, openingPlanned, openingRefused, opened, whichRoom } from '../views/opening';
import type { Asked, Command } from './command';
import { mayPostIn } from './may-post';
import { parseChannel } from './parse/channel';
import { quote } from './parse/quote';
import { parseUntil, TIME_OF_DAY, type Until } from './parse/until';
import { isUsageError, usage, type UsageError } from './parse/usage';
import { atMost, sortWords } from './parse/words';
import { readWorkshop } from './parse/workshop-word';
import { resolveUntil } from './parse/zone';
import { whichWorkshop } from './which-workshop';

const EXAMPLE = 'nov --room #nov';

export interface OpenRequest {
  readonly workshop?: string;
  readonly room?: string;
  readonly at?: Until;
}

export const open: Command<OpenRequest> = {
  summary: 'let participants in, now or by itself at a time: they get their seats',
  usage: '[name] [--room #channel] [--at 09:00]',
  examples: ['', '--at 09:00', '--room #nov', EXAMPLE],
  details:
    'Posts the invitation with *Get my seat* in the room, and sends the card to everybody who was told to wait. It need not be complete: at 77 of 80, the others follow by themselves. With `--at` it opens by itself, also if I was started again meanwhile; until then seats can be taken, and everybody who has one is told when it opens. `close` takes it back.',
  parse(words) {
    const sorted = sortWords(words, { room: {}, at: { more: TIME_OF_DAY } });
    if (isUsageError(sorted)) return sorted;
    const channels = sorted.plain.filter((word) => /^<?#/.test(word));
    const names = sorted.plain.filter(
      (word) => !channels.includes(word) && !['now', 'at'].includes(word.toLowerCase()),
    );
    // `open at 09:00` and `open 09:00` mean the flag.
    const times = names.filter((word) => /^\d{1,2}(?::\d{2}|am|pm|:\d{2}(?:am|pm))$/i.test(word));
    const others = names.filter((word) => !times.includes(word));
    const extra =
      atMost({ plain: others, flags: {} }, 1, EXAMPLE) ??
      atMost({ plain: channels, flags: {} }, 1, '--room #nov') ??
      atMost({ plain: times, flags: {} }, 1, '--at 09:00');
    if (extra) return extra;
    const typed = sorted.flags['room'] ?? channels[0];
    const room = typed === undefined ? undefined : parseChannel(typed);
    if (isUsageError(room)) return room;
    const time = sorted.flags['at'] ?? times[0];
    const at = time === undefined ? undefined : readTime(time);
    if (isUsageError(at)) return at;
    const workshop = others[0] === undefined ? undefined : readWorkshop(others[0]);
    if (isUsageError(workshop)) return workshop;
    return { ...(room && { room }), ...(at && { at }), ...(workshop && { workshop }) };
  },
  async run(asked, request) {
    const { deps } = asked;
    const workshop = await whichWorkshop(asked, request.workshop);
    if (!workshop) return;
    const room = request.room ?? workshop.room;
    if (room === undefined && workshop.join === 'room') await asked.answer(whichRoom(workshop));
    else if (workshop.openedAt && workshop.room === room) await asked.answer(alreadyOpen(workshop));
    else if (room !== undefined && !(await mayPostIn(deps, room, asked.botUserId))) await asked.answer(inviteMe(room));
    else if (request.at) await plan(asked, workshop, room, request.at);
    else await openNow(asked, workshop, room);
  },
};

function readTime(typed: string): Until | UsageError {
  const read = parseUntil(typed);
  return isUsageError(read)
    ? usage(
        `I cannot read ${quote(typed)} as a time. Try \`09:00\`, \`tomorrow 09:00\` or \`2026-11-24 09:00\`.`,
        '--at 09:00',
      )
    : read;
}

async function openNow(asked: Asked, workshop: Workshop, room: string | undefined): Promise<void> {
  const { usher } = asked.deps;
  const result = await usher.open(workshop, asked.by, room);
  const { seats, operation } = await usher.status(workshop);
  if ('refused' in result) {
    return asked.answer(result.refused === 'no-room' ? whichRoom(workshop) : nothingToOpen(workshop, operation));
  }
  await asked.answer(opened(result.opened, seats, usher.joinCode(workshop)));
  await postRoomInvitation(asked.deps, result.opened);
}

/** The time is the organiser's own, and is said with its date and zone, so that a slip is seen. */
async function plan(asked: Asked, workshop: Workshop, room: string | undefined, time: Until): Promise<void> {
  const { usher, directory, clock } = asked.deps;
  const zone = await directory.timeZone(asked.by);
  const at = resolveUntil(time, clock.now(), zone);
  if (at === 'past') {
    return asked.answer(usageAnswer(usage('That time is past. Nothing was changed.', '--at 09:00'), 'open'));
  }
  if (at === 'far') return asked.answer(plain('That is months away. Nothing was changed; try a nearer time.'));
  const result = await usher.planOpening(workshop, asked.by, room, at);
  if ('refused' in result) return asked.answer(openingRefused(workshop, result.refused));
  await asked.answer(openingPlanned(result.planned, at, zone, usher.joinCode(workshop)));
}
