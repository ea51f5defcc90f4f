import { LATENCY } from '../../local/aws/lifecycle/latencies';
import type { Range } from './random';

/** Where a figure comes from. */
export interface Figure {
  readonly seconds: Range;
  readonly source: string;
}

const PLAYED = 'as the local AWS plays it';

/** One call to AWS and back. */
export const READ: Figure = { seconds: [0.05, 0.2], source: 'usual for AWS, assumed' };
export const WRITE: Figure = { seconds: [0.2, 0.6], source: 'usual for AWS, assumed' };

/**
 * How long AWS makes something: in place of the pauses between the call that asks for it and the next that writes. All other
 * pauses are the provider's own and count as measured (calls.json).
 */
export const MAKING: Readonly<Record<string, Figure>> = {
  aws_instance: { seconds: LATENCY.launch, source: PLAYED },
  aws_lb: { seconds: LATENCY.loadBalancer, source: PLAYED },
  aws_db_instance: { seconds: [450, 600], source: 'typically 7.5-10 minutes, 5-17 seen' },
};

/** A seat's way from its launch to an open door. */
export const SEAT = {
  launch: { seconds: LATENCY.launch, source: PLAYED },
  register: { seconds: LATENCY.register, source: PLAYED },
  interface: { seconds: LATENCY.interface, source: PLAYED },
  pull: { seconds: LATENCY.pull, source: `${PLAYED}; images of 1-2 GB` },
  init: { seconds: LATENCY.init, source: PLAYED },
  jupyter: { seconds: LATENCY.startJupyter, source: PLAYED },
  airflow: { seconds: LATENCY.startAirflow, source: `${PLAYED}; migrates its database first` },
} as const satisfies Record<string, Figure>;

/** The container that waits for the database asks again so often, and Usher looks at starting seats so often. */
export const DATABASE_POLL = 5;
export const USHER_POLL = 10;
/** Healthy answers the load balancer wants to see. */
export const HEALTHY_ANSWERS = 2;

/** CPU seconds of one core: to synthesise, initialise and plan a stack, and for each of its resources on the way. */
export const CPU: Readonly<Record<'stack' | 'resource', Figure>> = {
  stack: { seconds: [4, 4], source: 'from the CPU time of the day with 80 seats' },
  resource: { seconds: [0.1, 0.1], source: 'from the CPU time of the day with 80 seats' },
};

/**
 * Seconds the AWS provider sleeps before it repeats a throttled call: half a second to one, doubled each time, up to
 * two and a half to five minutes; 25 attempts.
 */
export const BACKOFF = { first: 0.5, longest: 300, attempts: 25 };
