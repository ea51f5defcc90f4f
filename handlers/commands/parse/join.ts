import type { JoinPolicy } from '../../../workshop/workshop';
import { nearest } from './nearest';
import { quote } from './quote';
import { usage, type UsageError } from './usage';

/** Policies people may read about, and which do not exist yet. */
const PLANNED = ['roster', 'code', 'anyone'];

/** Who may claim a seat. */
export function parseJoin(word: string): JoinPolicy | UsageError {
  const policy = word.trim().toLowerCase();
  if (policy === 'room') return policy;
  if (PLANNED.includes(policy)) {
    return usage(
      `Joining by \`${policy}\` is not possible yet. For now the members of the room may claim a seat: \`--join room\`, which is the default.`,
    );
  }
  const close = nearest(policy, ['room', ...PLANNED]);
  return usage(
    `I know no way to join called ${quote(word)}. ${close === 'room' ? 'Did you mean `room`?' : 'There is `room`: the members of the workshop’s room.'}`,
  );
}
