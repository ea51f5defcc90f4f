/** What a process waits for: seconds, or something that happens. */
export type Wait = number | Signal;
/** A course of events in simulated time; it yields what it waits for. */
export type Process = Generator<Wait, void, void>;

/** Something that happens once. */
export class Signal {
  /** Second at which it happened. */
  at: number | undefined;
  private readonly waiting: (() => void)[] = [];

  fire(now: number): void {
    if (this.at !== undefined) return;
    this.at = now;
    for (const resume of this.waiting.splice(0)) resume();
  }

  /** Calls back when it happens. */
  then(resume: () => void): void {
    this.waiting.push(resume);
  }
}

interface Event {
  readonly at: number;
  readonly order: number;
  readonly act: () => void;
}

/** Simulated time: what is due earliest happens next, and what is due at the same moment in the order it was asked for. */
export class Simulation {
  now = 0;
  private order = 0;
  private readonly heap: Event[] = [];

  /** Lets a process run beside the others; what is returned fires at its end. */
  start(process: Process): Signal {
    const end = new Signal();
    const step = (): void => {
      for (;;) {
        const { done, value } = process.next();
        if (done) return end.fire(this.now);
        if (typeof value === 'number') return this.push(this.now + value, step);
        if (value.at === undefined) return value.then(() => this.push(this.now, step));
      }
    };
    this.push(this.now, step);
    return end;
  }

  /** Ends when nothing is due any more. */
  run(): void {
    for (let event = this.pop(); event; event = this.pop()) {
      this.now = event.at;
      event.act();
    }
  }

  private push(at: number, act: () => void): void {
    const { heap } = this;
    heap.push({ at, order: this.order++, act });
    for (let i = heap.length - 1; i > 0;) {
      const parent = (i - 1) >> 1;
      if (!before(heap[i]!, heap[parent]!)) break;
      [heap[i], heap[parent]] = [heap[parent]!, heap[i]!];
      i = parent;
    }
  }

  private pop(): Event | undefined {
    const { heap } = this;
    const first = heap[0];
    const last = heap.pop();
    if (first === undefined || last === undefined || heap.length === 0) return first;
    heap[0] = last;
    for (let i = 0; ;) {
      const [left, right] = [2 * i + 1, 2 * i + 2];
      let least = i;
      if (left < heap.length && before(heap[left]!, heap[least]!)) least = left;
      if (right < heap.length && before(heap[right]!, heap[least]!)) least = right;
      if (least === i) return first;
      [heap[i], heap[least]] = [heap[least]!, heap[i]!];
      i = least;
    }
  }
}

const before = (a: Event, b: Event): boolean => a.at < b.at || (a.at === b.at && a.order < b.order);

/** So many may be at it at once; the rest wait in line. */
export class Slots {
  private readonly line: Signal[] = [];

  constructor(
    private readonly simulation: Simulation,
    private free: number,
  ) {}

  *take(): Process {
    if (this.free > 0) {
      this.free -= 1;
      return;
    }
    const turn = new Signal();
    this.line.push(turn);
    yield turn;
  }

  give(): void {
    const next = this.line.shift();
    if (next) next.fire(this.simulation.now);
    else this.free += 1;
  }
}

/** Waits for all of them. */
export function* all(signals: Iterable<Signal>): Process {
  for (const signal of signals) yield signal;
}
