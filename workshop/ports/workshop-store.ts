import type { CrewMember } from '../crew';
import type { JoinPolicy, Stretch, Workshop, WorkshopSpec, WorkshopState } from '../workshop';

export interface NewWorkshop {
  readonly spec: WorkshopSpec;
  readonly suffix: string;
  readonly crewChannel: string;
  readonly room: string | undefined;
  readonly join: JoinPolicy;
  readonly createdBy: string;
  readonly endsAt: Date | undefined;
  readonly priceLimit?: number | undefined;
}

/** Another size of a workshop. */
export interface NewSize {
  /** With the new seats and spares. */
  readonly spec: WorkshopSpec;
  readonly built: number | undefined;
  readonly stretches: readonly Stretch[];
  /** Participants who may lose their seat by it: those on seats beyond the new ones. Who is in Slack has the news `removed` then. */
  readonly leaving: readonly string[];
}

export interface WorkshopStore {
  /** Creates the workshop with its seats, all absent; `taken` when a living one has the name. */
  create(workshop: NewWorkshop): Promise<Workshop | 'taken'>;
  get(id: string): Promise<Workshop | undefined>;
  /** The living workshop of this name. */
  byName(name: string): Promise<Workshop | undefined>;
  /** Newest first; the destroyed only on request. */
  list(options?: { readonly past?: boolean }): Promise<Workshop[]>;
  /** The newest, living or destroyed, that has this Slack user among its participants. */
  lastOf(userId: string): Promise<Workshop | undefined>;
  update(id: string, change: Partial<WorkshopChange>): Promise<Workshop>;
  /** Gives it another size, with rows for seats that are new and none for those that go; undefined where others than `leaving` would lose their seat. */
  resize(id: string, size: NewSize): Promise<Workshop | undefined>;
  /** Opens it if its time has come and nobody has opened it before; undefined for all callers but one. */
  openDue(id: string, now: Date): Promise<Workshop | undefined>;
  /** Marks something as told; false when it was already (atomic, so that two bots do not say it twice). */
  tellOnce(id: string, what: string): Promise<boolean>;
  /** Whether it was marked as told. */
  wasTold(id: string, what: string): Promise<boolean>;
}

/** Who organises and helps, workshop by workshop. */
export interface CrewStore {
  /** In the order they were added. */
  list(workshopId: string): Promise<CrewMember[]>;
  /** Everything this Slack user is, and where they were an organiser, in workshops that are destroyed. */
  ofUser(userId: string): Promise<CrewMember[]>;
  /** Adds somebody, or gives them another role. */
  put(member: Omit<CrewMember, 'addedAt'>): Promise<void>;
  /** False when they were not in it. */
  remove(workshopId: string, userId: string): Promise<boolean>;
}

export interface WorkshopChange {
  /** Only while nothing stands on AWS. */
  readonly spec: WorkshopSpec;
  readonly state: WorkshopState;
  readonly room: string | undefined;
  readonly openedAt: Date | undefined;
  readonly opensAt: Date | undefined;
  readonly opensBy: string | undefined;
  readonly closedAt: Date | undefined;
  readonly invitation: { readonly channel: string; readonly ts: string } | undefined;
  readonly endsAt: Date | undefined;
  readonly deployedAt: Date | undefined;
  readonly destroyedAt: Date | undefined;
  readonly deploysAt: Date | undefined;
  readonly deploysBy: string | undefined;
  readonly destroysBy: string | undefined;
  readonly priceLimit?: number | undefined;
  readonly ami: string | undefined;
  readonly loadBalancers: readonly string[];
  readonly rotation: number;
  readonly built: number | undefined;
  readonly stretches: readonly Stretch[];
  readonly startsAt: Date | undefined;
  readonly startsBy: string | undefined;
}
