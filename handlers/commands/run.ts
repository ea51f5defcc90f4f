import { refuseStranger } from '../guards/organiser';
import { usageAnswer } from '../views/refusals';
import type { Asked } from './command';
import { parseCommand, type Parsed, type Registry } from './parse';

/** Reads what was typed, refuses whoever may not, and runs the command. `workshop`: chosen afterwards, by a button. */
export async function runCommand(asked: Asked, registry: Registry, workshop?: string): Promise<void> {
  const parsed = parseCommand(asked.text, registry);
  if (!isForEveryone(parsed)) {
    const refusal = await refuseStranger(asked.deps, asked.by, asked.botUserId, asked.answer);
    if (refusal) {
      await asked.answer(refusal);
      return;
    }
  }
  if (parsed.kind === 'usage error') await asked.answer(usageAnswer(parsed, parsed.name));
  else await parsed.command.run(asked, workshop === undefined ? parsed.request : { ...parsed.request, workshop });
}

const isForEveryone = (parsed: Parsed): boolean => parsed.kind === 'request' && parsed.command.forEveryone === true;

/** What somebody tried, to complete "I could not ...": `deploy nov`. */
export function activityOf(text: string, registry: Registry): string {
  const parsed = parseCommand(text, registry);
  return parsed.kind === 'request' ? `do \`/workshop ${parsed.name}\`` : 'answer that';
}
