import { mayAnywhere, mayAt, type Least, type Rights } from '../../workshop/crew';
import type { Workshop } from '../../workshop/workshop';
import type { Message } from '../views/blocks';
import { forTheHouse, notInCrew, organisersOnly, tooMuchForHelpers } from '../views/refusals';

/** What somebody may do, as looked up for this command, click or window, and the least that it takes. */
export interface Guarded {
  readonly rights: Rights;
  readonly least: Least;
}

/** The refusal for whoever may not do this anywhere; undefined where they may somewhere: then each workshop is asked about. */
export function refuseAnywhere({ rights, least }: Guarded, botUserId: string | undefined): Message | undefined {
  if (mayAnywhere(rights, least)) return undefined;
  if (rights.roles.size === 0) return organisersOnly(botUserId);
  return mayAnywhere(rights, 'organiser') ? forTheHouse() : tooMuchForHelpers();
}

/** The refusal for whoever may not do this in the workshop that is meant. */
export function refuseAt({ rights, least }: Guarded, workshop: Workshop): Message | undefined {
  if (mayAt(rights, least, workshop.id)) return undefined;
  return rights.roles.has(workshop.id) ? tooMuchForHelpers(workshop) : notInCrew(workshop);
}
