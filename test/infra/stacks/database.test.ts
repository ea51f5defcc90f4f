import { describe, expect, it } from '@jest/globals';
import { databaseLoad, databaseSize } from '../../../workshop/database-size';
import { memoryOf } from '../../../workshop/instance-memory';
import { DEFAULT_APPS } from '../../../workshop/default-apps';
import { variablesFor } from '../../../infra/stacks/variables';
import { synthJson, testCredentials, testWorkshop } from './support';

describe('the database stack', () => {
  const database = synthJson(testWorkshop(), 'database');

  it('finds what it needs of the network without reading the state of it', () => {
    expect(database.data['terraform_remote_state']).toBeUndefined();
    expect(Object.keys(database.data)).toEqual(['aws_vpc', 'aws_subnets', 'aws_security_group']);
    expect(database.data['aws_vpc']?.['main']?.['tags']).toEqual({
      'usher:workshop': 'nov',
      'usher:run': 'abc123',
      'usher:part': 'vpc',
    });
  });

  it('is private, encrypted, and takes its password by an argument that is never kept', () => {
    expect(database.resource['aws_db_instance']?.['main']).toMatchObject({
      publicly_accessible: false,
      storage_encrypted: true,
      password_wo: '${var.database_password}',
      password_wo_version: 1,
    });
    expect(database.resource['aws_db_instance']?.['main']?.['password']).toBeUndefined();
    expect(database.variable['database_password']).toMatchObject({ ephemeral: true, sensitive: true, default: '' });
  });

  it('answers to the name that the seats wait for', () => {
    expect(database.resource['aws_route53_record']?.['database']).toMatchObject({
      name: 'database.nov-abc123.usher.internal',
      type: 'CNAME',
      records: ['${aws_db_instance.main.address}'],
    });
  });
});

describe('the size of the database server', () => {
  const sizeFor = (seats: number) => databaseSize(testWorkshop({ seats }).spec);

  it('is a db.t3.medium for a small workshop', () => {
    expect(sizeFor(1).instanceClass).toBe('db.t3.medium');
    expect(sizeFor(20).instanceClass).toBe('db.t3.medium');
  });

  it('never shrinks as seats are added, and raises the limit of connections only where it must', () => {
    const classes = Array.from({ length: 1000 }, (_, i) => sizeFor(i + 1));
    const order = [...new Set(classes.map((size) => size.instanceClass))];
    const ranks = classes.map((size) => order.indexOf(size.instanceClass));
    expect(ranks).toEqual([...ranks].sort((a, b) => a - b));
    expect(sizeFor(80).connections).toBeUndefined();
    expect(sizeFor(1000).connections).toBeGreaterThanOrEqual(16_000);
    expect(Object.keys(synthJson(testWorkshop({ seats: 1000 }), 'database').resource)).toContain(
      'aws_db_parameter_group',
    );
  });

  it('is what the organiser chose, and too small a choice can be told from one that fits', () => {
    const spec = (instanceClass: string) =>
      testWorkshop({ seats: 80, options: { database: { instanceClass, storage: 60 } } }).spec;
    expect(databaseSize(spec('db.t3.medium'))).toEqual({
      instanceClass: 'db.t3.medium',
      connections: undefined,
      storage: 60,
    });
    expect(databaseLoad(spec('db.t3.medium'))).toEqual({ instanceClass: 'db.t3.medium', needed: 1310, offered: 400 });
    expect(databaseLoad(spec('db.m7g.xlarge'))).toMatchObject({ needed: 1310, offered: 1600 });
    expect(databaseLoad(spec('db.serverless'))?.offered).toBeUndefined();
  });

  it('follows from what the apps say they open, and is asked for nothing where no app has a database', () => {
    const [jupyter, airflow] = DEFAULT_APPS;
    const load = (apps: typeof DEFAULT_APPS) => databaseLoad(testWorkshop({ seats: 10, apps }).spec);
    expect(load([{ ...airflow!, connections: 40 }])?.needed).toBe(430);
    expect(load([jupyter!])).toBeUndefined();
    expect(databaseLoad(testWorkshop({ seats: 1000, apps: [{ ...airflow!, connections: 80 }] }).spec)).toEqual({
      instanceClass: 'db.r5.16xlarge',
      needed: 80_030,
      offered: 51_200,
    });
  });

  it('knows the memory of the classes RDS has', () => {
    const known = {
      'db.t4g.micro': 1,
      'db.t3.medium': 4,
      'db.m6i.large': 8,
      'db.r5.12xlarge': 384,
      'db.r6gd.xlarge': 32,
    };
    for (const [name, memory] of Object.entries(known)) expect(memoryOf(name)).toBe(memory);
    for (const name of ['t3.medium', 'db.q9.large', 'db.t3.huge', '']) expect(memoryOf(name)).toBeUndefined();
  });
});

describe('the secret values of a stack', () => {
  it('are the same master password for network and database', () => {
    const workshop = testWorkshop();
    const expected = { database_password: 'classifiedMaster0123456789abcdefghijklmn' };
    expect(variablesFor(workshop, 'network', testCredentials)).toEqual(expected);
    expect(variablesFor(workshop, 'database', testCredentials)).toEqual(expected);
  });

  it('are the words of all seats a batch has room for, and of no other', () => {
    const words = JSON.parse(
      variablesFor(testWorkshop({ seats: 25 }), 'batch-003', testCredentials)['seat_words']!,
    ) as Record<string, string>;
    expect(new Set(Object.keys(words).map((key) => key.split('.')[0]))).toEqual(
      new Set(Array.from({ length: 10 }, (_, i) => `0${21 + i}`)),
    );
    expect(words['021.jupyter']).toBe(
      "USHER_PASSWORD='classified-word-21'\nUSHER_COOKIE='classified-jupyter-cookie-21'",
    );
    expect(words['021.airflow']?.split('\n')).toEqual(
      expect.arrayContaining([
        "USHER_PASSWORD='classified-word-21'",
        "USHER_FERNET='classified-airflow-fernet-21'",
        "DATABASE_ROLE='airflow_021'",
        "DATABASE_URL='postgresql://airflow_021:classified-airflow-database-21@database.nov-abc123.usher.internal:5432/airflow_021'",
      ]),
    );
  });

  it('are refused where one secret cannot hold them', () => {
    expect(() => variablesFor(testWorkshop({ seats: 1000, batchSize: 1000 }), 'batch-001', testCredentials)).toThrow(
      RangeError,
    );
  });
});
