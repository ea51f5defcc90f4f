import type { Operation } from '../../workshop/operation';
import type { Usher } from '../../workshop/usher/usher';
import type { Workshop } from '../../workshop/workshop';
import { actions, button, type Message } from './blocks';
import { OPERATION_WORDS } from './operation-words';
import { plain } from './refusals';
import { mention } from './words';

export const CANCEL = 'cancel-operation';

/** The button below a running operation. */
export const cancelButton = ({ id, kind }: Operation) =>
  actions('cancel', [
    button(CANCEL, 'Cancel', {
      value: id,
      confirm: {
        title: `Cancel the ${OPERATION_WORDS[kind].noun}?`,
        text: `${kind === 'rehearse' ? '' : 'Nothing more is begun, and what Terraform is at ends in order. What exists stays and goes on costing. '}${THEN[kind]}`,
        yes: `Cancel the ${OPERATION_WORDS[kind].noun}`,
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
  rehearse: 'Its people leave, and the seats are free again; what was deployed stays.',
  allow: '`allow` with the same words takes it up again.',
  venue: '`venue end` removes what was made of it.',
  swap: 'A seat that has moved stays where it is; the next `deploy` makes its old machine good again as the spare.',
  'venue-end': '`venue end` goes on where it stopped.',
} as const;

/** What became of asking for a stop. */
export function cancelAnswer({ spec }: Workshop, answer: Awaited<ReturnType<Usher['cancel']>>): Message {
  if ('stopping' in answer) {
    const { kind } = answer.stopping;
    return plain(
      `Stopping the ${OPERATION_WORDS[kind].noun} of *${spec.name}*: its message says when and how far it came. ${THEN[kind]}`,
    );
  }
  if (answer.refused === 'nothing-runs')
    return plain(`Nothing of *${spec.name}* is running, so there is nothing to cancel.`);
  const { kind, cancelledBy } = answer.operation;
  const by = cancelledBy !== undefined && cancelledBy !== 'usher' ? ` ${mention(cancelledBy)} asked for that.` : '';
  const takes = kind === 'rehearse' ? '' : ' Terraform ends what it is at, which may take some minutes.';
  return plain(`The ${OPERATION_WORDS[kind].noun} of *${spec.name}* is stopping already.${by}${takes}`);
}
