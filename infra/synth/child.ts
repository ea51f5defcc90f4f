import { synthInProcess } from './in-process';
import type { SynthReply, SynthTask } from './protocol';

// CDKTF takes a stack trace for every token; mapping them back to TypeScript is a quarter of all the work.
process.setSourceMapsEnabled(false);

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
