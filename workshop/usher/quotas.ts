import type { QuotaRequest } from '../quota-request';
import type { Workshop } from '../workshop';

/** Asking AWS for larger quotas, and after what became of it. */
export interface Quotas {
  /**
   * Asks AWS for as much of the quota as the workshop needs now. `pending`: it was asked for before, and AWS has not answered. `enough`: there is
   * enough by now; `fixed`: AWS raises it for nobody. Throws ProblemError where AWS refuses to be asked.
   */
  ask(
    workshop: Workshop,
    by: string,
    code: string,
  ): Promise<{ asked: QuotaRequest } | { pending: QuotaRequest } | { refused: 'enough' | 'fixed' | 'unknown' }>;
  /** Those AWS has not answered, oldest first. */
  pending(): Promise<QuotaRequest[]>;
  /** Asks AWS about those: each that has its answer, until that was noted as told. */
  look(): Promise<QuotaRequest[]>;
  /** Notes that the answer was told. */
  settle(answered: QuotaRequest): Promise<void>;
}
