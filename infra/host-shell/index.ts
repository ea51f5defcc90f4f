import { setTimeout } from 'node:timers/promises';
import type { CommandInvocation } from '@aws-sdk/client-ssm';
import { ListCommandInvocationsCommand } from '@aws-sdk/client-ssm';
import type { HostOrder, HostResult, HostScript, HostShell } from '../../workshop/ports/host-shell';
import { ProblemError } from '../../workshop/problems';
import type { Workshop } from '../../workshop/workshop';
import { Calls } from '../aws/calls';
import { clientsByRegion, type Clients, type CloudOptions } from '../aws/clients';
import { readSaid } from './commands';
import { findHosts } from './find-hosts';
import { hostSilent, noHost, scriptBroke, tookTooLong } from './problems';
import { RUN_SECONDS, send, TAKE_UP_SECONDS, type Told } from './send';

/** The most that SSM lists in one call. */
const PAGE = 50;
/** Looks in a row that may fail before the hosts are given up. */
const MOST_BLIND_LOOKS = 5;
/** How far the clocks of AWS and of this machine may be apart. */
const SKEW_MS = 300_000;

export interface HostShellOptions extends CloudOptions {
  /** Milliseconds between two looks at what hosts do. */
  readonly pollMs?: number;
}

/** The way into hosts through SSM Run Command: nothing listens on a host, and its agent asks for what there is to do. */
export function createHostShell({ pollMs = 3_000, ...options }: HostShellOptions = {}): HostShell {
  const clientsOf = clientsByRegion(options);
  return {
    run: (workshop, script, orders, signal) =>
      run(clientsOf(workshop.spec.region), workshop, script, orders, signal, pollMs),
  };
}

async function* run(
  clients: Clients,
  workshop: Workshop,
  script: HostScript,
  orders: readonly HostOrder[],
  signal: AbortSignal,
  pollMs: number,
): AsyncIterable<HostResult> {
  const calls = new Calls(clients);
  const { bySeat, byId } = await findHosts(clients, calls, workshop);
  const told: Told[] = [];
  for (const { no, instance, values } of orders) {
    const host = (instance === undefined ? bySeat.get(no) : byId.get(instance)) ?? { problem: noHost() };
    if ('problem' in host) yield { no, problem: host.problem };
    else told.push({ no, id: host.id, values });
  }
  if (told.length === 0) return;
  const began = Date.now();
  const { waiting, failed } = await send(clients, calls, script, told, signal);
  yield* failed;
  const deadline = Date.now() + (TAKE_UP_SECONDS + RUN_SECONDS + 60) * 1000;
  let blind = 0;
  while (waiting.size > 0 && !signal.aborted) {
    await setTimeout(pollMs, undefined, { signal }).catch(() => undefined);
    if (signal.aborted) return;
    try {
      for (const invocation of await invocations(clients, calls, began)) {
        const key = `${invocation.CommandId} ${invocation.InstanceId}`;
        const no = waiting.get(key);
        const result = no === undefined ? undefined : resultOf(no, invocation);
        if (result === undefined) continue;
        waiting.delete(key);
        yield result;
      }
      blind = 0;
    } catch (error) {
      blind += 1;
      if (!(error instanceof ProblemError)) throw error;
      if (blind < MOST_BLIND_LOOKS) continue;
      for (const no of waiting.values()) yield { no, problem: error.problem };
      return;
    }
    if (Date.now() > deadline) break;
  }
  if (signal.aborted) return;
  for (const no of waiting.values()) yield { no, problem: tookTooLong() };
}

const invocations = ({ ssm }: Clients, calls: Calls, began: number): Promise<CommandInvocation[]> =>
  calls.pages<CommandInvocation>(async (NextToken) => {
    const command = new ListCommandInvocationsCommand({
      Details: true,
      MaxResults: PAGE,
      NextToken,
      Filters: [{ key: 'InvokedAfter', value: `${new Date(began - SKEW_MS).toISOString().slice(0, 19)}Z` }],
    });
    const answer = await calls.make('ssm:ListCommandInvocations', () => ssm.send(command));
    return { items: answer.CommandInvocations ?? [], next: answer.NextToken };
  });

/** Undefined while the host is at it. */
function resultOf(
  no: number,
  { Status, StatusDetails = '', CommandPlugins }: CommandInvocation,
): HostResult | undefined {
  const { Output = '', ResponseCode = 0 } = CommandPlugins?.[0] ?? {};
  switch (Status) {
    case 'Success':
      return { no, said: readSaid(Output) };
    case 'Failed':
      return { no, problem: /undeliverable/i.test(StatusDetails) ? hostSilent() : scriptBroke(ResponseCode, Output) };
    case 'TimedOut':
      return { no, problem: /delivery/i.test(StatusDetails) ? hostSilent() : tookTooLong() };
    case 'Cancelled':
      return { no, problem: tookTooLong() };
    default:
      return undefined;
  }
}
