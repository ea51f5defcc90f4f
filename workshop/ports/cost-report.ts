import type { Workshop } from '../workshop';

/** AWS's own bill. Every method throws ProblemError where AWS cannot be asked. */
export interface CostReport {
  /**
   * What AWS has billed so far for what carries the workshop's tag. `inactive`: the account does not break its costs down by that tag;
   * `denied`: Usher may not ask; `nothing`: there is none yet. A call costs a cent.
   */
  of(workshop: Workshop): Promise<RealCost | 'inactive' | 'denied' | 'nothing'>;
}

export interface RealCost {
  /** US dollars, without taxes, credits and refunds. */
  readonly total: number;
  /** By AWS's names, dearest first. */
  readonly services: readonly { readonly name: string; readonly amount: number }[];
}
