import type { CostReport } from '../../workshop/ports/cost-report';
import type { AppExam, AppInspection, Cloud, LogLine, SeatInspection, StartedHosts } from '../../workshop/ports/cloud';
import type { ApplyOptions, Provisioner, StackEvent } from '../../workshop/ports/provisioner';
import type { Archive } from '../../workshop/ports/archive';
import type { AssignmentFiles } from '../../workshop/ports/assignment-files';
import type { HostMove, HostNumbers } from '../../workshop/ports/host-numbers';
import type { HostScript, HostShell } from '../../workshop/ports/host-shell';
import type { Preflight, PreflightLine, QuotaDesk } from '../../workshop/ports/preflight';
import type { Probe } from '../../workshop/ports/probe';
import type { Visit, Visitor } from '../../workshop/ports/visitor';
import type { QuotaRequestState } from '../../workshop/quota-request';
import type { Problem } from '../../workshop/problems';
import { loadBalancerCount, seatsOfBatch } from '../../workshop/seat-plan';
import type { Workshop } from '../../workshop/workshop';
import { zoneOfSeat } from '../../workshop/zones';

const INTERRUPTED: Problem = { kind: 'interrupted', summary: 'It was stopped.', next: 'Deploy again.' };
const FULL: Problem = { kind: 'capacity', summary: 'AWS has no capacity left.', next: 'Try again later.' };
/** What scripts say where all is well. */
const USUAL = {
  'deliver-file': { how: 'new' },
  'unpack-work': { done: 'yes' },
  'take-number': { done: 'yes' },
} as const;
const SOME_FILES = { files: 3, bytes: 4_096 };

/**
 * A cloud in memory for tests of use-cases and handlers: stacks stand after a few events, their seats answer at once unless
 * told otherwise. What is real about AWS is tested against local/aws; here only the ports' contract is kept.
 */
