import type { Typed } from '../commands/command';
import { registry } from '../commands';
import { commandNamed } from '../commands/parse';
import type { ServeParticipant } from '../commands/run';
import { tokenise } from '../commands/parse/tokens';
import { participantHelp } from '../views/help';
import type { Place } from './reach';
import type { Said } from './answer-dm';
import { understand } from './understand';

/** Commands whose name is a participant's word as well. */
const SHARED = ['help', 'status', 'restart', 'stuck'];
/** Another word for a command of the crew, with which a participant asks for their own seat: `where is my seat?` */
const THEIRS = 'where';
/** Characters of a command that are read for words. */
const MOST_READ = 300;

/**
 * `/workshop` typed by somebody of no crew: answered as their words in the DM would be. False for a command of the crew, which is
 * refused like everywhere. A restart named in one line is asked about first: the number in it is seldom their own seat.
 */
export const createServe =
  (answer: (place: Place, said: Said, botUserId: string | undefined) => Promise<void>): ServeParticipant =>
  async (typed) => {
    const text = typed.text.slice(0, MOST_READ);
    const [word] = tokenise(text);
    const name = word === undefined ? undefined : commandNamed(word, registry);
    if (name !== undefined && !SHARED.includes(name) && word?.toLowerCase() !== THEIRS) return false;
    if (name === 'help' || understand(text).wants === 'help') await typed.answer(participantHelp(typed.botUserId));
    else if (name === 'restart') await answer(placeOf(typed), { text: 'restart', pictures: [] }, typed.botUserId);
    else await answer(placeOf(typed), { text, pictures: [] }, typed.botUserId);
    return true;
  };

const placeOf = ({ by, channel, answer }: Typed): Place => ({ userId: by, channel, answer });
