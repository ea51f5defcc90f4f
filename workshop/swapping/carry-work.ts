import type { Context } from '../context';
import type { HostOrder, HostResult, HostScript } from '../ports/host-shell';
import { ProblemError, type Problem } from '../problems';
import type { CarriedWork } from '../swap';
import type { Workshop } from '../workshop';

/** How long a sick machine may take to give up what is on it: whoever sits there waits. */
const PACK_MS = 5 * 60_000;

/** Has a seat's work put away from a machine, where there is one. */
export async function packWork(
  context: Context,
  workshop: Workshop,
  no: number,
  instance: string | undefined,
): Promise<CarriedWork> {
  if (instance === undefined) return lost('The old machine was gone already.');
  try {
    await context.archive.open(workshop);
    const values = { USHER_URL: await context.archive.uploadUrl(workshop, no) };
    const late = AbortSignal.timeout(PACK_MS);
    const result = await tellHost(context, workshop, 'pack-work', { no, instance, values }, late);
    if (result === undefined) return lost('The old machine took too long to give its files up.');
    if ('problem' in result) return lost(`The old machine gave no files up. ${result.problem.summary}`);
    const said = (name: string): string | undefined => result.said.get(name)?.[0];
    if (said('done') === undefined) return lost(WHY[said('refused') ?? ''] ?? 'The files could not be packed.');
    return { kind: 'packed', files: Number(said('files') ?? 0), omitted: Number(said('omitted') ?? 0) };
  } catch (error) {
    return lost(`There is no place to keep the files meanwhile. ${problemOf(error).summary}`);
  }
}

const WHY: Readonly<Record<string, string>> = {
  'no-folder': 'There were no files on the old machine.',
  unreadable: 'The files on the old machine could not be read.',
  'too-large': 'The files are too many to be carried over.',
  unsent: 'The old machine could not send its files.',
};

/** Brings what was put away to the seat's new machine. */
export async function unpackWork(
  context: Context,
  workshop: Workshop,
  no: number,
  instance: string,
  packed: Extract<CarriedWork, { files: number }>,
): Promise<CarriedWork> {
  try {
    const { url } = await context.archive.link(workshop, no);
    const result = await tellHost(context, workshop, 'unpack-work', { no, instance, values: { USHER_URL: url } });
    if (result && 'said' in result && result.said.has('done')) return { ...packed, kind: 'carried' };
    const why = result && 'problem' in result ? result.problem.summary : 'They could not be unpacked.';
    return lost(`The files were packed, and did not come to the new machine. ${why}`);
  } catch (error) {
    return lost(`The files were packed, and did not come to the new machine. ${problemOf(error).summary}`);
  }
}

const lost = (why: string): CarriedWork => ({ kind: 'lost', why });

/** What one host says; undefined where it was not waited for any longer. */
export async function tellHost(
  { hosts, signal }: Pick<Context, 'hosts' | 'signal'>,
  workshop: Workshop,
  script: HostScript,
  order: HostOrder,
  late?: AbortSignal,
): Promise<HostResult | undefined> {
  const until = late ? AbortSignal.any([signal, late]) : signal;
  for await (const result of hosts.run(workshop, script, [order], until)) return result;
  return undefined;
}

/** Credentials are waited for; what else AWS refuses keeps nobody from being moved. */
function problemOf(error: unknown): Problem {
  if (error instanceof ProblemError && error.problem.kind !== 'credentials') return error.problem;
  throw error;
}
