import { postRoomInvitation } from '../room/invitation';
import { inviteMe } from '../views/refusals';
import { alreadyOpen, nothingToOpen, opened, whichRoom } from '../views/opening';
import type { Command } from './command';
import { mayPostIn } from './may-post';
import { parseChannel } from './parse/channel';
import { isUsageError } from './parse/usage';
import { atMost, sortWords } from './parse/words';
import { readWorkshop } from './parse/workshop-word';
import { whichWorkshop } from './which-workshop';

export const open: Command<{ readonly workshop?: string; readonly room?: string }> = {
  summary: 'let participants in: the members of the room get their seats',
  usage: '[name] [--room #channel]',
  examples: ['', '--room #nov', 'nov --room #nov'],
  details:
    'Posts the invitation with *Get my seat* in the room, and sends the card to everybody who was told to wait. It need not be complete: at 77 of 80, the others follow by themselves.',
  parse(words) {
    const sorted = sortWords(words, { room: {} });
    if (isUsageError(sorted)) return sorted;
    const channels = sorted.plain.filter((word) => /^<?#/.test(word));
    const names = sorted.plain.filter((word) => !channels.includes(word));
    const extra =
      atMost({ plain: names, flags: {} }, 1, 'nov --room #nov') ??
      atMost({ plain: channels, flags: {} }, 1, '--room #nov');
    if (extra) return extra;
    const typed = sorted.flags['room'] ?? channels[0];
    const room = typed === undefined ? undefined : parseChannel(typed);
    if (isUsageError(room)) return room;
    const workshop = names[0] === undefined ? undefined : readWorkshop(names[0]);
    if (isUsageError(workshop)) return workshop;
    return { ...(room && { room }), ...(workshop && { workshop }) };
  },
  async run(asked, request) {
    const { deps } = asked;
    const workshop = await whichWorkshop(asked, request.workshop);
    if (!workshop) return;
    const room = request.room ?? workshop.room;
    if (room === undefined) await asked.answer(whichRoom(workshop));
    else if (workshop.openedAt && workshop.room === room) await asked.answer(alreadyOpen(workshop, room));
    else if (!(await mayPostIn(deps, room, asked.botUserId))) await asked.answer(inviteMe(room));
    else {
      const result = await deps.usher.open(workshop, asked.by, room);
      const { seats, operation } = await deps.usher.status(workshop);
      if ('refused' in result) {
        await asked.answer(result.refused === 'no-room' ? whichRoom(workshop) : nothingToOpen(workshop, operation));
        return;
      }
      await asked.answer(opened(result.opened, room, seats));
      await postRoomInvitation(deps, result.opened);
    }
  },
};
