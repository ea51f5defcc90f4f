import type { Operation, Step } from '../../../workshop/operation';
import type { Problem } from '../../../workshop/problems';
import type { InSlack, Seat, SeatState } from '../../../workshop/seat';
import { stacksOf } from '../../../workshop/seat-plan';
import type { OperationView } from '../../../workshop/usher/operations';
import type { Workshop } from '../../../workshop/workshop';
import { exampleWorkshop } from '../../support/workshop';

export const AT = new Date('2026-11-24T07:02:00Z');

export const sampleWorkshop = (seats: number, change: Partial<Workshop> = {}): Workshop =>
  exampleWorkshop({
    spec: { seats, region: 'us-east-1' },
    suffix: 'ab12cd',
    state: 'deploying',
    crewChannel: 'C0CREW',
    room: 'C0ROOM',
    createdBy: 'U0ADA',
    createdAt: AT,
    deployedAt: AT,
    ...change,
  });

export const sampleSeat = (no: number, state: SeatState, detail?: string): Seat => ({
  workshopId: 'w1',
  no,
  state,
  detail,
  owner: undefined,
  assignedAt: undefined,
  spare: false,
  placements: [],
});

export const sampleOperation = (change: Partial<Operation> = {}): Operation => ({
  id: 'o1',
  workshopId: 'w1',
  kind: 'deploy',
  state: 'running',
  startedBy: 'U0ADA',
  startedAt: AT,
  endedAt: undefined,
  target: undefined,
  message: undefined,
  told: [],
  problem: undefined,
  cancelledBy: undefined,
  ...change,
});

export const sampleStep = (stack: string, change: Partial<Step> = {}): Step => ({
  operationId: 'o1',
  stack,
  state: 'waiting',
  done: 0,
  total: 0,
  foundation: false,
  note: undefined,
  startedAt: undefined,
  endedAt: undefined,
  problem: undefined,
  worker: undefined,
  attempt: 0,
  replace: [],
  ...change,
});

export const longProblem: Problem = {
  kind: 'unknown',
  summary: `Terraform stopped at <something> & more ${'x'.repeat(300)}.`,
  next: `Look at the cause, then run it again ${'y'.repeat(300)}.`,
  cause: `Error: ${'z'.repeat(1990)}`,
  detail: { address: 'aws_instance.seat-007', code: 'L-1216C47A' },
};

/** A view of an operation; `state` decides each seat, `step` each stack. */
export function sampleView(
  seats: number,
  parts: {
    readonly operation?: Partial<Operation>;
    readonly workshop?: Partial<Workshop>;
    readonly seat?: (no: number) => Seat;
    readonly step?: (stack: string) => Step;
    readonly view?: Partial<OperationView>;
  } = {},
): OperationView {
  const workshop = sampleWorkshop(seats, parts.workshop);
  return {
    operation: sampleOperation(parts.operation),
    workshop,
    steps: stacksOf(workshop.spec).map(parts.step ?? ((stack) => sampleStep(stack))),
    seats: Array.from({ length: seats }, (_, i) => (parts.seat ?? ((no) => sampleSeat(no, 'absent')))(i + 1)),
    owners: new Map(),
    hourly: 15.7,
    spent: 2,
    expectedAt: undefined,
    now: new Date(AT.getTime() + 7 * 60_000),
    leftovers: undefined,
    archives: [],
    ...parts.view,
  };
}

export const sampleParticipant = (change: Partial<InSlack> = {}): InSlack => ({
  id: 'p1',
  workshopId: 'w1',
  userId: 'U0GRACE',
  name: undefined,
  email: undefined,
  dmChannel: undefined,
  cardTs: undefined,
  owedCard: false,
  listed: false,
  waitingSince: undefined,
  arrivedAt: undefined,
  leavingAt: undefined,
  news: undefined,
  ...change,
});
