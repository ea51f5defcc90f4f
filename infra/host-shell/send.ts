import { SendCommandCommand } from '@aws-sdk/client-ssm';
import PQueue from 'p-queue';
import type { HostScript } from '../../workshop/ports/host-shell';
import { ProblemError, type Problem } from '../../workshop/problems';
import { pieces, type Calls } from '../aws/calls';
import type { Clients } from '../aws/clients';
import { errorName } from '../aws/problems';
import { commandsOf } from './commands';
import { notRegistered } from './problems';

/** Most instances that one SendCommand names. */
const TARGETS = 50;
/** Commands sent at once: SSM takes some a second, and asks for patience beyond. */
const AT_ONCE = 4;
/** Seconds in which a host must take a command up, and in which a script must end. */
export const TAKE_UP_SECONDS = 120;
export const RUN_SECONDS = 1200;
const DOCUMENT = 'AWS-RunShellScript';

/** One host to be told something. */
export interface Told {
  readonly no: number;
  readonly id: string;
  readonly values: Readonly<Record<string, string>>;
}

/** What became of sending: hosts by `<command> <instance>`, and those that could not be told. */
export interface Sent {
  readonly waiting: Map<string, number>;
  readonly failed: readonly { readonly no: number; readonly problem: Problem }[];
}

/** Tells hosts; those that are told the same share a command. A host that SSM does not take keeps no other from being told. */
export async function send(
  { ssm }: Clients,
  calls: Calls,
  script: HostScript,
  hosts: readonly Told[],
  signal: AbortSignal,
): Promise<Sent> {
  const waiting = new Map<string, number>();
  const failed: { no: number; problem: Problem }[] = [];
  const tell = async (some: readonly Told[]): Promise<void> => {
    const [first] = some;
    if (first === undefined || signal.aborted) return;
    const command = new SendCommandCommand({
      DocumentName: DOCUMENT,
      InstanceIds: some.map(({ id }) => id),
      Comment: `Usher: ${script}`,
      TimeoutSeconds: TAKE_UP_SECONDS,
      Parameters: { commands: commandsOf(script, first.values), executionTimeout: [String(RUN_SECONDS)] },
    });
    try {
      const { Command } = await calls.make('ssm:SendCommand', () => ssm.send(command), ['InvalidInstanceId']);
      for (const { id, no } of some) waiting.set(`${Command?.CommandId} ${id}`, no);
    } catch (error) {
      // SSM refuses all for the sake of one, and does not say which.
      const odd = errorName(error) === 'InvalidInstanceId';
      if (odd && some.length > 1) for (const one of some) await tell([one]);
      else if (odd) failed.push({ no: first.no, problem: notRegistered() });
      else if (error instanceof ProblemError) failed.push(...some.map(({ no }) => ({ no, problem: error.problem })));
      else throw error;
    }
  };
  const alike = new Map<string, Told[]>();
  for (const host of hosts) {
    const key = JSON.stringify(host.values);
    alike.set(key, [...(alike.get(key) ?? []), host]);
  }
  const queue = new PQueue({ concurrency: AT_ONCE });
  await queue.addAll([...alike.values()].flatMap((some) => pieces(some, TARGETS)).map((some) => () => tell(some)));
  return { waiting, failed };
}
