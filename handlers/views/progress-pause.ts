import type { Problem } from '../../workshop/problems';
import type { OperationView } from '../../workshop/usher/operations';
import { clip, context, type Message, section } from './blocks';
import { subject } from './progress';
import { escape, mention } from './words';

/** The new line when an operation waits for somebody: what for, and that nothing else is to be done. */
export function pauseMessage(view: OperationView, { summary, next }: Problem): Message {
  const line = `${mention(view.operation.startedBy)} ⏸️ ${subject(view)} is paused: ${escape(summary)}`;
  const then = `${escape(next)} It goes on by itself then; nothing is lost meanwhile.`;
  return { text: clip(`${line} ${then}`, 1500), blocks: [section(line), context(then)] };
}

/** The new line when it goes on. */
export function resumedMessage(view: OperationView): Message {
  const line = `▶️ ${subject(view)} goes on.`;
  return { text: line, blocks: [section(line)] };
}