export class FakeCloud implements Provisioner, Cloud, Probe, Preflight {
  /** What AWS was asked for, and what it answers to each request by its id. */
  readonly quotasAsked: { id: string; region: string; service: string; code: string; value: number }[] = [];
  readonly quotaAnswers = new Map<string, QuotaRequestState>();
  /** What AWS's own bill answers. */
  billed: Awaited<ReturnType<CostReport['of']>> = 'nothing';
  readonly costReport: CostReport = { of: () => Promise.resolve(this.billed) };
  readonly quotaDesk: QuotaDesk = {
    ask: (region, service, code, value) => {
      if (this.outage) return Promise.reject(this.outage);
      const id = `request-${this.quotasAsked.length + 1}`;
      this.quotasAsked.push({ id, region, service, code, value });
      return Promise.resolve(id);
    },
    look: (_region, _service, id) =>
      this.outage ? Promise.reject(this.outage) : Promise.resolve(this.quotaAnswers.get(id) ?? 'pending'),
  };
  readonly parallelism = 4;
  readonly who = 'usher@test';
  readonly applied: string[] = [];
  readonly destroyed: string[] = [];
  readonly restarted: string[] = [];
  /** Stack name -> problem its next apply or destroy ends with. */
  readonly failing = new Map<string, Problem>();
  /** Seats whose apps do not answer, with the reason `explain` gives. */
  readonly broken = new Map<number, string>();
  /** Resolves to let stacks go on; replaced by tests that want to look in the middle. */
  gate: (stack: string) => Promise<void> = () => Promise.resolve();
  /** Stacks on which nothing goes on until they are told to stop. */
  hang: (stack: string) => boolean = () => false;
  /** What `identity` is refused with while set. */
  unknown: Error | undefined;
  /** Seats whose instance never registers: how many of theirs do not. */
  readonly silent = new Map<number, number>();
  /** What AWS has no capacity for, as `zone type`, such as `0 t3.xlarge`. */
  readonly exhausted = new Set<string>();
  /** Where each seat's host was made, as `zone type`. */
  readonly places = new Map<number, string>();
  /** All hosts are stopped. */
  off = false;
  /** Seats whose hosts AWS has no capacity to start. */
  readonly unstartable = new Set<number>();
  /** Seats whose instance was made anew. */
  readonly replaced: number[] = [];
  /** Restarted tasks do not come up while set. */
  stopsRestarting = false;
  /** Lines by `<seat> <app>`. */
  readonly written = new Map<string, LogLine[]>();
  /** ARNs that `leftovers` reports. */
  left: string[] = [];
  /** What the preflight finds. */
  checks: PreflightLine[] = [{ what: 'VPCs', verdict: 'ok', sentence: '1 needed, 4 of 5 left.' }];
  /** Thrown by every Cloud call while set. */
  outage: Error | undefined;
  /** Workshops whose files were uploaded, by name; the problems their check and upload end with while set. */
  readonly uploaded: string[] = [];
  filesProblem: { check?: Error; upload?: Error } = {};
  readonly files: AssignmentFiles = {
    check: () => (this.filesProblem.check ? Promise.reject(this.filesProblem.check) : Promise.resolve(SOME_FILES)),
    stage: (_workshop, _key, source) =>
      this.filesProblem.upload
        ? Promise.reject(this.filesProblem.upload)
        : Promise.resolve('bytes' in source ? source.bytes.byteLength : 7),
    publish: (_workshop, key) => Promise.resolve(`https://files.test/${key}?get`),
    upload: ({ spec }) => {
      if (this.filesProblem.upload) return Promise.reject(this.filesProblem.upload);
      this.uploaded.push(`${spec.name} after ${[...this.standing].join(' ')}`);
      return Promise.resolve(SOME_FILES);
    },
  };
  /** Logs in at seats that are not broken, and never with a password that ends in `-not`; what it does is noted. */
  readonly visits: string[] = [];
  /** What visitors find that are logged in: nothing wrong, unless a test says so. */
  meets: (no: number) => string | undefined = () => undefined;
  /** From where Usher is seen to come. */
  ownAddress: string | undefined = '198.51.100.1';
  /** Lets everybody in. */
  isOpenToAll = false;
  readonly visitor: Visitor = {
    logIn: ({ name }, { url }, { password }) => {
      const no = Number(new URL(url).port) % 1000;
      if (this.broken.has(no)) return Promise.resolve({ kind: 'failed', why: 'answered 503' });
      if (password.endsWith('-not') && !this.isOpenToAll) return Promise.resolve({ kind: 'refused' });
      this.visits.push(`in ${no} ${name}`);
      const visit: Visit = {
        socket: name === 'jupyter' ? 'open' : undefined,
        ask: () => Promise.resolve(this.meets(no)),
        leave: () => {
          this.visits.push(`out ${no} ${name}`);
          return Promise.resolve();
        },
      };
      return Promise.resolve({ kind: 'in', visit });
    },
  };
  /** What hosts were told, as `script seat`, with the values. */
  readonly told: { what: string; values: Readonly<Record<string, string>> }[] = [];
  /** Seats whose host is away, and what scripts say on the others where they say something odd. */
  readonly away = new Map<number, Problem>();
  readonly says = new Map<number, Record<string, string>>();
  /** Waits before each host answers, for tests that look in the middle. */
  answering: (no: number) => Promise<void> = () => Promise.resolve();
  readonly hosts: HostShell = { run: (...args) => this.tell(...args) };
  /** What `open` of the archive ends with while set. */
  archiveProblem: Error | undefined;
  linkProblem: Error | undefined;
  readonly archive: Archive = {
    open: () => (this.archiveProblem ? Promise.reject(this.archiveProblem) : Promise.resolve()),
    uploadUrl: (workshop, no) => Promise.resolve(`https://archive.test/${workshop.spec.name}/${no}?put`),
    link: (workshop, no) =>
      this.linkProblem
        ? Promise.reject(this.linkProblem)
        : Promise.resolve({
            url: `https://archive.test/${workshop.spec.name}/${no}?X-Amz-Signature=a&get`,
            until: new Date(Date.now() + 7 * 86_400_000),
          }),
  };
  /** Instances by the seat whose number they have. */
  readonly machines = new Map<number, string>();
  readonly moved: HostMove[] = [];
  /** Waits before numbers are changed, for tests that look in the middle; may throw. */
  renumbering: (what: 'find' | 'label' | 'move') => Promise<void> = () => Promise.resolve();
  readonly numbers: HostNumbers = {
    find: async (_workshop, seats) => {
      await this.renumbering('find');
      return new Map(seats.map((no) => [no, this.machines.get(no) ?? `i-${no}`]));
    },
    label: async (_workshop, instances) => {
      await this.renumbering('label');
      for (const [no, id] of instances) this.machines.set(no, id);
    },
    move: async (_workshop, move) => {
      await this.renumbering('move');
      this.moved.push(move);
      this.broken.delete(move.seat);
      this.broken.set(move.spare, 'its machine is another one now');
    },
  };
  private readonly standing = new Set<string>();
  private readonly starts = new Map<string, number>();
  private clock = Date.parse('2026-01-01T00:00:00Z');

