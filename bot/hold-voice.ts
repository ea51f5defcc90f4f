import type { Voice } from '../handlers';
import type { Jobs } from '../workshop/jobs';

/**
 * Speaks for Usher whenever nobody else does, until `stopping` aborts: then, or where this process dies or loses its database, the
 * voice goes to another bot.
 */
export async function holdVoice(jobs: Jobs, voice: Voice, stopping: AbortSignal): Promise<void> {
  await jobs.take('voice', 1, async (_job, lost) => {
    await voice.speak(AbortSignal.any([lost, stopping]));
    // The job is never done: it goes back on the list.
    throw new Error('the voice goes to another process');
  });
  await jobs.send({ kind: 'voice' });
}
