import type { OperationView } from '../../workshop/usher/operations';
import type { HandlerDeps } from '../deps';
import { pauseMessage, resumedMessage } from '../views/progress-pause';
import type { Outbox } from './outbox';
import { sayOnce } from './say-once';

/** A pause that needs somebody is a new line that mentions them, once; so is its end. */
export async function tellPause(deps: HandlerDeps, outbox: Outbox, view: OperationView): Promise<void> {
  const { message, told } = view.operation;
  if (!message || view.operation.state !== 'running') return;
  const begun = told.filter((what) => what.startsWith(BEGAN)).length;
  const ended = told.filter((what) => what.startsWith(ENDED)).length;
  const paused = pausedBy(view);
  if (paused && begun === ended) {
    await sayOnce(deps, outbox, view.operation, [`${BEGAN}${begun}`], () =>
      outbox.post(message.channel, pauseMessage(view, paused)),
    );
  } else if (!paused && begun > ended) {
    await sayOnce(deps, outbox, view.operation, [`${ENDED}${ended}`], () =>
      outbox.post(message.channel, resumedMessage(view)),
    );
  }
}

const BEGAN = 'paused ';
const ENDED = 'resumed ';

/** Why a running operation, or a part of it, waits for somebody; undefined while it does not. */
export const pausedBy = ({ operation, steps }: OperationView) =>
  operation.state === 'running'
    ? (operation.problem ?? steps.find(({ state, problem }) => state === 'running' && problem)?.problem)
    : undefined;
