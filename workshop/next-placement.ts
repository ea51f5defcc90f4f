import { alternativesOf } from './alternatives';
import type { Placement } from './ports/provisioner';
import type { WorkshopSpec } from './workshop';
import { ZONES, zoneOfSeat } from './zones';

/**
 * Where a seat's host is tried next, after AWS had no capacity for it at its usual place and at those in `tried`: first the other
 * zone, then other instance types in both. A seat with a volume stays in its zone, since the volume cannot leave it. Undefined when
 * nothing is left to try.
 */
export function nextPlacement(spec: WorkshopSpec, no: number, tried: readonly Placement[] = []): Placement | undefined {
  const usual = zoneOfSeat(no);
  const other = (usual + 1) % ZONES.length;
  const isFixed = spec.storage.kind === 'volume';
  const places: Placement[] = [
    ...(isFixed ? [] : [{ zone: other }]),
    ...alternativesOf(spec).flatMap((instanceType) => [
      { instanceType },
      ...(isFixed ? [] : [{ zone: other, instanceType }]),
    ]),
  ];
  const nameOf = ({ zone = usual, instanceType = spec.instanceType }: Placement): string => `${zone} ${instanceType}`;
  const done = new Set(tried.map(nameOf));
  return places.find((place) => !done.has(nameOf(place)));
}
