import { nameOf, type Call } from './call';
import { expired, throttled, type Refusal } from './reply';

interface Rule {
  readonly operation: string;
  left: number;
  readonly refusal: Refusal | undefined;
}

/** Calls that are to be refused, the oldest order first. */
export interface CallFaults {
  throttle(operation: string, count: number): void;
  refuse(operation: string, count: number, refusal: Refusal): void;
  /** Every call that is signed with this key, or with any, is refused as expired. */
  expire(key: string | undefined): void;
  clear(): void;
  /** What calls are refused with at present, throttling aside. */
  refusals(): readonly Refusal[];
  /** What this call is refused with, and counts it. */
  next(call: Call, method: string): Refusal | undefined;
}

/** No fault at first. */
export function callFaults(): CallFaults {
  let rules: Rule[] = [];
  let overdue: ((key: string) => boolean)[] = [];
  return {
    throttle: (operation, count) => void rules.push({ operation, left: count, refusal: undefined }),
    refuse: (operation, count, refusal) => void rules.push({ operation, left: count, refusal }),
    expire: (key) => void overdue.push((used) => key === undefined || used === key),
    clear() {
      rules = [];
      overdue = [];
    },
    refusals: () => rules.flatMap(({ refusal }) => refusal ?? []),
    next(call, method) {
      if (overdue.some((isOver) => isOver(call.key))) return expired(call);
      const name = nameOf(call, method);
      const rule = rules.find(
        (r) => r.operation === name || r.operation === `${name.split(':')[0]}:*` || r.operation === '*',
      );
      if (!rule) return undefined;
      if (--rule.left <= 0) rules = rules.filter((r) => r !== rule);
      return rule.refusal ?? throttled(call);
    },
  };
}
