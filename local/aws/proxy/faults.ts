import { nameOf, type Call } from './call';
import { throttled, type Refusal } from './reply';

interface Rule {
  readonly operation: string;
  left: number;
  readonly refusal: Refusal | undefined;
}

/** Calls that are to be refused, the oldest order first. */
export interface CallFaults {
  throttle(operation: string, count: number): void;
  refuse(operation: string, count: number, refusal: Refusal): void;
  clear(): void;
  /** What calls are refused with at present, throttling aside. */
  refusals(): readonly Refusal[];
  /** What this call is refused with, and counts it. */
  next(call: Call, method: string): Refusal | undefined;
}

/** No fault at first. */
export function callFaults(): CallFaults {
  let rules: Rule[] = [];
  return {
    throttle: (operation, count) => void rules.push({ operation, left: count, refusal: undefined }),
    refuse: (operation, count, refusal) => void rules.push({ operation, left: count, refusal }),
    clear: () => void (rules = []),
    refusals: () => rules.flatMap(({ refusal }) => refusal ?? []),
    next(call, method) {
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
