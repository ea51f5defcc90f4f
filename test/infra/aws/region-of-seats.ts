import { planSeat, seatLabel } from '../../../workshop/seat-plan';
import type { Workshop } from '../../../workshop/workshop';
import type { Handler } from './stand-in';

export interface Seat {
  instance: 'pending' | 'running' | 'stopped' | 'terminated';
  impaired: boolean;
  /** undefined: not registered. */
  agent: boolean | undefined;
  /** By service name; a task more or less than one is allowed. */
  tasks: { group: string; lastStatus: string; desiredStatus: string; healthStatus: string; startedAt: number }[];
}

/** All seats of a workshop, well unless a test changes them. */
export function seatsOf(workshop: Workshop): Map<number, Seat> {
  const { spec } = workshop;
  return new Map(
    Array.from({ length: spec.seats }, (_, i) => [
      i + 1,
      {
        instance: 'running' as const,
        impaired: false,
        agent: true,
        tasks: planSeat(spec, i + 1).apps.map(({ name }) => ({
          group: `service:${name}`,
          lastStatus: 'RUNNING',
          desiredStatus: 'RUNNING',
          healthStatus: 'HEALTHY',
          startedAt: 1_795_000_000,
        })),
      },
    ]),
  );
}

/** Handlers that page and refuse as AWS does: 100 a page and a call, 1,000 instances a page. */
export function regionOf(workshop: Workshop, seats: Map<number, Seat>): Record<string, Handler> {
  const cluster = `usher-${workshop.spec.name}`;
  const tasks = [...seats].flatMap(([no, seat]) =>
    seat.tasks.map((task, i) => ({ ...task, taskArn: `task/${no}-${i}` })),
  );
  const agents = [...seats].filter(([, seat]) => seat.agent !== undefined);
  const page = (all: string[], field: string, input: Record<string, unknown>) => {
    if (input['cluster'] !== cluster) return { error: 'ClusterNotFoundException', message: 'Cluster not found.' };
    const from = Number(input['nextToken'] ?? 0);
    const to = from + Math.min(100, Number(input['maxResults'] ?? 10));
    return { [field]: all.slice(from, to), ...(to < all.length ? { nextToken: String(to) } : {}) };
  };
  const atMost100 = (ids: unknown[]) => {
    if (ids.length === 0 || ids.length > 100) throw new Error(`${ids.length} in one call`);
  };
  const items = (all: string[]) => all.map((item) => `<item>${item}</item>`).join('');

  return {
    ListTasks: (input) =>
      page(
        tasks.map((task) => task.taskArn),
        'taskArns',
        input,
      ),
    DescribeTasks({ tasks: wanted }) {
      const arns = new Set(wanted as string[]);
      atMost100([...arns]);
      return { tasks: tasks.filter((task) => arns.has(task.taskArn)) };
    },
    ListContainerInstances: (input) =>
      page(
        agents.map(([no]) => `ci/${no}`),
        'containerInstanceArns',
        input,
      ),
    DescribeContainerInstances({ containerInstances }) {
      const arns = new Set(containerInstances as string[]);
      atMost100([...arns]);
      return {
        containerInstances: agents
          .filter(([no]) => arns.has(`ci/${no}`))
          .map(([no, seat]) => ({
            status: 'ACTIVE',
            agentConnected: seat.agent,
            attributes: [
              { name: 'ecs.os-type', value: 'linux' },
              { name: 'seat', value: seatLabel(no) },
            ],
          })),
      };
    },
    DescribeInstances(input) {
      const filters = [input['Filter.1.Value.1'], input['Filter.2.Value.1']];
      if (String(filters) !== `${workshop.spec.name},${workshop.suffix}`) return '<r><reservationSet/></r>';
      const all = [...seats].map(
        ([no, seat]) =>
          `<instancesSet><item><instanceId>i-${no}</instanceId><instanceState><name>${seat.instance}</name></instanceState>` +
          `<tagSet><item><key>usher:seat</key><value>${seatLabel(no)}</value></item></tagSet></item></instancesSet>`,
      );
      return `<r><reservationSet>${items(all.slice(0, 1000))}</reservationSet></r>`;
    },
    DescribeInstanceStatus(input) {
      const ids = Object.keys(input)
        .filter((key) => key.startsWith('InstanceId.'))
        .map((key) => String(input[key]));
      atMost100(ids);
      const states = ids.map((id) => {
        const status = seats.get(Number(id.slice(2)))?.impaired ? 'impaired' : 'ok';
        return `<instanceId>${id}</instanceId><instanceStatus><status>${status}</status></instanceStatus><systemStatus><status>ok</status></systemStatus>`;
      });
      return `<r><instanceStatusSet>${items(states)}</instanceStatusSet></r>`;
    },
  };
}
