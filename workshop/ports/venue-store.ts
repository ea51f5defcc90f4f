import type { Venue } from '../venue/venue';

export interface VenueStore {
  /** Notes that one is put up; undefined where one stands. */
  putUp(venue: Pick<Venue, 'workshopId' | 'by' | 'seat' | 'putUpAt' | 'endsAt'>): Promise<Venue | undefined>;
  /** Those that stand, oldest first. */
  standing(): Promise<Venue[]>;
  of(workshopId: string): Promise<Venue | undefined>;
  /** Whether the workshop ever had one. */
  ever(workshopId: string): Promise<boolean>;
  update(id: string, change: Partial<Pick<Venue, 'address' | 'goneAt' | 'endsAt' | 'message'>>): Promise<void>;
  /** Keeps what somebody sent, in place of what they sent before. */
  keepCode(venueId: string, userId: string, code: string, at: Date): Promise<void>;
  /** Everybody's, in the order of their coming. */
  codes(venueId: string): Promise<readonly { readonly userId: string; readonly code: string; readonly sentAt: Date }[]>;
}
