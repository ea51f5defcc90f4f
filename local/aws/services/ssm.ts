import { randomUUID } from 'node:crypto';
import { isOnline, runCommand } from '../lifecycle/run-command';
import type { Plane } from '../lifecycle/plane';
import type { Invocation } from '../model/commands';
import type { Instance } from '../model/world';
import type { Call } from '../proxy/call';
import { inner, list, number, strings, text } from '../proxy/query';
import { json, type Refusal, type Reply } from '../proxy/reply';
import type { Handlers } from './handler';

/** The most that one SendCommand names, and that one page lists. */
const MOST_TARGETS = 50;
const MOST_LISTED = 50;
const DOCUMENT = 'AWS-RunShellScript';
/** Seconds AWS gives a command that says nothing else, to be taken up and to run. */
const TAKE_UP = 3_600;
const RUN_FOR = 3_600;

/** Systems Manager, as far as it runs scripts on hosts. */
export function ssmHandlers(plane: Plane): Handlers {
  const { world } = plane;
  const invocations: Invocation[] = [];
  /** Whoever has been online stays known to SSM until they are terminated. */
  const known = new Set<string>();
  const managed = (call: Call): Instance[] =>
    [...world.instances.values()].filter((instance) => {
      if (isOnline(plane, instance)) known.add(instance.id);
      return instance.region === call.region && instance.state !== 'terminated' && known.has(instance.id);
    });

  function send(call: Call): Reply | Refusal {
    const { input } = call;
    const ids = strings(input, 'InstanceIds');
    const [document, commands] = [text(input, 'DocumentName'), strings(inner(input, 'Parameters'), 'commands')];
    if (document !== DOCUMENT) {
      return { code: 'InvalidDocument', message: `Document with name ${document} does not exist.` };
    }
    if (ids.length === 0 || ids.length > MOST_TARGETS || commands.length === 0) {
      return {
        code: 'ValidationException',
        message: `1 to ${MOST_TARGETS} InstanceIds and some commands are required.`,
      };
    }
    const there = managed(call);
    const odd = ids.filter((id) => !there.some((instance) => instance.id === id && instance.state === 'running'));
    if (odd.length > 0) {
      return { code: 'InvalidInstanceId', message: `Instances [[${odd.join(', ')}]] not in a valid state for account` };
    }
    const command = randomUUID();
    const order = {
      commands,
      takeUp: number(input, 'TimeoutSeconds', TAKE_UP),
      runFor: Number(strings(inner(input, 'Parameters'), 'executionTimeout')[0] ?? RUN_FOR),
    };
    for (const instance of there.filter(({ id }) => ids.includes(id))) {
      const invocation: Invocation = {
        command,
        instance: instance.id,
        document,
        comment: text(input, 'Comment') ?? '',
        region: call.region,
        requestedAt: new Date(),
        status: 'Pending',
        details: 'Pending',
        code: -1,
        output: '',
      };
      invocations.push(invocation);
      runCommand(plane, instance, invocation, order);
    }
    return json({
      Command: {
        CommandId: command,
        DocumentName: document,
        InstanceIds: ids,
        Status: 'Pending',
        TargetCount: ids.length,
      },
    });
  }

  const handlers: Handlers = {
    'ssm:SendCommand': { answer: send },
    'ssm:ListCommandInvocations': {
      answer({ input, region }) {
        const after = list(input, 'Filters').find((filter) => text(filter, 'key') === 'InvokedAfter');
        const since = new Date(text(after ?? {}, 'value') ?? 0);
        const [command, instance] = [text(input, 'CommandId'), text(input, 'InstanceId')];
        const found = invocations.filter(
          (each) =>
            each.region === region &&
            each.requestedAt > since &&
            (command === undefined || each.command === command) &&
            (instance === undefined || each.instance === instance),
        );
        const page = pageOf(found, input);
        return 'code' in page ? page : json({ CommandInvocations: page.items.map(described), NextToken: page.next });
      },
    },
    'ssm:DescribeInstanceInformation': {
      answer(call) {
        const filters = list(call.input, 'Filters').map((filter) => ({
          tag: (text(filter, 'Key') ?? '').replace(/^tag:/, ''),
          values: strings(filter, 'Values'),
        }));
        const found = managed(call).filter(({ tags }) =>
          filters.every(({ tag, values }) => values.includes(tags[tag] ?? '')),
        );
        const page = pageOf(found, call.input);
        if ('code' in page) return page;
        const InstanceInformationList = page.items.map((instance) => ({
          InstanceId: instance.id,
          PingStatus: isOnline(plane, instance) ? 'Online' : 'ConnectionLost',
          PlatformType: 'Linux',
          ResourceType: 'EC2Instance',
        }));
        return json({ InstanceInformationList, NextToken: page.next });
      },
    },
  };
  // A web page can send a form to this machine, and must not run a script on it; only a JSON call needs a header no form has.
  const onlyJson = ({ protocol }: Call): Refusal | undefined =>
    protocol === 'json'
      ? undefined
      : { code: 'AccessDenied', message: 'Scripts are run for JSON calls only.', status: 403 };
  return Object.fromEntries(Object.entries(handlers).map(([name, handler]) => [name, { ...handler, check: onlyJson }]));
}

function pageOf<T>(
  all: readonly T[],
  input: Call['input'],
): { items: readonly T[]; next: string | undefined } | Refusal {
  const size = number(input, 'MaxResults', MOST_LISTED);
  if (size > MOST_LISTED) return { code: 'ValidationException', message: `MaxResults is ${MOST_LISTED} at most.` };
  const from = number(input, 'NextToken', 0);
  return { items: all.slice(from, from + size), next: from + size < all.length ? String(from + size) : undefined };
}

const described = (each: Invocation) => ({
  CommandId: each.command,
  InstanceId: each.instance,
  Comment: each.comment,
  DocumentName: each.document,
  RequestedDateTime: each.requestedAt.getTime() / 1000,
  Status: each.status,
  StatusDetails: each.details,
  CommandPlugins: [
    {
      Name: 'aws:runShellScript',
      Status: each.status,
      StatusDetails: each.details,
      ResponseCode: each.code,
      Output: each.output,
    },
  ],
});
