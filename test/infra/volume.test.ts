import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  DescribeInstancesCommand,
  DescribeNatGatewaysCommand,
  DescribeRouteTablesCommand,
  DescribeVolumesCommand,
  EC2Client,
  TerminateInstancesCommand,
} from '@aws-sdk/client-ec2';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { createAssignmentFiles, createCloud } from '../../infra/aws';
import { clientConfig } from '../../infra/terraform/client-config';
import { DEFAULT_APPS } from '../../workshop/default-apps';
import type { Workshop } from '../../workshop/workshop';
import { basic, statusOf, until } from '../local/aws/scenario';
import { startRegion, type Region } from '../support/region';
import { testWorkshop } from './stacks/support';
import { describeReal } from './terraform/real';

const PATIENCE = 10 * 60_000;
const BATCH = 'batch-001';

describeReal('a workshop with volumes, files and the internet, applied by Terraform', () => {
  let region: Region;
  let ec2: EC2Client;
  let workshop: Workshop;
  let lessons: string;
  let volume: string;

  const url = () => `http://${workshop.loadBalancers[0]}:8001/`;
  const headers = () => basic('seat-001', region.credentials.seatPassword(workshop, 1));
  const page = async () => {
    await until(async () => (await statusOf(url(), { headers: headers() })) === 200, 'the seat to answer');
    return (await fetch(url(), { headers: headers() })).text();
  };
  /** The one volume of the seat, and the instance it is on. */
  const home = async () => {
    const Filters = [{ Name: 'tag:usher:address', Values: ['aws_ebs_volume.volume-001'] }];
    const { Volumes = [] } = await ec2.send(new DescribeVolumesCommand({ Filters }));
    expect(Volumes).toHaveLength(1);
    return { volume: Volumes[0]?.VolumeId ?? '', instance: Volumes[0]?.Attachments?.[0]?.InstanceId ?? '' };
  };

  beforeAll(async () => {
    lessons = mkdtempSync(join(tmpdir(), 'usher-lessons-'));
    writeFileSync(join(lessons, 'lesson.ipynb'), '{}');
    region = await startRegion();
    ec2 = new EC2Client(clientConfig(region.env, 'eu-west-1'));
    const options = {
      storage: { kind: 'volume', size: 20 },
      internet: 'nat',
      files: { kind: 'folder', path: lessons },
    } as const;
    const apps = DEFAULT_APPS.filter((app) => !app.database);
    workshop = await region.up(testWorkshop({ seats: 1, apps, ami: undefined, options }), 'network');
    await createAssignmentFiles({ env: region.env }).upload(workshop, new AbortController().signal);
    workshop = await region.up(workshop, BATCH);
  }, PATIENCE);
  afterAll(async () => {
    rmSync(lessons, { recursive: true, force: true });
    ec2?.destroy();
    await region?.stop();
  });

  it('gives the seat its files on its volume', async () => {
    expect(await page()).toContain('<code>lesson.ipynb</code>');
    ({ volume } = await home());
    const notes = new URLSearchParams({ notes: 'half a thought' });
    expect(await statusOf(`${url()}notes`, { method: 'POST', headers: headers(), body: notes })).toBe(200);
  });

  it(
    'brings the same volume back with the instance that replaces a lost one',
    async () => {
      const { instance } = await home();
      await ec2.send(new TerminateInstancesCommand({ InstanceIds: [instance] }));
      await until(async () => (await statusOf(url(), { headers: headers() })) !== 200, 'the seat to go');
      await until(async () => {
        const { Reservations = [] } = await ec2.send(new DescribeInstancesCommand({ InstanceIds: [instance] }));
        return Reservations[0]?.Instances?.[0]?.State?.Name === 'terminated';
      }, 'the instance to end');
      await region.up(workshop, BATCH);
      expect((await home()).volume).toBe(volume);
      expect((await home()).instance).not.toBe(instance);
      expect(await page()).toContain('half a thought');
    },
    PATIENCE,
  );

  it(
    'finds it by its tags where a killed run did not note it, and tears nothing off its host',
    async () => {
      const before = await home();
      const file = join(region.folderOf(workshop), 'state', `${BATCH}.tfstate`);
      const state = JSON.parse(readFileSync(file, 'utf8')) as { serial: number; resources: { name: string }[] };
      const resources = state.resources.filter(({ name }) => name !== 'volume-001');
      expect(resources).toHaveLength(state.resources.length - 2);
      writeFileSync(file, JSON.stringify({ ...state, serial: state.serial + 1, resources }));
      await region.up(workshop, BATCH);
      expect(await home()).toEqual(before);
      expect(await page()).toContain('half a thought');
    },
    PATIENCE,
  );

  it('leads containers to the internet through the one gateway, and hosts directly', async () => {
    const gateways = (await ec2.send(new DescribeNatGatewaysCommand({}))).NatGateways ?? [];
    expect(gateways.map(({ State }) => State)).toEqual(['available']);
    const { RouteTables = [] } = await ec2.send(new DescribeRouteTablesCommand({}));
    const ways = RouteTables.flatMap(({ Tags = [], Routes = [] }) => {
      const name = Tags.find(({ Key }) => Key === 'usher:address')?.Value;
      const out = Routes.find(({ DestinationCidrBlock }) => DestinationCidrBlock === '0.0.0.0/0');
      return name === undefined ? [] : [[name, out?.NatGatewayId ?? out?.GatewayId?.slice(0, 3)]];
    });
    expect(Object.fromEntries(ways)).toEqual({
      'aws_route_table.public': 'igw',
      'aws_route_table.private': gateways[0]?.NatGatewayId,
    });
  });

  it(
    'goes with its volume',
    async () => {
      await region.down(workshop, BATCH);
      const Filters = [{ Name: 'volume-id', Values: [volume] }];
      expect((await ec2.send(new DescribeVolumesCommand({ Filters }))).Volumes).toEqual([]);
      const left = await createCloud({ env: region.env }).leftovers(workshop);
      expect(left.filter((arn) => /:(volume|instance)\//.test(arn))).toEqual([]);
    },
    PATIENCE,
  );
});
