import {
  GetCostAndUsageCommand,
  ListCostAllocationTagsCommand,
  type Group,
  type GetCostAndUsageCommandInput,
} from '@aws-sdk/client-cost-explorer';
import type { CostReport, RealCost } from '../../workshop/ports/cost-report';
import { ProblemError } from '../../workshop/problems';
import type { Workshop } from '../../workshop/workshop';
import { TAG } from '../names';
import { Calls } from './calls';
import { clientsByRegion, type Clients, type CloudOptions } from './clients';

/** Where Cost Explorer is, for every region. */
const REGION = 'us-east-1';
const DAY_MS = 24 * 3_600_000;
/** What is not the workshop's own doing. */
const NOT_COUNTED = ['Credit', 'Refund', 'Tax'];
/** Of a smaller sum nothing can be said. */
const LEAST = 0.005;

/** AWS's own bill by Cost Explorer, of what carries the tag of this run of the workshop. */
export function createCostReport(options: CloudOptions = {}): CostReport {
  const clientsOf = clientsByRegion(options);
  return {
    async of(workshop) {
      const clients = clientsOf(REGION);
      try {
        const cost = await costOf(clients, workshop);
        if (cost.total >= LEAST) return cost;
      } catch (error) {
        if (isDenied(error)) return 'denied';
        throw error;
      }
      return (await isTagActive(clients)) ? 'nothing' : 'inactive';
    },
  };
}

async function costOf(clients: Clients, workshop: Workshop): Promise<RealCost> {
  const calls = new Calls(clients);
  const groups = await calls.pages<Group>(async (NextPageToken) => {
    const command = new GetCostAndUsageCommand({ ...question(workshop), NextPageToken });
    const answer = await calls.make('ce:GetCostAndUsage', () => clients.costs.send(command));
    return {
      items: (answer.ResultsByTime ?? []).flatMap(({ Groups = [] }) => Groups),
      next: answer.NextPageToken,
    };
  });
  const sums = new Map<string, number>();
  for (const { Keys: [name = 'other'] = [], Metrics } of groups) {
    sums.set(name, (sums.get(name) ?? 0) + Number(Metrics?.['UnblendedCost']?.Amount ?? 0));
  }
  const services = [...sums]
    .map(([name, amount]) => ({ name, amount }))
    .filter(({ amount }) => amount >= LEAST)
    .sort((a, b) => b.amount - a.amount);
  return { total: [...sums.values()].reduce((sum, amount) => sum + amount, 0), services };
}

/** Of whole days, in UTC, from the first deploy's until the destroy's. */
function question({ suffix, deployedAt, destroyedAt, createdAt }: Workshop): GetCostAndUsageCommandInput {
  const day = (at: Date): string => at.toISOString().slice(0, 10);
  const from = deployedAt ?? createdAt;
  return {
    TimePeriod: { Start: day(from), End: day(new Date((destroyedAt ?? from).getTime() + DAY_MS)) },
    Granularity: 'DAILY',
    Metrics: ['UnblendedCost'],
    GroupBy: [{ Type: 'DIMENSION', Key: 'SERVICE' }],
    Filter: {
      And: [
        { Tags: { Key: TAG.run, Values: [suffix], MatchOptions: ['EQUALS'] } },
        { Not: { Dimensions: { Key: 'RECORD_TYPE', Values: NOT_COUNTED } } },
      ],
    },
  };
}

/** An account of an organisation may not ask; where nothing is billed then, the tag is the likeliest reason. */
async function isTagActive(clients: Clients): Promise<boolean> {
  const command = new ListCostAllocationTagsCommand({ TagKeys: [TAG.run], Status: 'Active' });
  const calls = new Calls(clients);
  try {
    const { CostAllocationTags = [] } = await calls.make('ce:ListCostAllocationTags', () =>
      clients.costs.send(command),
    );
    return CostAllocationTags.length > 0;
  } catch (error) {
    if (isDenied(error)) return false;
    throw error;
  }
}

const isDenied = (error: unknown): boolean => error instanceof ProblemError && error.problem.kind === 'permission';
