import { DescribeClustersCommand, ListTaskDefinitionsCommand } from '@aws-sdk/client-ecs';
import { GetResourcesCommand } from '@aws-sdk/client-resource-groups-tagging-api';
import type { Workshop } from '../../workshop/workshop';
import { clusterName, TAG } from '../names';
import { Calls } from './calls';
import type { Clients } from './clients';
import { leftRecords } from './left-records';
import { goneOfEc2 } from './living-ec2';

const PAGE = 100;

/**
 * ARNs that carry the workshop's tags and still cost or hold something, AWS shows others for an hour after their end; and names
 * that still lead to it.
 */
export async function leftovers(clients: Clients, workshop: Workshop): Promise<string[]> {
  const calls = new Calls(clients);
  const arns = await calls.pages<string>(async (PaginationToken) => {
    const command = new GetResourcesCommand({
      ResourcesPerPage: PAGE,
      PaginationToken,
      TagFilters: [
        { Key: TAG.workshop, Values: [workshop.spec.name] },
        { Key: TAG.run, Values: [workshop.suffix] },
      ],
    });
    const answer = await calls.make('tag:GetResources', () => clients.tagging.send(command));
    const items = (answer.ResourceTagMappingList ?? []).flatMap(({ ResourceARN }) => ResourceARN ?? []);
    return { items, next: answer.PaginationToken };
  });
  const [records, gone, definitions, cluster] = await Promise.all([
    leftRecords(clients, calls, workshop),
    goneOfEc2(clients, calls, arns),
    arns.some(isDefinition) ? activeDefinitions(clients, calls) : new Set<string>(),
    arns.some((arn) => /:ecs:/.test(arn)) ? clusterLives(clients, calls, workshop) : false,
  ]);
  const living = arns
    .filter((arn) => {
      if (gone.has(arn)) return false;
      if (isDefinition(arn)) return definitions.has(arn);
      // Tasks end by themselves with their service; all else of ECS lives in the cluster.
      if (/:ecs:[^:]*:[^:]*:task\//.test(arn)) return false;
      return /:ecs:/.test(arn) ? cluster : true;
    })
    .sort();
  return [...living, ...records];
}

const isDefinition = (arn: string): boolean => /:ecs:.*:task-definition\//.test(arn);

/** All of the account's, 100 a call: ECS cannot be asked for those of a workshop, nor for the state of several at once. */
async function activeDefinitions({ ecs }: Clients, calls: Calls): Promise<Set<string>> {
  const arns = await calls.pages<string>(async (nextToken) => {
    const command = new ListTaskDefinitionsCommand({ status: 'ACTIVE', maxResults: PAGE, nextToken });
    const answer = await calls.make('ecs:ListTaskDefinitions', () => ecs.send(command));
    return { items: answer.taskDefinitionArns ?? [], next: answer.nextToken };
  });
  return new Set(arns);
}

async function clusterLives({ ecs }: Clients, calls: Calls, workshop: Workshop): Promise<boolean> {
  const command = new DescribeClustersCommand({ clusters: [clusterName(workshop)] });
  const { clusters = [] } = await calls.make('ecs:DescribeClusters', () => ecs.send(command));
  return clusters.some((each) => each.status !== 'INACTIVE');
}
