import type { Plane } from '../lifecycle/plane';
import { groupKey } from '../model/logs';
import type { Call } from '../proxy/call';
import { number, text } from '../proxy/query';
import { json, type Refusal } from '../proxy/reply';
import type { Handlers } from './handler';

const MOST_EVENTS = 10_000;

const missing = (what: string): Refusal => ({
  code: 'ResourceNotFoundException',
  message: `The specified log ${what} does not exist.`,
});

const nameOf = (call: Call): string => text(call.input, 'logGroupName') ?? '';

/** CloudWatch Logs as far as containers write there: the groups are learned from the calls that make them, the streams are the data plane's own. */
export function logHandlers({ world }: Plane): Handlers {
  const groupOf = (call: Call) => world.logGroups.get(groupKey(call.region, nameOf(call)));
  return {
    'logs:CreateLogGroup': {
      after: (call) => void world.logGroups.set(groupKey(call.region, nameOf(call)), new Map()),
    },
    'logs:DeleteLogGroup': { after: (call) => void world.logGroups.delete(groupKey(call.region, nameOf(call))) },
    'logs:GetLogEvents': {
      answer(call) {
        const group = groupOf(call);
        if (!group) return missing('group');
        const stream = group.get(text(call.input, 'logStreamName') ?? '');
        if (!stream) return missing('stream');
        const limit = Math.min(number(call.input, 'limit', MOST_EVENTS), MOST_EVENTS);
        const fromHead = text(call.input, 'startFromHead') === 'true';
        const events = fromHead ? stream.slice(0, limit) : stream.slice(-limit);
        return json({ events, nextForwardToken: `f/${stream.length}`, nextBackwardToken: 'b/0' });
      },
    },
    'logs:DescribeLogStreams': {
      answer(call) {
        const group = groupOf(call);
        if (!group) return missing('group');
        const prefix = text(call.input, 'logStreamNamePrefix') ?? '';
        const names = [...group.keys()].filter((name) => name.startsWith(prefix)).sort();
        return json({
          logStreams: names.slice(0, number(call.input, 'limit', 50)).map((logStreamName) => ({
            logStreamName,
            firstEventTimestamp: group.get(logStreamName)?.[0]?.timestamp,
            lastEventTimestamp: group.get(logStreamName)?.at(-1)?.timestamp,
          })),
        });
      },
    },
  };
}
