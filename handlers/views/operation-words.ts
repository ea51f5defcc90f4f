import type { OperationKind } from '../../workshop/operation';

/** How operations are spoken of, everywhere the same. */
interface OperationWords {
  /** `Deploying`. */
  readonly doing: string;
  /** `Deployed`. */
  readonly done: string;
  /** `began to deploy`: after who did it. */
  readonly began: string;
  /** `being deployed`: after whose it is. */
  readonly being: string;
}

export const OPERATION_WORDS: Readonly<Record<OperationKind, OperationWords>> = {
  deploy: { doing: 'Deploying', done: 'Deployed', began: 'began to deploy', being: 'being deployed' },
  destroy: { doing: 'Destroying', done: 'Destroyed', began: 'began to destroy', being: 'being destroyed' },
  scale: { doing: 'Scaling', done: 'Scaled', began: 'began to scale', being: 'being scaled' },
  replace: { doing: 'Replacing', done: 'Replaced', began: 'gave new instances to', being: 'having seats replaced' },
  stop: { doing: 'Turning off', done: 'Turned off', began: 'began to turn off', being: 'being turned off' },
  start: { doing: 'Turning on', done: 'Turned on', began: 'began to turn on', being: 'being turned on' },
  restart: { doing: 'Restarting', done: 'Restarted', began: 'restarted', being: 'being restarted' },
};
