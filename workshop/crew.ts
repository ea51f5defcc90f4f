/** What somebody of a workshop's crew may do: an organiser everything, a helper what mends and helps. */
export type Role = 'organiser' | 'helper';

export interface CrewMember {
  readonly workshopId: string;
  /** Slack user. */
  readonly userId: string;
  readonly role: Role;
  readonly addedBy: string;
  readonly addedAt: Date;
}

/** What one person may do, and where. */
export interface Rights {
  /** Organiser of every workshop, and of what belongs to none. */
  readonly house: boolean;
  /** By workshop's id. A helper's end with their workshop; an organiser's stay: its receipt and its record are read afterwards. */
  readonly roles: ReadonlyMap<string, Role>;
}

/** The least that somebody must be. `house`: an organiser of every workshop. */
export type Least = 'everyone' | 'helper' | 'organiser' | 'house';

/** Whether these rights suffice for this workshop. */
export function mayAt({ house, roles }: Rights, least: Least, workshopId: string): boolean {
  return house || least === 'everyone' || enough(roles.get(workshopId), least);
}

/** Whether they suffice for any workshop at all. */
export function mayAnywhere({ house, roles }: Rights, least: Least): boolean {
  return house || least === 'everyone' || [...roles.values()].some((role) => enough(role, least));
}

const enough = (role: Role | undefined, least: Least): boolean =>
  role === 'organiser' ? least !== 'house' : role === 'helper' && least === 'helper';
