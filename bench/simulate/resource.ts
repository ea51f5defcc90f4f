import { Bucket, limitOf, type BucketUse } from './buckets';
import type { Course, Courses } from './calls';
import { Signal, Slots, type Process, type Simulation } from './engine';
import { BACKOFF, CPU, MAKING, READ, WRITE, type Figure } from './latencies';
import { within, type Random } from './random';

const READS = /:(Describe|List|Get|Head)/;

/** Seconds of pause between the first call that writes and the next. */
function pausesOfMaking(course: Course): number {
  let writes = 0;
  return course.reduce<number>((sum, step) => {
    if (typeof step === 'number') return writes === 1 ? sum + step : sum;
    if (!READS.test(step)) writes += 1;
    return sum;
  }, 0);
}

/** An AWS account in one region, with its buckets, and the cores of the machine that asks it. */
export class Region {
  readonly cores: Slots;
  private readonly buckets = new Map<string, Bucket>();

  constructor(
    readonly simulation: Simulation,
    readonly random: Random,
    private readonly courses: Courses,
    cores: number,
  ) {
    this.cores = new Slots(simulation, cores);
  }

  draw = ({ seconds }: Figure): number => within(this.random, seconds);

  /** One core, for so long. */
  *compute(figure: Figure): Process {
    yield* this.cores.take();
    yield this.draw(figure);
    this.cores.give();
  }

  /** Makes one resource as the provider does; `asked` fires when the call that creates it has been answered. */
  *make(type: string, asked = new Signal()): Process {
    if (!type.startsWith('data.')) yield* this.compute(CPU.resource);
    const course = this.courseOf(type);
    const making = MAKING[type];
    const stretch = making ? this.draw(making) / pausesOfMaking(course) : 1;
    let writes = 0;
    for (const step of course) {
      if (typeof step === 'number') {
        yield writes === 1 ? step * stretch : step;
        continue;
      }
      yield* this.call(step);
      if (READS.test(step)) continue;
      writes += 1;
      asked.fire(this.simulation.now);
    }
    asked.fire(this.simulation.now);
  }

  /** A call that is repeated as the provider does while its bucket is empty. */
  *call(name: string): Process {
    const bucket = this.bucketOf(name);
    for (let attempt = 1; bucket && !bucket.take(this.simulation.now); attempt += 1) {
      if (attempt === BACKOFF.attempts) throw new Error(`${name} is throttled ${attempt} times and fails`);
      const wait = this.backoff(attempt);
      bucket.sleeps(wait);
      yield wait;
    }
    yield this.draw(READS.test(name) ? READ : WRITE);
  }

  uses(): BucketUse[] {
    return [...this.buckets.values()].map((bucket) => bucket.use());
  }

  private backoff(attempt: number): number {
    const spread = 1 + this.random();
    const wait = BACKOFF.first * spread * 2 ** attempt;
    return wait > BACKOFF.longest ? (BACKOFF.longest / 2) * spread : wait;
  }

  private courseOf(type: string): Course {
    if (!type.includes('aws_')) return [];
    const course = this.courses[type];
    if (!course) throw new Error(`what the provider calls for ${type} is not measured: npm run bench -- calls`);
    return course;
  }

  private bucketOf(call: string): Bucket | undefined {
    const limit = limitOf(call);
    if (!limit) return undefined;
    const bucket = this.buckets.get(limit.name) ?? new Bucket(limit);
    this.buckets.set(limit.name, bucket);
    return bucket;
  }
}
