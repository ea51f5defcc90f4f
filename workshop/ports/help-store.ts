import type { Diagnosis, HelpNote, HelpRequest, HelpWay, Place } from '../help/request';

export interface NewHelpRequest {
  readonly workshopId: string;
  readonly no: number;
  readonly way: HelpWay;
  readonly askedBy: string;
  readonly askedAt: Date;
  readonly words: string;
}

export interface HelpStore {
  /** Makes a request, unless one stands for the seat: then that one. Any number of processes may call it at once. */
  ask(request: NewHelpRequest): Promise<{ asked: HelpRequest } | { standing: HelpRequest }>;
  get(id: string): Promise<HelpRequest | undefined>;
  standingAt(workshopId: string, no: number): Promise<HelpRequest | undefined>;
  /** Oldest first, done ones among them. */
  list(workshopId: string): Promise<HelpRequest[]>;
  /** Requests of all workshops that stand, or were done after this moment; oldest first. */
  current(doneAfter: Date): Promise<HelpRequest[]>;
  /** Undefined for all but one of those who take it. */
  take(id: string, by: string, at: Date): Promise<HelpRequest | undefined>;
  /** Undefined where it was done before. */
  finish(id: string, by: string, at: Date): Promise<HelpRequest | undefined>;
  update(id: string, change: { diagnosis?: Diagnosis; message?: Place; receipt?: Place }): Promise<HelpRequest>;
  /** Marks something as told; false when it was already. */
  tellOnce(id: string, what: string): Promise<boolean>;
  note(note: Omit<HelpNote, 'id'>): Promise<HelpNote>;
  /** Oldest first. */
  notes(requestId: string): Promise<HelpNote[]>;
}
