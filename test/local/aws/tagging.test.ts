import {
  CreateListenerCommand,
  CreateRuleCommand,
  DeleteListenerCommand,
  type Tag,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { GetResourcesCommand, ResourceGroupsTaggingAPIClient } from '@aws-sdk/client-resource-groups-tagging-api';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createBalancer, layGround, startBench, REGION, type Bench } from './scenario';

describe('the search by tags', () => {
  let bench: Bench;
  let tagging: ResourceGroupsTaggingAPIClient;
  let listener: string;
  let rule: string;
  const Tags: Tag[] = [
    { Key: 'usher:run', Value: 'abc123' },
    { Key: 'usher:address', Value: 'aws_lb_listener.front' },
  ];
  const found = async (run: string): Promise<(string | undefined)[]> => {
    const command = new GetResourcesCommand({ TagFilters: [{ Key: 'usher:run', Values: [run] }] });
    const { ResourceTagMappingList = [] } = await tagging.send(command);
    return ResourceTagMappingList.map((each) => each.ResourceARN);
  };

  beforeAll(async () => {
    bench = await startBench();
    tagging = new ResourceGroupsTaggingAPIClient({
      endpoint: bench.aws.endpoint,
      region: REGION,
      credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    });
    const { arn } = await createBalancer(bench, await layGround(bench), 'nov-lb-01');
    const answer = { Type: 'fixed-response' as const, FixedResponseConfig: { StatusCode: '404' } };
    const made = await bench.elb.send(
      new CreateListenerCommand({ LoadBalancerArn: arn, Port: 8099, Protocol: 'HTTP', DefaultActions: [answer], Tags }),
    );
    listener = made.Listeners?.[0]?.ListenerArn ?? '';
    const Conditions = [{ Field: 'path-pattern', Values: ['/007'] }];
    const ruled = await bench.elb.send(
      new CreateRuleCommand({ ListenerArn: listener, Priority: 7, Conditions, Actions: [answer], Tags }),
    );
    rule = ruled.Rules?.[0]?.RuleArn ?? '';
  }, 60_000);
  afterAll(async () => {
    tagging?.destroy();
    await bench?.stop();
  });

  it('lists listeners and rules, as AWS does, and nothing with other tags', async () => {
    expect((await found('abc123')).sort()).toEqual([listener, rule].sort());
    expect(await found('zzz999')).toEqual([]);
  });

  it('forgets them with the listener', async () => {
    await bench.elb.send(new DeleteListenerCommand({ ListenerArn: listener }));
    expect(await found('abc123')).toEqual([]);
  });
});
