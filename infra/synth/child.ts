import { synthInProcess } from './in-process';
import type { SynthReply, SynthTask } from './protocol';

/** Synthesises what it is sent until the parent lets go of the channel. */
process.on('message', ({ id, request }: SynthTask) => {
  let reply: SynthReply;
  try {
    reply = { id, done: synthInProcess(request) };
  } catch (error) {
    reply = { id, failed: error instanceof Error ? error.message : String(error) };
  }
  process.send!(reply);
});
