import type { Workshop } from '../workshop';

/** Turns (workshop, seat) into words; holds the master secret. Nothing it returns is ever stored or logged. */
export interface Credentials {
  /** `maple-otter-river-41`: three words of about 1,590 and two digits, 38 bits, readable aloud. */
  seatPassword(workshop: Pick<Workshop, 'id' | 'rotation'>, no: number): string;
  /** Master password of the workshop's database, 40 letters and digits. */
  databasePassword(workshop: Pick<Workshop, 'id' | 'rotation'>): string;
  /** `maple-otter`: two words that let participants in where the workshop is joined by a code; 21 bits, readable aloud. */
  joinCode(workshop: Pick<Workshop, 'id' | 'rotation'>): string;
  /** 32 bytes for one purpose of one seat (cookie secret, Fernet key), base64url. */
  seatKey(workshop: Pick<Workshop, 'id' | 'rotation'>, no: number, purpose: string): string;
}
