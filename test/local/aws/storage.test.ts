import { DescribeTasksCommand, ListTasksCommand, StopTaskCommand, type ContainerDefinition } from '@aws-sdk/client-ecs';
import {
  AttachVolumeCommand,
  CreateVolumeCommand,
  DescribeVolumesCommand,
  DetachVolumeCommand,
  StopInstancesCommand,
  StartInstancesCommand,
  TerminateInstancesCommand,
} from '@aws-sdk/client-ec2';
import { CreateBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mountVolume } from '../../../infra/stacks/constructs/mount-volume';
import {
  basic,
  createApp,
  createBalancer,
  createCluster,
  createSecret,
  launchHost,
  layGround,
  REGION,
  startBench,
  statusOf,
  until,
  type Bench,
  type Ground,
} from './scenario';

const CLUSTER = 'usher-nov';
/** Where the apps of this bench have their folder on the host. */
const FOLDER = '/usher/work';
const DEVICE = '/dev/sdf';

describe('what the work of a seat survives', () => {
  let bench: Bench;
  let ground: Ground;
  let balancer: { arn: string; address: string };
  let secret: string;

  beforeAll(async () => {
    bench = await startBench();
    if (!bench.aws.controlPlane) throw new Error('moto is needed: pip install "moto[server]"');
    ground = await layGround(bench);
    await createCluster(bench, CLUSTER);
    balancer = await createBalancer(bench, ground, 'nov-lb-01');
    secret = await createSecret(bench, 'usher/nov/batch-001', { '001': 'maple', '002': 'otter', '004': 'river' });
  }, 60_000);
  afterAll(() => bench?.stop());

  const stage = (seat: string, word: string) => {
    const url = `http://${balancer.address}:8${seat}`;
    const headers = basic(`seat-${seat}`, word);
    const service = `nov-jupyter-${seat}`;
    const task = async () => {
      const { taskArns } = await bench.ecs.send(new ListTasksCommand({ cluster: CLUSTER, serviceName: service }));
      return taskArns![0];
    };
    const open = () => until(async () => (await statusOf(`${url}/`, { headers })) === 200, `seat ${seat} to answer`);
    return {
      start: async (containers?: ContainerDefinition[]) => {
        await createApp(bench, ground, {
          cluster: CLUSTER,
          balancer: balancer.arn,
          port: 8000 + Number(seat),
          seat,
          secret,
          ...(containers ? { containers } : {}),
        });
      },
      open,
      write: (notes: string) =>
        statusOf(`${url}/notes`, { method: 'POST', headers, body: new URLSearchParams({ notes }) }),
      read: async () => {
        await open();
        return /<textarea[^>]*>([^<]*)</.exec(await (await fetch(`${url}/`, { headers })).text())![1];
      },
      /** What else the page says is in the folder. */
      others: async () => {
        const page = await (await fetch(`${url}/`, { headers })).text();
        return [...page.matchAll(/<code>([^<]*)<\/code>/g)].map(([, file]) => file);
      },
      /** Ends the app's task and waits for the next. */
      replaceTask: async (end: (arn: string) => unknown) => {
        const before = (await task())!;
        await end(before);
        await until(async () => {
          const now = await task();
          if (now === undefined || now === before) return false;
          const { tasks } = await bench.ecs.send(new DescribeTasksCommand({ cluster: CLUSTER, tasks: [now] }));
          return tasks![0]?.lastStatus === 'RUNNING';
        }, 'a new task');
      },
      crash: () => bench.aws.fault({ kind: 'crash', service }),
    };
  };
  const stopTask = (task: string) => bench.ecs.send(new StopTaskCommand({ cluster: CLUSTER, task }));
  const terminate = (id: string) => bench.ec2.send(new TerminateInstancesCommand({ InstanceIds: [id] }));
  const attach = (VolumeId: string, InstanceId: string) =>
    bench.ec2.send(new AttachVolumeCommand({ VolumeId, InstanceId, Device: DEVICE }));
  /** As Terraform does: it waits for the instance to run, and attaches then. */
  const attachWhenRunning = (volume: string, host: string) =>
    until(() => attach(volume, host).catch(() => undefined), 'the instance to take the volume');

  describe('on the root volume of its instance', () => {
    it('is a crash and the end of a task, and not the end of the instance', async () => {
      const seat = stage('001', 'maple');
      const host = await launchHost(bench, ground, CLUSTER, '001');
      await seat.start();
      await seat.open();
      await seat.write('half a thought');
      await seat.replaceTask(() => seat.crash());
      expect(await seat.read()).toBe('half a thought');
      await seat.replaceTask(stopTask);
      expect(await seat.read()).toBe('half a thought');
      await terminate(host);
      await launchHost(bench, ground, CLUSTER, '001');
      expect(await seat.read()).toBe('');
    });
  });

  describe('on a volume of its own', () => {
    let seat: ReturnType<typeof stage>;
    let volume: string;
    let host: string;
    const launch = () => launchHost(bench, ground, CLUSTER, '002', { userData: mountVolume(volume, FOLDER) });
    beforeAll(async () => {
      seat = stage('002', 'otter');
      const made = await bench.ec2.send(new CreateVolumeCommand({ AvailabilityZone: `${REGION}a`, Size: 20 }));
      volume = made.VolumeId!;
      host = await launch();
      await seat.start();
    });

    it('begins only when the volume is there: no task starts over an empty folder', async () => {
      const trouble = await until(async () => {
        const state = (await (await fetch(`${bench.aws.endpoint}/_local/state`)).json()) as {
          instances: { id: string; trouble?: string }[];
        };
        return state.instances.find(({ id }) => id === host)?.trouble;
      }, 'the user data to wait');
      expect(trouble).toContain(`waits for ${volume}`);
      await attachWhenRunning(volume, host);
      await seat.open();
      await seat.write('half a thought');
    });

    it('is a crash, the end of a task and a stop of the instance', async () => {
      await seat.replaceTask(() => seat.crash());
      expect(await seat.read()).toBe('half a thought');
      await seat.replaceTask(stopTask);
      expect(await seat.read()).toBe('half a thought');
      await bench.ec2.send(new StopInstancesCommand({ InstanceIds: [host] }));
      await until(async () => (await seat.write('lost?')) !== 303, 'the seat to go');
      const start = () => bench.ec2.send(new StartInstancesCommand({ InstanceIds: [host] }));
      // Refused until it has come to its stop.
      await until(() => start().then(Boolean, () => false), 'the instance to be off');
      await until(async () => (await statusOf(`http://${balancer.address}:8002/api`)) === 200, 'the seat to come back');
      expect(await seat.read()).toBe('half a thought');
    });

    it('is a stop that AWS lets nobody undo for want of capacity, until it has some', async () => {
      await bench.ec2.send(new StopInstancesCommand({ InstanceIds: [host] }));
      bench.aws.fault({ kind: 'capacity' });
      const start = () =>
        bench.ec2.send(new StartInstancesCommand({ InstanceIds: [host] })).then(
          () => 'started',
          ({ name }: Error) => name,
        );
      await until(async () => (await start()) === 'InsufficientInstanceCapacity', 'AWS to have no room');
      bench.aws.fault({ kind: 'clear' });
      expect(await start()).toBe('started');
      await until(async () => (await statusOf(`http://${balancer.address}:8002/api`)) === 200, 'the seat to come back');
      expect(await seat.read()).toBe('half a thought');
    });

    it('is the end of the instance: the next one that mounts the volume has it all', async () => {
      await terminate(host);
      const { Volumes } = await bench.ec2.send(new DescribeVolumesCommand({ VolumeIds: [volume] }));
      expect(Volumes![0]).toMatchObject({ State: 'available', Attachments: [] });
      host = await launch();
      await attachWhenRunning(volume, host);
      expect(await seat.read()).toBe('half a thought');
    });

    it('is taken by no second instance, and by none in another zone, as on AWS', async () => {
      const other = await launchHost(bench, ground, CLUSTER, '003', { subnet: ground.subnets[1] });
      const refusal = (id: string) =>
        until(async () => {
          const name = await attach(volume, id).then(
            () => 'attached',
            (error: Error) => error.name,
          );
          return name !== 'IncorrectState' && name;
        }, 'the instance to run');
      expect(await refusal(other)).toBe('VolumeInUse');
      await bench.ec2.send(new DetachVolumeCommand({ VolumeId: volume, InstanceId: host }));
      expect(await refusal(other)).toBe('InvalidVolume.ZoneMismatch');
    });
  });

  describe('with assignment files', () => {
    it('has them from the start, gets new ones at the next, and keeps what was edited', async () => {
      const s3 = new S3Client({ ...(bench.config as object), forcePathStyle: true });
      const put = (Key: string, Body: string) => s3.send(new PutObjectCommand({ Bucket: 'usher-nov', Key, Body }));
      await s3.send(
        new CreateBucketCommand({ Bucket: 'usher-nov', CreateBucketConfiguration: { LocationConstraint: REGION } }),
      );
      await put('assignments/notes.txt', 'fill this in');
      await put('assignments/dags/daily one.py', 'dag');
      const seat = stage('004', 'river');
      await launchHost(bench, ground, CLUSTER, '004');
      await seat.start([
        {
          name: 'jupyter-files',
          image: 'aws-cli',
          memory: 128,
          essential: false,
          mountPoints: [{ sourceVolume: 'work', containerPath: '/home/jovyan/work' }],
          environment: [{ name: 'USHER_FILES', value: 's3://usher-nov/assignments/' }],
        },
      ]);
      expect(await seat.read()).toBe('fill this in');
      expect(await seat.others()).toEqual(['dags/daily one.py']);
      await seat.write('filled in');
      await put('assignments/notes.txt', 'a better question');
      await put('assignments/dags/weekly.py', 'dag');
      await seat.replaceTask(stopTask);
      expect(await seat.read()).toBe('filled in');
      expect(await seat.others()).toEqual(['dags/daily one.py', 'dags/weekly.py', 'notes.new.txt']);
      s3.destroy();
    });
  });
});
