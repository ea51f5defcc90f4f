/** Calls of one kind by one kind of caller. */
export interface CallCount {
  /** `ecs:CreateService`, `elbv2:CreateListener`, `s3:PutObject`. */
  readonly call: string;
  readonly by: Caller;
  readonly count: number;
}

/** Told apart by their User-Agent: Terraform and its provider, an SDK for JavaScript, anybody else. */
export type Caller = 'terraform' | 'sdk-js' | 'other';

export interface CallLog {
  record(call: string, userAgent: string | undefined): void;
  /** Calls so far by name. */
  readonly counts: ReadonlyMap<string, number>;
  /** The same by caller too, in the order of their names. */
  list(): CallCount[];
}

/** Empty at first. */
export function createCallLog(): CallLog {
  const counts = new Map<string, number>();
  const byCaller = new Map<string, CallCount>();
  return {
    counts,
    record(call, userAgent) {
      counts.set(call, (counts.get(call) ?? 0) + 1);
      const by = callerOf(userAgent ?? '');
      const key = `${call} ${by}`;
      byCaller.set(key, { call, by, count: (byCaller.get(key)?.count ?? 0) + 1 });
    },
    list: () => [...byCaller].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, count]) => count),
  };
}

function callerOf(userAgent: string): Caller {
  if (/terraform|opentofu/i.test(userAgent)) return 'terraform';
  return userAgent.includes('aws-sdk-js') ? 'sdk-js' : 'other';
}
