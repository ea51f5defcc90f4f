import { DescribeInstancesCommand } from '@aws-sdk/client-ec2';
import { DescribeClustersCommand, ListTaskDefinitionsCommand } from '@aws-sdk/client-ecs';
import { GetResourcesCommand } from '@aws-sdk/client-resource-groups-tagging-api';
import type { Workshop } from '../../workshop/workshop';
import { clusterName, TAG } from '../names';
import { Calls, pieces } from './calls';
import type { Clients } from './clients';

const PAGE = 100;
/** Most values of one EC2 filter. */
const FILTER_VALUES = 200;

/** ARNs that carry the workshop's tags and still cost or hold something; AWS shows others for an hour after their end. */
export async function leftovers(clients: Clients, workshop: Workshop): Promise<string[]> {
  const calls = new Calls(clients.endpointOf);
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
  const [instances, definitions, cluster] = await Promise.all([
    livingInstances(
      clients,
      calls,
      arns.flatMap((arn) => instanceOf(arn) ?? []),
    ),
    arns.some(isDefinition) ? activeDefinitions(clients, calls) : new Set<string>(),
    arns.some((arn) => /:ecs:/.test(arn)) ? clusterLives(clients, calls, workshop) : false,
  ]);
  return arns
    .filter((arn) => {
      const instance = instanceOf(arn);
      if (instance !== undefined) return instances.has(instance);
      if (isDefinition(arn)) return definitions.has(arn);
      // Tasks end by themselves with their service; all else of ECS lives in the cluster.
      if (/:ecs:[^:]*:[^:]*:task\//.test(arn)) return false;
      return /:ecs:/.test(arn) ? cluster : true;
    })
    .sort();
}

const instanceOf = (arn: string): string | undefined => /:ec2:.*:instance\/(i-\w+)$/.exec(arn)?.[1];
const isDefinition = (arn: string): boolean => /:ecs:.*:task-definition\//.test(arn);

/** By filter and not by id: of an id that is forgotten, EC2 makes an error for all. */
async function livingInstances({ ec2 }: Clients, calls: Calls, ids: string[]): Promise<Set<string>> {
  const states = ['pending', 'running', 'stopping', 'stopped'];
  const found = await Promise.all(
    pieces(ids, FILTER_VALUES).map(async (Values) => {
      const Filters = [
        { Name: 'instance-id', Values },
        { Name: 'instance-state-name', Values: states },
      ];
      const answer = await calls.make('ec2:DescribeInstances', () =>
        ec2.send(new DescribeInstancesCommand({ Filters })),
      );
      return (answer.Reservations ?? [])
        .flatMap((each) => each.Instances ?? [])
        .flatMap((each) => each.InstanceId ?? []);
    }),
  );
  return new Set(found.flat());
}

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
