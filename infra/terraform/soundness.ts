/** A resource of a plan as `terraform show -json` tells it; `before` is what AWS answered when the plan read it. */
export interface ShownChange {
  readonly address: string;
  readonly type: string;
  readonly before: Readonly<Record<string, unknown>>;
  /** What it is to become, as far as that is known; undefined where it goes. */
  readonly after: Readonly<Record<string, unknown>> | undefined;
  readonly importing: boolean;
  readonly tainted: boolean;
}

type Verdict = 'sound' | 'unsettled' | 'broken';

/** Attribute that holds AWS's own word on the resource, and which words are bad or not final. The rest is sound. */
const STATUS: Readonly<Record<string, { attribute: string; unsettled: RegExp; broken: RegExp }>> = {
  aws_db_instance: {
    attribute: 'status',
    unsettled: /^(creating|starting|rebooting|resetting-master-credentials|configuring-.*|modifying|backing-up)$/,
    broken: /^(failed|deleting|inaccessible-.*|incompatible-.*|restore-error|storage-full)$/,
  },
  aws_instance: { attribute: 'instance_state', unsettled: /^pending$/, broken: /^(shutting-down|terminated)$/ },
  // Pending is sound: its proof is made by the apply that goes on.
  aws_acm_certificate: {
    attribute: 'status',
    unsettled: /^$/,
    broken: /^(FAILED|VALIDATION_TIMED_OUT|REVOKED|EXPIRED|INACTIVE)$/,
  },
  aws_vpc_endpoint: {
    attribute: 'state',
    unsettled: /^pending$/,
    broken: /^(failed|rejected|expired|deleting|deleted)$/,
  },
};

/** What AWS says of a resource whose creation was interrupted. What exists and has no status of its own is sound. */
export function judge({ type, before }: Pick<ShownChange, 'type' | 'before'>): Verdict {
  const status = STATUS[type];
  const word = status ? before[status.attribute] : undefined;
  if (!status || typeof word !== 'string') return 'sound';
  if (status.broken.test(word)) return 'broken';
  return status.unsettled.test(word) ? 'unsettled' : 'sound';
}

interface RawPlan {
  readonly resource_changes?: readonly {
    readonly address: string;
    readonly mode: string;
    readonly type: string;
    readonly action_reason?: string;
    readonly change: {
      readonly before: Record<string, unknown> | null;
      readonly after?: Record<string, unknown> | null;
      readonly importing?: unknown;
    };
  }[];
}

/** Managed resources of a shown plan that exist now. */
export function shownChanges(plan: unknown): ShownChange[] {
  return ((plan as RawPlan).resource_changes ?? []).flatMap(({ address, mode, type, action_reason, change }) =>
    mode === 'managed' && change.before
      ? [
          {
            address,
            type,
            before: change.before,
            after: change.after ?? undefined,
            importing: Boolean(change.importing),
            tainted: action_reason === 'replace_because_tainted',
          },
        ]
      : [],
  );
}
