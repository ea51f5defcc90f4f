import type { Participant, Seat } from './seat';
import type { WorkshopSpec } from './workshop';

/** One line of an organiser's list, read and looked up in Slack. */
export interface RosterLine {
  /** Of the file, 1-based. */
  readonly line: number;
  readonly name?: string;
  /** In lower case. */
  readonly email?: string;
  readonly seat?: number;
  /** The Slack user of this email; absent for somebody who is not in Slack. */
  readonly userId?: string;
}

/** What one good line would do. */
export interface PlannedLine {
  readonly line: RosterLine;
  /** Undefined for somebody who is not on the roster yet. */
  readonly participant: Participant | undefined;
  /** The seat they would be given; undefined where they have it already, or get one when they write. */
  readonly seat: number | undefined;
  /** Whether the line changes anything at all. */
  readonly changes: boolean;
}

export type LineProblem =
  | { readonly kind: 'no-such-seat'; readonly seats: number }
  | { readonly kind: 'spare'; readonly seat: number }
  | { readonly kind: 'taken'; readonly seat: number; readonly by: Participant }
  /** They move only when asked. */
  | { readonly kind: 'sits-elsewhere'; readonly seat: number; readonly wanted: number; readonly who: Participant }
  /** Another line, `as`, has the same. */
  | { readonly kind: 'same-email' | 'same-person' | 'same-seat' | 'same-name'; readonly as: number }
  /** They joined Slack after a seat was kept for them by name, and took another. */
  | { readonly kind: 'known-twice'; readonly card: Participant }
  /** Neither in Slack nor named. */
  | { readonly kind: 'no-name' }
  /** Somebody who is not in Slack needs one, and none is free. */
  | { readonly kind: 'full' };

export interface ImportPlan {
  readonly good: readonly PlannedLine[];
  readonly problems: readonly { readonly line: number; readonly problem: LineProblem }[];
}

/** A name as it is compared: case, spaces, and which apostrophe a keyboard made do not count. */
export const sameName = (name: string): string =>
  name
    .normalize('NFKC')
    .replace(/[\u2018\u2019\u02bc\u00b4`]/g, "'")
    .replace(/\s+/g, ' ')
    .trim()
    .toLowerCase();

/**
 * What a list would change, every problem by line; changes nothing. Who is in Slack and has no seat in the list gets one with their
 * first word; who is not gets the lowest that is free and in nobody's line.
 */
export function planImport(
  spec: WorkshopSpec,
  seats: readonly Seat[],
  participants: readonly Participant[],
  lines: readonly RosterLine[],
): ImportPlan {
  const find = createFinder(participants);
  const seatOf = new Map(seats.flatMap((seat) => (seat.owner === undefined ? [] : [[seat.owner, seat.no] as const])));
  const byNo = new Map(seats.map((seat) => [seat.no, seat]));
  const byId = new Map(participants.map((each) => [each.id, each]));
  const seen = createSeen();
  const problems: { line: number; problem: LineProblem }[] = [];
  const fine: { line: RosterLine; participant: Participant | undefined }[] = [];

  function problemOf(line: RosterLine, participant: Participant | undefined): LineProblem | undefined {
    const twice = seen.problemOf(line, participant);
    if (twice) return twice;
    const card = line.email === undefined ? undefined : participants.find((each) => each.email === line.email);
    if (card && participant && card.id !== participant.id) return { kind: 'known-twice', card };
    if (line.userId === undefined && line.name === undefined && participant === undefined) return { kind: 'no-name' };
    if (line.seat === undefined) return undefined;
    const seat = byNo.get(line.seat);
    if (!seat) return { kind: 'no-such-seat', seats: spec.seats };
    const current = participant && seatOf.get(participant.id);
    if (current === seat.no) return undefined;
    if (seat.spare) return { kind: 'spare', seat: seat.no };
    if (participant && current !== undefined) {
      return { kind: 'sits-elsewhere', seat: current, wanted: seat.no, who: participant };
    }
    const by = seat.owner === undefined ? undefined : byId.get(seat.owner);
    return by && { kind: 'taken', seat: seat.no, by };
  }

  for (const line of lines) {
    const participant = find(line);
    const problem = problemOf(line, participant);
    seen.add(line, participant);
    if (problem) problems.push({ line: line.line, problem });
    else fine.push({ line, participant });
  }

  const wanted = new Set(lines.map(({ seat }) => seat));
  const free = seats.filter((seat) => seat.owner === undefined && !seat.spare && !wanted.has(seat.no));
  const good: PlannedLine[] = [];
  for (const { line, participant } of fine) {
    const has = participant !== undefined && seatOf.has(participant.id);
    const needsOne = !has && line.seat === undefined && line.userId === undefined && participant?.userId === undefined;
    const seat = has ? undefined : (line.seat ?? (needsOne ? free.shift()?.no : undefined));
    if (needsOne && seat === undefined) problems.push({ line: line.line, problem: { kind: 'full' } });
    else good.push({ line, participant, seat, changes: seat !== undefined || tellsMore(line, participant) });
  }
  return { good, problems: problems.sort((a, b) => a.line - b.line) };
}

const tellsMore = ({ name, email, userId }: RosterLine, known: Participant | undefined): boolean =>
  known === undefined ||
  !known.listed ||
  (name !== undefined && sameName(name) !== sameName(known.name ?? '')) ||
  (email !== undefined && email !== known.email) ||
  (userId !== undefined && userId !== known.userId);

/** Who of the roster a line means: by Slack user, else by email, else by name among those who are not in Slack. */
function createFinder(participants: readonly Participant[]): (line: RosterLine) => Participant | undefined {
  const byUser = new Map(participants.map((each) => [each.userId, each]));
  const byEmail = new Map(participants.map((each) => [each.email, each]));
  return ({ userId, email, name }) => {
    const known =
      (userId === undefined ? undefined : byUser.get(userId)) ?? (email === undefined ? undefined : byEmail.get(email));
    if (known || name === undefined) return known;
    const named = participants.filter(
      (each) =>
        each.userId === undefined &&
        (email === undefined || each.email === undefined) &&
        each.name !== undefined &&
        sameName(each.name) === sameName(name),
    );
    return named.length === 1 ? named[0] : undefined;
  };
}

/** What earlier lines of the same list said. */
function createSeen() {
  const emails = new Map<string, number>();
  const seats = new Map<number, number>();
  const people = new Map<string, number>();
  const names = new Map<string, number>();
  const personOf = ({ userId }: RosterLine, participant: Participant | undefined) => participant?.id ?? userId;
  /** Two people may have one name, where their emails differ. */
  const nameless = ({ name, email }: RosterLine) =>
    name === undefined || email !== undefined ? undefined : sameName(name);
  const at = <K>(map: Map<K, number>, key: K | undefined) => (key === undefined ? undefined : map.get(key));
  return {
    problemOf(line: RosterLine, participant: Participant | undefined): LineProblem | undefined {
      const found = [
        ['same-email', at(emails, line.email)],
        ['same-name', at(names, nameless(line))],
        ['same-person', at(people, personOf(line, participant))],
        ['same-seat', at(seats, line.seat)],
      ] as const;
      for (const [kind, as] of found) if (as !== undefined) return { kind, as };
      return undefined;
    },
    add(line: RosterLine, participant: Participant | undefined): void {
      const note = <K>(map: Map<K, number>, key: K | undefined) => {
        if (key !== undefined && !map.has(key)) map.set(key, line.line);
      };
      note(emails, line.email);
      note(seats, line.seat);
      note(people, personOf(line, participant));
      note(names, nameless(line));
    },
  };
}
