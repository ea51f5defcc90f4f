import type { WorkshopSpec } from './workshop';

const MINUTE_MS = 60_000;
/** Simulated on AWS's own limits: 14 min for 80 seats, 61 for 1,000 (docs/bench); half as much again for the slow day. */
const LEAST_MIN = 10;
const A_SEAT_MIN = 0.055;
const MARGIN = 1.5;

/** Milliseconds to allow for a deploy until every seat answers. */
export const deployTime = ({ seats }: Pick<WorkshopSpec, 'seats'>): number =>
  Math.ceil((LEAST_MIN + A_SEAT_MIN * seats) * MARGIN) * MINUTE_MS;
