import type { Plane } from '../lifecycle/plane';
import type { Call } from '../proxy/call';
import { list, strings, text } from '../proxy/query';
import { withBody, type Handlers } from './handler';

export type Tags = Readonly<Record<string, string>>;

/** Whether tags satisfy every filter of a GetResources call. */
export const fitsFilters = (call: Call, tags: Tags): boolean =>
  list(call.input, 'TagFilters').every((filter) => {
    const value = tags[text(filter, 'Key') ?? ''];
    const wanted = strings(filter, 'Values');
    return value !== undefined && (wanted.length === 0 || wanted.includes(value));
  });

/** One resource as GetResources lists it. */
export const mapping = ({ arn, tags }: { readonly arn: string; readonly tags: Tags }) => ({
  ResourceARN: arn,
  Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
});

/** moto's search by tags leaves out listeners and their rules, which AWS lists. */
export function taggingHandlers({ world }: Plane): Handlers {
  return {
    'tagging:GetResources': {
      after(call, reply) {
        const answer = JSON.parse(reply.body.toString()) as {
          readonly PaginationToken?: string;
          readonly ResourceTagMappingList?: readonly object[];
        };
        if (answer.PaginationToken) return;
        const forgotten = [...world.listeners.values(), ...world.rules.values()].filter(({ tags }) =>
          fitsFilters(call, tags),
        );
        const all = [...(answer.ResourceTagMappingList ?? []), ...forgotten.map(mapping)];
        return withBody(reply, JSON.stringify({ ...answer, ResourceTagMappingList: all }));
      },
    },
  };
}
