import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { StackEvent } from '../../../workshop/ports/provisioner';
import type { Workshop } from '../../../workshop/workshop';
import { statusOf, until } from '../../local/aws/scenario';
import { startRegion, type Region } from '../../support/region';
import { describeReal } from '../terraform/real';
import { testWorkshop } from './support';

describeReal('another allow-list, applied by Terraform to a network that stands', () => {
  let region: Region;
  let workshop: Workshop;
  beforeAll(async () => {
    region = await startRegion();
    workshop = await region.up(testWorkshop({ seats: 1, ami: undefined }), 'network');
  }, 400_000);
  afterAll(() => region?.stop());

  const letIn = async (...allow: string[]): Promise<number | undefined> => {
    workshop = { ...workshop, spec: { ...workshop.spec, allow } };
    const events: StackEvent[] = [];
    for await (const event of region.provisioner.apply(workshop, 'network', new AbortController().signal)) {
      events.push(event);
    }
    expect(events.at(-1)?.type).toBe('done');
    return events.find((event) => event.type === 'planned')?.total;
  };
  const front = () => `http://${workshop.loadBalancers[0]}:${region.aws.boundAs(80)}/`;

  it('changes nothing but the rules of one group, and holds for whoever comes from then on', async () => {
    await until(async () => (await statusOf(front())) === 404, 'the front door');
    expect(await letIn('203.0.113.0/24')).toBe(1);
    await until(async () => (await statusOf(front())) === 0, 'a closed door');
    expect(await letIn('203.0.113.0/24', '127.0.0.1/32')).toBe(1);
    await until(async () => (await statusOf(front())) === 404, 'an open door');
  }, 400_000);
});
