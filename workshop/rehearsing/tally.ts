import type { RehearsalReport, Verdict } from '../rehearsal';

type Counted = Pick<RehearsalReport, 'inside' | 'gaveWay' | 'asked' | 'unanswered'>;

/** Counts what the people of a rehearsal meet. */
export class Tally {
  private readonly counts: { -readonly [K in keyof Counted]: Counted[K] } = {
    inside: 0,
    gaveWay: 0,
    asked: 0,
    unanswered: 0,
  };
  private readonly logins: { ms: number; seat: number }[] = [];
  private readonly sockets = { opened: 0, tried: 0 };
  private readonly wrong = { tried: new Set<string>(), letIn: new Set<string>() };
  private readonly troubles = new Map<string, Set<number>>();
  private phase: RehearsalReport['phase'] = 'coming';
  private until: Date | undefined;
  private verdict: Verdict | undefined;

  constructor(private readonly people: number) {}

  loggedIn(seat: number, ms: number): void {
    this.counts.inside += 1;
    this.logins.push({ seat, ms });
  }

  socket(opened: boolean): void {
    this.sockets.tried += 1;
    if (opened) this.sockets.opened += 1;
  }

  triedWrong(app: string, letIn: boolean): void {
    this.wrong.tried.add(app);
    if (letIn) this.wrong.letIn.add(app);
  }

  trouble(seat: number, reason: string): void {
    this.troubles.set(reason, (this.troubles.get(reason) ?? new Set()).add(seat));
  }

  asked(seat: number, trouble: string | undefined): void {
    this.counts.asked += 1;
    if (trouble === undefined) return;
    this.counts.unanswered += 1;
    this.trouble(seat, trouble);
  }

  gaveWay(): void {
    this.counts.gaveWay += 1;
  }

  staying(until: Date): void {
    this.phase = 'staying';
    this.until = until;
  }

  over(verdict?: Verdict): void {
    this.phase = 'over';
    this.verdict = verdict;
  }

  /** Everything so far; the commonest trouble first. */
  report(): RehearsalReport {
    const { counts, sockets, wrong, people, phase, until, verdict } = this;
    const login = this.login();
    return {
      ...{ phase, people, ...counts, sockets: { ...sockets } },
      ...(until ? { until: until.toISOString() } : {}),
      ...(login ? { login } : {}),
      wrongTried: [...wrong.tried],
      wrongLetIn: [...wrong.letIn],
      troubles: [...this.troubles]
        .map(([reason, seats]) => ({ reason, seats: [...seats].sort((a, b) => a - b) }))
        .sort((a, b) => b.seats.length - a.seats.length),
      ...(verdict ? { verdict } : {}),
    };
  }

  private login(): RehearsalReport['login'] {
    const sorted = [...this.logins].sort((a, b) => a.ms - b.ms);
    const slowest = sorted.at(-1);
    const median = sorted[Math.floor((sorted.length - 1) / 2)];
    return slowest && median && { medianMs: median.ms, slowestMs: slowest.ms, slowestSeat: slowest.seat };
  }
}
