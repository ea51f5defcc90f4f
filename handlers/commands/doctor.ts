import { doctorMessage } from '../views/doctor';
import { plain } from '../views/refusals';
import type { Command } from './command';
import { isUsageError } from './parse/usage';
import { atMost, sortWords } from './parse/words';

/** How long somebody looks at nothing before they are told to wait, in milliseconds. */
const PATIENCE_MS = 1_500;

export const doctor: Command = {
  summary: 'check tokens, scopes, AWS, permissions, Terraform, database and quotas',
  usage: '',
  examples: [''],
  details:
    'One line for each: fine, or what is wrong and how to mend it. Nothing is changed. Where Slack’s tokens are wrong I cannot answer here: `npm run doctor`, on the machine I run on, says the same.',
  parse(words) {
    const sorted = sortWords(words);
    return isUsageError(sorted) ? sorted : (atMost(sorted, 0, '') ?? {});
  },
  async run({ deps, answer }) {
    const waiting = new AbortController();
    const diagnoses = deps.doctor();
    const late = deps.clock.sleep(PATIENCE_MS, waiting.signal).then(() => undefined);
    // Slack lets nobody replace the answer to a command: an answer that comes quickly comes alone.
    if ((await Promise.race([diagnoses, late])) === undefined) {
      await answer(plain('Checking Slack, AWS, Terraform and the database; ten seconds at most.'));
    }
    waiting.abort();
    await answer(doctorMessage(await diagnoses));
  },
};
