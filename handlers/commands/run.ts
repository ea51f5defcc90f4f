import { leastFor, COMMANDS } from '../guards/roles';
import { rightsOf } from '../guards/rights';
import { refuseAnywhere } from '../guards/refuse';
import { usageAnswer } from '../views/refusals';
import type { Typed } from './command';
import { parseCommand, type Parsed, type Registry } from './parse';

/** What is done with a command of somebody who is of no crew: their answer, or false where it was none of theirs. */
export type ServeParticipant = (typed: Typed, parsed: Parsed) => Promise<boolean>;

/** Reads what was typed, refuses whoever may not, and runs the command. `workshop`: chosen afterwards, by a button. */
export async function runCommand(
  typed: Typed,
  registry: Registry,
  options: { readonly workshop?: string; readonly serve?: ServeParticipant } = {},
): Promise<void> {
  const parsed = parseCommand(typed.text, registry);
  const asked = { ...typed, rights: await rightsOf(typed.deps, typed.by, typed.answer), least: leastOf(parsed) };
  const { house, roles } = asked.rights;
  if (!house && roles.size === 0 && (await options.serve?.(typed, parsed))) return;
  const refusal = refuseAnywhere(asked, asked.botUserId);
  if (refusal) await asked.answer(refusal);
  else if (parsed.kind === 'usage error') await asked.answer(usageAnswer(parsed, parsed.name));
  else {
    const { workshop } = options;
    await parsed.command.run(asked, workshop === undefined ? parsed.request : { ...parsed.request, workshop });
  }
}

/** A slip of the pen is explained to all of the crew, except where the command was none of theirs. */
function leastOf(parsed: Parsed) {
  if (parsed.kind === 'usage error') return parsed.name === undefined ? 'helper' : leastFor(COMMANDS, parsed.name);
  const part = parsed.command.part?.(parsed.request);
  return leastFor(COMMANDS, part === undefined ? parsed.name : `${parsed.name} ${part}`);
}

/** What somebody tried, to complete "I could not ...": `deploy nov`. */
export function activityOf(text: string, registry: Registry): string {
  const parsed = parseCommand(text, registry);
  return parsed.kind === 'request' ? `do \`/workshop ${parsed.name}\`` : 'answer that';
}
