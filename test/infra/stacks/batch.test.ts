import { describe, expect, it } from '@jest/globals';
import { seatOfAddress } from '../../../infra/names';
import { DEFAULT_APPS } from '../../../workshop/default-apps';
import { addressesOf, synthJson, testCredentials, testWorkshop, type StackJson } from './support';
import { variablesFor } from '../../../infra/stacks/variables';

interface Container {
  readonly name: string;
  readonly essential: boolean;
  readonly memory: number;
  readonly cpu: number;
  readonly command: string[];
  readonly environment: { name: string; value: string }[];
  readonly secrets: { name: string; valueFrom: string }[];
  readonly dependsOn?: { containerName: string; condition: string }[];
  readonly startTimeout?: number;
  readonly mountPoints?: { containerPath: string }[];
  readonly healthCheck?: { command: string[]; startPeriod: number };
}

const containersOf = (stack: StackJson, id: string): Container[] =>
  JSON.parse(String(stack.resource['aws_ecs_task_definition']?.[id]?.['container_definitions'])) as Container[];

describe('a batch stack', () => {
  const workshop = testWorkshop({ seats: 25 });
  const batch = synthJson(workshop, 'batch-003');

  it('holds its own seats, and every address but its secret ends in the label of one', () => {
    const seats = addressesOf(batch).map((address) => [address.split('.')[0], seatOfAddress(address)] as const);
    expect(new Set(seats.map(([, no]) => no))).toEqual(new Set([21, 22, 23, 24, 25, undefined]));
    expect(seats.filter(([, no]) => no === undefined).map(([type]) => type)).toEqual([
      'aws_secretsmanager_secret',
      'aws_secretsmanager_secret_version',
    ]);
    expect(seats.filter(([, no]) => no === 21)).toHaveLength(1 + 2 * 5);
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

  it('gives both apps the same folder of the host', () => {
    for (const id of ['jupyter-021', 'airflow-021']) {
      expect(batch.resource['aws_ecs_task_definition']?.[id]?.['volume']).toEqual([
        { name: 'work', host_path: '/var/lib/usher/work' },
      ]);
      expect(containersOf(batch, id).at(-1)?.mountPoints).toMatchObject([{ containerPath: '/home/jovyan/work' }]);
    }
  });

  it('starts an app with a database only after a container that outlasts the slowest server', () => {
    const [init, app] = containersOf(batch, 'airflow-021');
    expect(app?.dependsOn).toEqual([{ containerName: init?.name, condition: 'SUCCESS' }]);
    expect(init?.essential).toBe(false);
    expect(init?.startTimeout).toBeGreaterThan(20 * 60);
    expect(containersOf(batch, 'jupyter-021')).toHaveLength(1);
  });

  it('names secrets by keys that the batch really writes, and gives no app the master password', () => {
    const written = JSON.parse(variablesFor(workshop, 'batch-003', testCredentials)['seat_words']!) as Record<
      string,
      string
    >;
    const asked = ['jupyter-021', 'airflow-021', 'airflow-025'].flatMap((id) => containersOf(batch, id));
    const own = '${aws_secretsmanager_secret_version.words.arn}:';
    const keys = asked
      .flatMap(({ secrets }) => secrets.map((secret) => secret.valueFrom))
      .filter((from) => from.startsWith(own));
    expect(keys.length).toBeGreaterThan(8);
    for (const key of keys) expect(Object.keys(written)).toContain(key.slice(own.length).replace(/::$/, ''));
    for (const container of asked) {
      const master = container.secrets.some(({ valueFrom }) => valueFrom.includes('database_secret'));
      expect(master).toBe(container.name === 'airflow-database');
    }
  });

  it('fills in what an app asks for and leaves shell variables alone', () => {
    const app = {
      ...DEFAULT_APPS[0]!,
      environment: { WHERE: '{workshop} {seat} {url}' },
      command: ['sh', '-c', 'echo ${HOME} {seat}'],
    };
    const [container] = containersOf(synthJson(testWorkshop({ apps: [app] }), 'batch-001'), 'jupyter-001');
    expect(container?.environment[0]?.value).toBe(
      'nov 001 http://${data.terraform_remote_state.network.outputs.load_balancers[0]}:8001/',
    );
    expect(container?.command[2]).toBe('echo $${HOME} 001');
  });

  it('leaves the agent of a t3.xlarge room beside both apps', () => {
    const all = ['jupyter-021', 'airflow-021'].flatMap((id) => containersOf(batch, id));
    expect(all.reduce((sum, container) => sum + container.cpu, 0)).toBeLessThanOrEqual(4_096);
    // ECS registers about 15,700 of the 16,384 MiB.
    expect(all.reduce((sum, container) => sum + container.memory, 0)).toBeLessThanOrEqual(15_000);
  });

  it('lets every container check take no longer than ECS allows', () => {
    for (const id of ['jupyter-021', 'airflow-021']) {
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
