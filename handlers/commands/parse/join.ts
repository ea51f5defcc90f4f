import type { JoinPolicy } from '../../../workshop/workshop';
import { nearest } from './nearest';
import { quote } from './quote';
import { usage, type UsageError } from './usage';

/** Every policy, and who it lets in. */
const POLICIES: Readonly<Record<JoinPolicy, string>> = {
  room: 'members of the room',
  roster: 'people you list',
  code: 'whoever knows a code, which I tell you',
  anyone: 'everybody of this workspace',
};

/** Names of all policies. */
export const JOIN_POLICIES = Object.keys(POLICIES) as JoinPolicy[];

/** Who may claim a seat. */
export function parseJoin(word: string): JoinPolicy | UsageError {
  const policy = word.trim().toLowerCase();
  const known = JOIN_POLICIES.find((each) => each === policy);
  if (known) return known;
  const close = nearest(policy, JOIN_POLICIES);
  const all = JOIN_POLICIES.map((each) => `\`${each}\` (${POLICIES[each]})`).join(', ');
  return usage(
    `I know no way to join called ${quote(word)}. ${close === undefined ? `There is ${all}.` : `Did you mean \`${close}\`?`}`,
  );
}
