import { describe, expect, it } from '@jest/globals';
import { seatOfAddress } from '../../../infra/names';
import { DEFAULT_APPS } from '../../../workshop/default-apps';
import { stacksOf } from '../../../workshop/seat-plan';
import { containersOf } from './task';
import { addressesOf, synthJson, testCredentials, testWorkshop } from './support';
import { variablesFor } from '../../../infra/stacks/variables';

describe('a batch stack', () => {
  const workshop = testWorkshop({ seats: 25 });
  const batch = synthJson(workshop, 'batch-003');

  it('holds its own seats, and every address but its secret and what its seats share ends in the label of one', () => {
    const seats = addressesOf(batch).map((address) => [address.split('.')[0], seatOfAddress(address)] as const);
    expect(new Set(seats.map(([, no]) => no))).toEqual(new Set([21, 22, 23, 24, 25, undefined]));
    expect(
      seats
        .filter(([, no]) => no === undefined)
        .map(([type]) => type)
        .sort(),
    ).toEqual([
      'aws_ecs_task_definition',
      'aws_ecs_task_definition',
      'aws_secretsmanager_secret',
      'aws_secretsmanager_secret_version',
    ]);
    expect(seats.filter(([, no]) => no === 21)).toHaveLength(1 + 2 * 4);
  });

  it('tags everything with workshop, run, stack, seat and its own address', () => {
    for (const [type, members] of Object.entries(batch.resource)) {
      if (type === 'aws_secretsmanager_secret_version') continue;
      for (const [id, member] of Object.entries(members)) {
        const no = seatOfAddress(`${type}.${id}`);
        expect(member['tags']).toMatchObject({
          'usher:workshop': 'nov',
          'usher:run': 'abc123',
          'usher:stack': 'batch-003',
          'usher:address': `${type}.${id}`,
          ...(no === undefined ? {} : { 'usher:seat': String(no).padStart(3, '0') }),
        });
      }
    }
  });

  it('pins each service to its host by the attribute the host gives itself', () => {
    const userData = String(batch.resource['aws_instance']?.['host-021']?.['user_data']);
    expect(userData).toContain('ECS_CLUSTER=usher-nov\n');
    expect(userData).toContain('ECS_INSTANCE_ATTRIBUTES={"seat":"021"}\n');
    expect(userData).toContain('ECS_AWSVPC_BLOCK_IMDS=true\n');
    for (const app of ['jupyter', 'airflow']) {
      expect(batch.resource['aws_ecs_service']?.[`${app}-021`]).toMatchObject({
        placement_constraints: [{ type: 'memberOf', expression: 'attribute:seat == 021' }],
        deployment_minimum_healthy_percent: 0,
        deployment_maximum_percent: 100,
        availability_zone_rebalancing: 'DISABLED',
        wait_for_steady_state: false,
        depends_on: [`aws_lb_listener.${app}-021`],
      });
    }
  });

  it('places tasks in the zone of their host, since an interface cannot cross zones', () => {
    for (const label of ['021', '022', '023']) {
      const subnet = String(batch.resource['aws_instance']?.[`host-${label}`]?.['subnet_id']);
      const service = batch.resource['aws_ecs_service']?.[`jupyter-${label}`]?.['network_configuration'];
      expect((service as { subnets: string[] } | undefined)?.subnets).toEqual([subnet.replace('public', 'private')]);
    }
    const zones = ['021', '022'].map((label) => batch.resource['aws_instance']?.[`host-${label}`]?.['subnet_id']);
    expect(new Set(zones).size).toBe(2);
  });

  it('keeps a host when a newer image or other user data comes along', () => {
    const host = batch.resource['aws_instance']?.['host-021'];
    expect(host?.['lifecycle']).toEqual({ ignore_changes: ['ami', 'user_data'] });
    expect(host?.['metadata_options']).toMatchObject({ http_tokens: 'required', http_put_response_hop_limit: 1 });
  });

  it('opens the port of the seat on its load balancer and leads /021/jupyter there', () => {
    expect(batch.resource['aws_lb_listener']?.['jupyter-021']).toMatchObject({
      port: 8021,
      load_balancer_arn: '${data.terraform_remote_state.network.outputs.load_balancer_arns[1]}',
    });
    expect(batch.resource['aws_lb_listener_rule']?.['jupyter-021']).toMatchObject({
      listener_arn: '${data.terraform_remote_state.network.outputs.front_listeners[1]}',
      priority: 1,
      condition: [{ path_pattern: { values: ['/021/jupyter', '/021/jupyter/*'] } }],
      action: [{ redirect: { host: '#{host}', port: '8021', path: '/', status_code: 'HTTP_302' } }],
    });
  });

  it('asks the load balancer less often than a check may take', () => {
    for (const group of Object.values(batch.resource['aws_lb_target_group'] ?? {})) {
      const check = group['health_check'] as { interval: number; timeout: number };
      expect(check.timeout).toBeLessThan(check.interval);
      expect(Number(group['deregistration_delay'])).toBeLessThanOrEqual(10);
    }
  });

  it('registers one task definition an app and batch, which all its seats run', () => {
    const definitions = batch.resource['aws_ecs_task_definition'] ?? {};
    expect(Object.entries(definitions).map(([id, { family }]) => [id, family])).toEqual([
      ['jupyter', 'nov-jupyter-batch-003'],
      ['airflow', 'nov-airflow-batch-003'],
    ]);
    for (const [id, service] of Object.entries(batch.resource['aws_ecs_service'] ?? {})) {
      expect(service['task_definition']).toBe(`\${aws_ecs_task_definition.${id.split('-')[0]}.arn}`);
      expect(service['name']).toBe(`nov-${id}`);
    }
    const largest = synthJson(testWorkshop({ seats: 1000 }), 'batch-100').resource['aws_ecs_task_definition'];
    expect(Object.keys(largest ?? {})).toHaveLength(2);
  });

  it('gives both apps the same folder of the host', () => {
    for (const id of ['jupyter', 'airflow']) {
      const work = { name: 'work', host_path: '/var/lib/usher/work' };
      expect(batch.resource['aws_ecs_task_definition']?.[id]?.['volume']).toContainEqual(work);
      expect(containersOf(batch, id).at(-1)?.mountPoints).toContainEqual({
        sourceVolume: 'work',
        containerPath: '/home/jovyan/work',
        readOnly: false,
      });
    }
  });

  it('starts an app with a database only after a container that outlasts the slowest server', () => {
    const [pick, init, app] = containersOf(batch, 'airflow');
    const success = (name: string | undefined) => ({ containerName: name, condition: 'SUCCESS' });
    expect(app?.dependsOn).toEqual([success(pick?.name), success(init?.name)]);
    expect(init?.dependsOn).toEqual([success(pick?.name)]);
    expect([pick?.essential, init?.essential]).toEqual([false, false]);
    expect(init?.startTimeout).toBeGreaterThan(20 * 60);
    expect(containersOf(batch, 'jupyter').map(({ name }) => name)).toEqual(['jupyter-seat', 'jupyter']);
  });

  it('names secrets by keys that the batch really writes, an app at a time', () => {
    const written = JSON.parse(variablesFor(workshop, 'batch-003', testCredentials)['seat_words']!) as object;
    const own = '${aws_secretsmanager_secret_version.words.secret_id}:';
    for (const app of ['jupyter', 'airflow']) {
      const asked = containersOf(batch, app).find(({ name }) => name === `${app}-seat`)?.secrets ?? [];
      // Of all seats it has room for, though the workshop ends at 25.
      expect(asked.map(({ name }) => name)).toEqual(Array.from({ length: 10 }, (_, i) => `SEAT_0${21 + i}`));
      const keys = asked.map(({ valueFrom }) => valueFrom.slice(own.length).replace(/::$/, ''));
      expect(keys).toEqual(Object.keys(written).filter((key) => key.endsWith(`.${app}`)));
    }
  });

  it('is, but for the seat itself, the same without its last seat', () => {
    const smaller = synthJson(testWorkshop({ seats: 24 }), 'batch-003').resource;
    for (const [type, members] of Object.entries(batch.resource)) {
      const others = Object.entries(members).filter(([id]) => seatOfAddress(`${type}.${id}`) !== 25);
      expect([type, smaller[type]]).toEqual([type, Object.fromEntries(others)]);
    }
  });

  it('shows words of other seats, the master password and files of the host to no app', () => {
    for (const id of ['jupyter', 'airflow']) {
      for (const container of containersOf(batch, id)) {
        const from = (container.secrets ?? []).map(({ valueFrom }) => valueFrom);
        const master = from.some((each) => each.includes('database_secret'));
        const words = from.some((each) => each.includes('secret_version.words'));
        const host = container.mountPoints.some(({ sourceVolume }) => sourceVolume === 'host');
        expect([container.name, master]).toEqual([container.name, container.name === 'airflow-database']);
        expect([container.name, words, host]).toEqual([container.name, id + '-seat' === container.name, words]);
      }
    }
  });

  it('pins every image to a version', () => {
    for (const { image } of ['jupyter', 'airflow'].flatMap((id) => containersOf(batch, id))) {
      expect(image).toMatch(/:\d+(\.\d+|-\d+)+(-alpine)?$/);
    }
  });

  it('needs no database where no app has one', () => {
    const alone = testWorkshop({ apps: [DEFAULT_APPS[0]!] });
    expect(stacksOf(alone.spec)).toEqual(['network', 'batch-001']);
    expect(synthJson(alone, 'batch-001').text).not.toMatch(/postgres|database/);
    expect(variablesFor(alone, 'batch-001', testCredentials)['seat_words']).not.toMatch(/postgres|database/i);
  });

  it('leaves what an app asks for to its container where it names the seat, and shell variables alone', () => {
    const app = {
      ...DEFAULT_APPS[0]!,
      environment: { WHERE: '{url}', HOMES: '${HOME} %{x}' },
      command: ['sh', '-c', 'echo ${HOME}'],
    };
    const stack = synthJson(testWorkshop({ apps: [app] }), 'batch-001');
    expect(containersOf(stack, 'jupyter').at(-1)).toMatchObject({
      environment: [{ name: 'HOMES', value: '${HOME} %{x}' }],
      command: ['sh', '-c', 'echo ${HOME}'],
    });
    expect(stack.text).toContain('echo $${HOME}');
  });

  it('leaves the agent of a t3.xlarge room beside both apps', () => {
    const all = ['jupyter', 'airflow'].flatMap((id) => containersOf(batch, id));
    expect(all.reduce((sum, container) => sum + container.cpu, 0)).toBeLessThanOrEqual(4_096);
    // ECS registers about 15,700 of the 16,384 MiB.
    expect(all.reduce((sum, container) => sum + container.memory, 0)).toBeLessThanOrEqual(15_000);
  });

  it('lets every container check take no longer than ECS allows', () => {
    for (const id of ['jupyter', 'airflow']) {
      const check = containersOf(batch, id).at(-1)?.healthCheck;
      expect(check?.command[0]).toBe('CMD-SHELL');
      expect(check?.startPeriod).toBeLessThanOrEqual(300);
    }
  });

  it('is refused where the workshop has no such batch, and before there is an AMI', () => {
    for (const stack of ['batch-000', 'batch-004', 'batch-3', 'databas']) {
      expect(() => synthJson(workshop, stack)).toThrow(RangeError);
    }
    expect(() => synthJson(testWorkshop({ ami: undefined }), 'batch-001')).toThrow(/no AMI/);
  });

  it('reads the network from the same bucket its own state is in', () => {
    const backend = { kind: 's3', bucket: 'states', region: 'eu-west-1', prefix: 'usher/w1' } as const;
    const stack = synthJson(workshop, 'batch-001', backend, 'http://127.0.0.1:4566');
    expect(stack.terraform.backend['s3']).toMatchObject({
      key: 'usher/w1/batch-001.tfstate',
      use_lockfile: true,
      use_path_style: true,
    });
    expect(stack.data['terraform_remote_state']?.['network']).toMatchObject({
      backend: 's3',
      config: { bucket: 'states', key: 'usher/w1/network.tfstate', use_path_style: true },
    });
    expect(stack.provider.aws[0]).toMatchObject({ s3_use_path_style: true });
  });
});