  resolveAmi(): Promise<string> {
    return Promise.resolve('ami-0123456789abcdef0');
  }

  async *apply(
    workshop: Workshop,
    stack: string,
    signal: AbortSignal,
    { replace = [], placements = new Map() }: ApplyOptions = {},
  ): AsyncIterable<StackEvent> {
    yield { type: 'planned', total: 2 };
    yield { type: 'progress', done: 1, total: 2, address: 'aws_vpc.main' };
    await this.gate(stack);
    if (this.hang(stack)) await stopped(signal);
    if (signal.aborted) {
      yield { type: 'failed', problem: INTERRUPTED };
      return;
    }
    for (const no of replace) {
      this.replaced.push(no);
      if (this.moved.some(({ spare }) => spare === no)) this.broken.delete(no);
      this.silent.set(no, (this.silent.get(no) ?? 0) - 1);
    }
    if (stack === 'network') yield { type: 'foundation' };
    const homeless = this.settle(workshop, stack, placements);
    for (const seat of homeless)
      yield { type: 'resource-failed', address: `aws_instance.${seat}`, seat, problem: FULL };
    const problem = this.failing.get(stack) ?? (homeless.length > 0 ? FULL : undefined);
    if (problem) {
      yield { type: 'failed', problem };
      return;
    }
    this.applied.push(stack);
    this.standing.add(stack);
    yield { type: 'progress', done: 2, total: 2, address: 'aws_lb.last' };
    const balancers = Array.from({ length: loadBalancerCount(workshop.spec) }, (_, i) => `lb-${i + 1}.test`);
    yield ['network', 'venue'].includes(stack) ? { type: 'done', loadBalancers: balancers } : { type: 'done' };
  }

  async *destroy(_workshop: Workshop, stack: string, signal: AbortSignal): AsyncIterable<StackEvent> {
    yield { type: 'planned', total: 2 };
    await this.gate(stack);
    if (signal.aborted) {
      yield { type: 'failed', problem: INTERRUPTED };
      return;
    }
    const problem = this.failing.get(stack);
    if (problem) {
      yield { type: 'failed', problem };
      return;
    }
    this.destroyed.push(stack);
    this.standing.delete(stack);
    yield { type: 'done' };
  }

  inspect(workshop: Workshop): Promise<{ calls: number; seats: Map<number, SeatInspection> }> {
    if (this.outage) return Promise.reject(this.outage);
    const seats = new Map<number, SeatInspection>();
    for (const stack of this.standing) {
      const batch = /^batch-(\d+)$/.exec(stack);
      for (const seat of batch ? seatsOfBatch(workshop.spec, Number(batch[1])) : []) {
        const health = this.broken.has(seat.no) ? 'unhealthy' : 'healthy';
        const apps = new Map<string, AppInspection>(
          seat.apps.map(({ app }) => [
            app.name,
            { task: 'running', health, startedAt: new Date(this.starts.get(`${seat.no} ${app.name}`) ?? this.clock) },
          ]),
        );
        const isOff = this.off || this.unstartable.has(seat.no);
        seats.set(seat.no, {
          host: isOff ? 'stopped' : 'running',
          agentConnected: !isOff && !this.isSilent(seat.no),
          apps: isOff ? new Map<string, AppInspection>() : apps,
        });
      }
    }
    return Promise.resolve({ calls: 7, seats });
  }

  explain(_workshop: Workshop, no: number): Promise<string> {
    return Promise.resolve(this.broken.get(no) ?? '');
  }

