import type { Placement } from './ports/provisioner';
import type { Seat } from './seat';
import { planSeat, seatLabel, seatUrl } from './seat-plan';
import type { Workshop, WorkshopSpec } from './workshop';
import { zoneOfSeat } from './zones';

/** A swap, as far as it was decided and done; all of it is noted before it is acted on. */
export interface Swap {
  /** Number of the spare whose machine the seat gets, and which gets the seat's. */
  readonly spare: number;
  /** The machines: who has which before anything is changed. */
  readonly hosts?: SwapHosts;
  /** What became of the participant's work. */
  readonly work?: CarriedWork;
  /** The spare's machine knows its new number: from here on there is no way back. */
  readonly given?: true;
  /** ISO time at which the seat answered from its new machine. */
  readonly movedAt?: string;
}

export interface SwapHosts {
  /** Instance id of the seat's old machine, and where it stands; undefined where it had none any more. */
  readonly from: string | undefined;
  readonly fromPlace: Required<Placement>;
  /** The same of the spare's. */
  readonly to: string;
  readonly toPlace: Required<Placement>;
}

/**
 * `packed`: put away, not unpacked yet. `carried`: it is on the new machine, but for those that were `omitted`. `lost`: the
 * old machine gave nothing up; `why` is a sentence.
 */
export type CarriedWork =
  | { readonly kind: 'packed' | 'carried'; readonly files: number; readonly omitted: number }
  | { readonly kind: 'lost'; readonly why: string };

/** Where a seat's machine stands, as Terraform was told. */
export function standsAt(
  { instanceType }: WorkshopSpec,
  { no, placements }: Pick<Seat, 'no' | 'placements'>,
): Required<Placement> {
  return { zone: zoneOfSeat(no), instanceType, ...placements.at(-1) };
}

/** What a host is told that takes a seat's number. */
export function numberValues({ spec, loadBalancers }: Workshop, no: number): Record<string, string> {
  const plan = planSeat(spec, no);
  const urls = plan.apps.map((app) => `${app.app.name.toUpperCase()}=${seatUrl(loadBalancers, plan, app) ?? ''}`);
  return {
    USHER_WORKSHOP: spec.name,
    USHER_SEAT: seatLabel(no),
    USHER_USER: plan.user,
    USHER_URLS: urls.join('\n'),
  };
}
