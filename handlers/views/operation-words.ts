import type { OperationKind } from '../../workshop/operation';

/** How operations are spoken of, everywhere the same. */
interface OperationWords {
  /** `deploy`: after an article. */
  readonly noun: string;
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
  deploy: { noun: 'deploy', doing: 'Deploying', done: 'Deployed', began: 'began to deploy', being: 'being deployed' },
  destroy: {
    noun: 'destroy',
    doing: 'Destroying',
    done: 'Destroyed',
    began: 'began to destroy',
    being: 'being destroyed',
  },
  scale: {
    noun: 'change of its size',
    doing: 'Scaling',
    done: 'Scaled',
    began: 'began to scale',
    being: 'being scaled',
  },
  replace: {
    noun: 'replacing',
    doing: 'Replacing',
    done: 'Replaced',
    began: 'gave new instances to',
    being: 'having seats replaced',
  },
  stop: {
    noun: 'turning off',
    doing: 'Turning off',
    done: 'Turned off',
    began: 'began to turn off',
    being: 'being turned off',
  },
  start: {
    noun: 'turning on',
    doing: 'Turning on',
    done: 'Turned on',
    began: 'began to turn on',
    being: 'being turned on',
  },
  swap: {
    noun: 'swap',
    doing: 'Swapping to a spare:',
    done: 'Swapped to a spare:',
    began: 'began to swap',
    being: 'having a seat swapped to a spare',
  },
  restart: { noun: 'restart', doing: 'Restarting', done: 'Restarted', began: 'restarted', being: 'being restarted' },
  rehearse: {
    noun: 'rehearsal',
    doing: 'Rehearsing',
    done: 'Rehearsed',
    began: 'began to rehearse',
    being: 'being rehearsed',
  },
  allow: {
    noun: 'allow-list change',
    doing: 'Changing the allow-list of',
    done: 'Changed the allow-list of',
    began: 'began to change who may reach it',
    being: 'having its allow-list changed',
  },
  venue: {
    noun: 'venue check',
    doing: 'Putting up the venue check of',
    done: 'Put up the venue check of',
    began: 'began to put up the venue check',
    being: 'getting its venue check',
  },
  'venue-end': {
    noun: 'venue end',
    doing: 'Taking down the venue check of',
    done: 'Took down the venue check of',
    began: 'began to take the venue check down',
    being: 'losing its venue check',
  },
};
