import type { Operation } from '../operation';
import type { Workshop } from '../workshop';

/** From where the load balancers may be reached. */
export interface Admission {
  view(workshop: Workshop): Promise<AdmissionView>;
  /** Sets the whole list; what stands on AWS is changed by the operation that is returned, where something stands. */
  change(
    workshop: Workshop,
    by: string,
    ranges: readonly string[],
  ): Promise<{ readonly changed: Workshop; readonly started: Operation | undefined } | { readonly running: Operation }>;
}

export interface AdmissionView {
  readonly ranges: readonly string[];
  /** Usher's own address, where it is known: without it among them, its probes fail. */
  readonly own: string | undefined;
  /** Address of the page at the venue, where one is up. */
  readonly page: string | undefined;
}
