import type { Operation } from '../../workshop/operation';
import type { Usher } from '../../workshop/usher/usher';
import type { Workshop } from '../../workshop/workshop';
import { actions, button, type Message } from './blocks';
import { plain } from './refusals';
import { mention } from './words';

export const CANCEL = 'cancel-operation';

/** The button below a running operation. */
export const cancelButton = ({ id, kind }: Operation) =>
  actions('cancel', [
    button(CANCEL, 'Cancel', {
      value: id,
      confirm: {
        title: `Cancel the ${kind}?`,
        text: `Nothing more is begun, and what Terraform is at ends in order. What exists stays and goes on costing. ${THEN[kind]}`,
        yes: `Cancel the ${kind}`,
      },
    }),
  ]);

/** What can be done after an operation was cancelled. */
export const THEN = {
  deploy: 'Afterwards `deploy` goes on where it stopped, and `destroy` removes it.',
  destroy: 'Afterwards `destroy` goes on where it stopped, and `deploy` makes what is missing again.',
  scale:
    'Afterwards `deploy` makes what is missing of new seats, and the same `scale` again takes away what is left of others.',
  replace: 'Afterwards `replace` or `deploy` goes on where it stopped.',
  stop: 'What is off already stays off: `start` turns it on, `stop` goes on.',
  start: 'What is on already stays on: `start` goes on, `stop` turns it off.',
  restart: 'Apps that were restarted already stay so.',
} as const;

/** What became of asking for a stop. */
export function cancelAnswer({ spec }: Workshop, answer: Awaited<ReturnType<Usher['cancel']>>): Message {
  if ('stopping' in answer) {
    const { kind } = answer.stopping;
    return plain(`Stopping the ${kind} of *${spec.name}*: its message says when and how far it came. ${THEN[kind]}`);
  }
  if (answer.refused === 'nothing-runs')
    return plain(`Nothing of *${spec.name}* is running, so there is nothing to cancel.`);
  const { kind, cancelledBy } = answer.operation;
  const by = cancelledBy !== undefined && cancelledBy !== 'usher' ? ` ${mention(cancelledBy)} asked for that.` : '';
  return plain(
    `The ${kind} of *${spec.name}* is stopping already.${by} Terraform ends what it is at, which may take some minutes.`,
  );
}