  examine(_workshop: Workshop, no: number, app: string): Promise<AppExam> {
    const well = !this.broken.has(no);
    return Promise.resolve({
      service: { running: 1 },
      task: { status: 'running', health: well ? 'healthy' : 'unhealthy', since: new Date(this.clock) },
      containers: [
        { name: `${app}-seat`, status: 'stopped', exitCode: 0 },
        { name: app, status: 'running', exitCode: undefined },
      ],
      target: { state: well ? 'healthy' : 'unhealthy', why: well ? undefined : 'it does not answer its health check' },
    });
  }

  logs(_workshop: Workshop, no: number, app: string, most: number): Promise<readonly LogLine[]> {
    if (this.outage) return Promise.reject(this.outage);
    return Promise.resolve((this.written.get(`${no} ${app}`) ?? []).slice(-most));
  }

  restart(_workshop: Workshop, no: number, app: string): Promise<void> {
    if (this.outage) return Promise.reject(this.outage);
    this.restarted.push(`${no} ${app}`);
    this.clock += 1000;
    this.starts.set(`${no} ${app}`, this.clock);
    if (!this.stopsRestarting) this.broken.delete(no);
    else this.broken.set(no, 'it starts');
    return Promise.resolve();
  }

  private async *tell(
    _workshop: Workshop,
    script: HostScript,
    orders: Parameters<HostShell['run']>[2],
    signal: AbortSignal,
  ): ReturnType<HostShell['run']> {
    for (const { no, values } of orders) {
      this.told.push({ what: `${script} ${no}`, values });
      await this.answering(no);
      if (signal.aborted) return;
      const problem = this.away.get(no);
      const packed = { files: '3', bytes: '2048', omitted: '0', done: 'yes' };
      const usual = script === 'pack-work' ? packed : USUAL[script];
      const said = new Map(Object.entries(this.says.get(no) ?? usual).map(([name, value]) => [name, [value]]));
      yield problem ? { no, problem } : { no, said };
    }
  }

  /** Gives the hosts of a batch their places; returns the seats for which there is none. */
  private settle({ spec }: Workshop, stack: string, placements: NonNullable<ApplyOptions['placements']>): number[] {
    const batch = /^batch-(\d+)$/.exec(stack);
    return (batch ? seatsOfBatch(spec, Number(batch[1])) : []).flatMap(({ no }) => {
      const { zone = zoneOfSeat(no), instanceType = spec.instanceType } = placements.get(no) ?? {};
      if (this.exhausted.has(`${zone} ${instanceType}`)) return [no];
      this.places.set(no, `${zone} ${instanceType}`);
      return [];
    });
  }

  private isSilent(no: number): boolean {
    return (this.silent.get(no) ?? 0) > 0;
  }

  identity(): Promise<{ account: string; arn: string }> {
    if (this.unknown) return Promise.reject(this.unknown);
    return Promise.resolve({ account: '123456789012', arn: 'arn:aws:iam::123456789012:user/test' });
  }

  check(): Promise<PreflightLine[]> {
    return Promise.resolve(this.checks);
  }

  remains({ spec }: Workshop): Promise<string[]> {
    const batches = Math.ceil(spec.seats / spec.batchSize);
    return Promise.resolve(
      [...this.standing].filter((stack) => Number(/^batch-(\d+)$/.exec(stack)?.[1] ?? 0) > batches),
    );
  }

  stopHosts(): Promise<void> {
    if (this.outage) return Promise.reject(this.outage);
    this.off = true;
    return Promise.resolve();
  }

  startHosts(): Promise<StartedHosts> {
    if (this.outage) return Promise.reject(this.outage);
    this.off = false;
    return Promise.resolve({ stopping: 0, refused: new Map([...this.unstartable].map((no) => [no, FULL])) });
  }

  leftovers(): Promise<string[]> {
    return Promise.resolve(this.left);
  }

  /** Listener ports say which seat is meant: 8000+n and 9000+n. */
  probe(url: string): Promise<boolean> {
    const port = Number(new URL(url).port);
    const no = port % 1000 === 0 ? 1000 : port % 1000;
    return Promise.resolve(!this.broken.has(no) && !this.isSilent(no) && !this.off && !this.unstartable.has(no));
  }
}

const stopped = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
