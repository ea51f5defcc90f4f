/** A token bucket as AWS keeps it for each account and region. */
export interface Limit {
  /** How the table calls it. */
  readonly name: string;
  readonly burst: number;
  /** Tokens a second. */
  readonly refill: number;
}

const limit = (name: string, burst: number, refill: number): Limit => ({ name, burst, refill });

const ECS = {
  definitions: limit('ECS Register/DeregisterTaskDefinition', 20, 1),
  services: limit('ECS Create/Update/DeleteService', 50, 5),
  reads: limit('ECS Describe*, List*', 100, 20),
};
const ELB = {
  create: limit('ELBv2 CreateLoadBalancer', 10, 0.2),
  writes: limit('ELBv2 other writes', 20, 3),
  reads: limit('ELBv2 Describe*', 40, 10),
};

/**
 * The bucket a call takes its token from; undefined where AWS names none that matters here. From AWS's pages on the throttling
 * of ECS, ELB and EC2 requests and the quotas of Secrets Manager and Route 53. ELB and ECS count families of calls together, EC2
 * each call by itself; what the provider asks EC2 by id, neither filtered nor paged, is taken for the smaller of two buckets.
 */
export function limitOf(call: string): Limit | undefined {
  const [service = '', operation = ''] = call.split(':');
  const reads = /^(Describe|List|Get)/.test(operation);
  switch (service) {
    case 'ecs':
      if (/TaskDefinition$/.test(operation) && !reads) return ECS.definitions;
      if (/^(Create|Update|Delete)Service$/.test(operation)) return ECS.services;
      return reads ? ECS.reads : undefined;
    case 'elbv2':
      if (operation === 'CreateLoadBalancer') return ELB.create;
      return reads ? ELB.reads : ELB.writes;
    case 'ec2':
      if (operation === 'RunInstances') return limit('EC2 RunInstances', 5, 2);
      if (operation === 'CreateTags') return limit('EC2 CreateTags', 100, 10);
      return reads ? limit(`EC2 ${operation}`, 50, 10) : limit(`EC2 ${operation}`, 50, 5);
    case 'secretsmanager':
      return limit(`Secrets Manager ${operation}`, 50, 50);
    case 'route53':
      return limit('Route 53', 50, 10);
    default:
      return undefined;
  }
}

/** What became of one bucket in a run. */
export interface BucketUse {
  readonly name: string;
  readonly calls: number;
  /** Times a call was refused and tried again. */
  readonly refusals: number;
  /** Seconds that callers slept because of it, all together. */
  readonly waited: number;
  /** Calls, refused ones too, in its busiest second. */
  readonly peak: number;
  /** Shortest time the calls could take, in seconds, whoever makes them. */
  readonly floor: number;
}

/** One bucket in simulated time. */
export class Bucket {
  private tokens: number;
  private filledAt = 0;
  private calls = 0;
  private refusals = 0;
  private waited = 0;
  private readonly asked = new Map<number, number>();

  constructor(readonly limit: Limit) {
    this.tokens = limit.burst;
  }

  /** Takes a token, or not. */
  take(now: number): boolean {
    const { burst, refill } = this.limit;
    this.tokens = Math.min(burst, this.tokens + (now - this.filledAt) * refill);
    this.filledAt = now;
    const second = Math.floor(now);
    this.asked.set(second, (this.asked.get(second) ?? 0) + 1);
    if (this.tokens < 1) {
      this.refusals += 1;
      return false;
    }
    this.tokens -= 1;
    this.calls += 1;
    return true;
  }

  sleeps(seconds: number): void {
    this.waited += seconds;
  }

  use(): BucketUse {
    const { name, burst, refill } = this.limit;
    const peak = [...this.asked.values()].reduce((most, count) => Math.max(most, count), 0);
    const floor = Math.max(0, (this.calls - burst) / refill);
    return { name, calls: this.calls, refusals: this.refusals, waited: this.waited, peak, floor };
  }
}
