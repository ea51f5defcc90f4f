import { rm } from 'node:fs/promises';
import { once } from 'node:events';
import { join } from 'node:path';
import { ACMClient, ListCertificatesCommand } from '@aws-sdk/client-acm';
import { CreateHostedZoneCommand, ListResourceRecordSetsCommand, Route53Client } from '@aws-sdk/client-route-53';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { createCloud } from '../../infra/aws';
import { clientConfig } from '../../infra/terraform/client-config';
import { DEFAULT_APPS } from '../../workshop/default-apps';
import type { Workshop } from '../../workshop/workshop';
import { basic, until } from '../local/aws/scenario';
import { startRegion, type Region } from '../support/region';
import { heard, visitor } from '../support/visit';
import { testWorkshop } from './stacks/support';
import { describeReal } from './terraform/real';

const PATIENCE = 10 * 60_000;
const DOMAIN = 'lab.example.org';
/** Two seats on the second load balancer: their names need records of their own. */
const [SEATS, FIRST_BATCH, STACKS] = [50, 48, ['network', 'batch-002']] as const;

describeReal('a workshop with hosts, applied by Terraform', () => {
  let region: Region;
  let route53: Route53Client;
  let acm: ACMClient;
  let zone: string;
  let workshop: Workshop;
  const names = async (): Promise<string[]> => {
    const answer = await route53.send(new ListResourceRecordSetsCommand({ HostedZoneId: zone }));
    const sets = answer.ResourceRecordSets ?? [];
    return sets
      .filter(({ Type }) => Type === 'A' || Type === 'CNAME')
      .map(({ Name = '' }) => Name.replace('\\052', '*'));
  };

  beforeAll(async () => {
    region = await startRegion();
    const config = clientConfig(region.env, 'eu-west-1');
    [route53, acm] = [new Route53Client(config), new ACMClient(config)];
    const made = await route53.send(new CreateHostedZoneCommand({ Name: 'example.org', CallerReference: 'once' }));
    zone = made.HostedZone?.Id?.replace('/hostedzone/', '') ?? '';
    const apps = DEFAULT_APPS.filter((app) => !app.database);
    const options = { exposure: { kind: 'hosts', domain: DOMAIN, zone, certificate: undefined } } as const;
    const before = testWorkshop({ seats: SEATS, batchSize: FIRST_BATCH, apps, ami: undefined, options });
    workshop = await region.up(before, ...STACKS);
  }, PATIENCE);
  afterAll(async () => {
    route53?.destroy();
    acm?.destroy();
    await region?.stop();
  });

  it('is reached by its names over TLS, and its web sockets with it', async () => {
    const visit = visitor(region.aws, workshop.loadBalancers[1] ?? '');
    const seat = `https://jupyter-049.${DOMAIN}/`;
    await until(async () => (await visit.get(`${seat}api`)).status === 200, 'the seat to answer');
    const words = basic('seat-049', region.credentials.seatPassword(workshop, 49));
    expect(await visit.get(seat, words)).toMatchObject({ status: 200 });
    expect((await visit.get(`http://jupyter-049.${DOMAIN}/lab`)).headers.location).toMatch(
      /^https:\/\/jupyter-049\.lab\.example\.org(:\d+)?\/lab$/,
    );
    const socket = await visit.webSocket(`wss://jupyter-049.${DOMAIN}/api/kernels/0-1/channels`, words);
    socket.send('1 + 1');
    expect(await heard(socket)).toBe('1 + 1');
    socket.close();
    await once(socket, 'close');
  });

  it('shows a page to whoever has a wrong name, and has records for the rest of the names', async () => {
    const first = visitor(region.aws, workshop.loadBalancers[0] ?? '');
    expect((await first.get(`https://wrong.${DOMAIN}/`)).body).toContain('Say hello to Usher');
    expect(await names()).toEqual(
      expect.arrayContaining([`*.${DOMAIN}.`, `jupyter-049.${DOMAIN}.`, `jupyter-050.${DOMAIN}.`]),
    );
    expect((await names()).filter((name) => name.startsWith('_'))).toHaveLength(1);
  });

  it(
    'takes everything up again where its states are lost, and makes nothing twice',
    async () => {
      const [before, balancers] = [await names(), workshop.loadBalancers];
      await rm(join(region.folderOf(workshop), 'state'), { recursive: true });
      expect((await region.up(workshop, ...STACKS)).loadBalancers).toEqual(balancers);
      expect(await names()).toEqual(before);
      expect((await acm.send(new ListCertificatesCommand({}))).CertificateSummaryList).toHaveLength(1);
    },
    PATIENCE,
  );

  it(
    'leaves no name, no certificate and nothing else behind',
    async () => {
      const { leftovers } = createCloud({ env: region.env });
      await region.down(workshop, 'batch-002');
      expect(await leftovers(workshop)).toContain(`${zone}/*.${DOMAIN}`);
      await region.down(workshop, 'network');
      expect(await names()).toEqual([]);
      expect((await acm.send(new ListCertificatesCommand({}))).CertificateSummaryList).toEqual([]);
      await until(async () => (await leftovers(workshop)).length === 0, 'AWS to forget');
    },
    PATIENCE,
  );
});
