import { SynthProcess } from './synth-process';
import type { Synthesised } from './protocol';
import type { SynthRequest } from './request';

export type { Synthesised } from './protocol';

const shared = new SynthProcess();

/**
 * Writes one stack's `cdk.tf.json` without holding the event loop. Rejects where the stack cannot be built, where the child dies,
 * and when the signal aborts. Calls share one child process, so that many stacks cost one start.
 */
export const synthStack = (request: SynthRequest, signal?: AbortSignal): Promise<Synthesised> =>
  shared.synth(request, signal);

/** The same for several stacks, in order; rejects with the first failure. */
export const synthStacks = (requests: readonly SynthRequest[], signal?: AbortSignal): Promise<Synthesised[]> =>
  Promise.all(requests.map((request) => synthStack(request, signal)));
