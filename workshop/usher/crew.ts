import type { Workshop } from '../workshop';
import type { CrewMember, Rights, Role } from '../crew';

/** Who organises and helps. */
export interface Crew {
  /** What this person may do, and where. */
  rights(userId: string): Promise<Rights>;
  crew(workshop: Workshop): Promise<CrewMember[]>;
  /** Adds somebody to the crew, or gives them another role. */
  addCrew(
    workshop: Workshop,
    by: string,
    userId: string,
    role: Role,
  ): Promise<{ added: true } | { refused: 'outside' | 'bot' | 'gone' | 'already' }>;
  removeCrew(workshop: Workshop, by: string, userId: string): Promise<{ removed: true } | { refused: 'not-in-it' }>;
}
