import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { identityCheckup } from '../../../infra/doctor/identity';
import { permissionCheckups } from '../../../infra/doctor/permissions';
import { startLocalAws, type LocalAws } from '../../../local/aws';
import type { Checkup } from '../../../workshop/ports/checkup';
import { examine } from '../../../workshop/use-cases/doctor';

const look = async (checkup: Checkup | undefined) =>
  (await examine(checkup ? [checkup] : [], { log: (line) => expect(line).toBe('') }))[0];

const folder = mkdtempSync(join(tmpdir(), 'usher-doctor-'));
const many = Array.from({ length: 230 }, (_, i) => `ec2:Action${i}`);
const allow = (...Action: string[]) => JSON.stringify({ Statement: [{ Effect: 'Allow', Action, Resource: '*' }] });
writeFileSync(join(folder, 'runtime.json'), allow('ecs:StopTask', 'ecs:ListTasks'));
writeFileSync(join(folder, 'provisioning.json'), allow(...many));

describe('what the doctor says of AWS', () => {
  let aws: LocalAws;
  beforeAll(async () => {
    aws = await startLocalAws({ port: 0, dataDir: folder, moto: 'none' });
  });
  afterEach(() => aws.fault({ kind: 'clear' }));
  afterAll(() => aws.stop());

  const options = (policies = folder) => ({ env: { ...aws.environment }, region: 'eu-west-1', policies });
  const identity = () => look(identityCheckup(options()));
  const toRun = (policies?: string) => look(permissionCheckups(options(policies))[0]);
  const toBuild = () => look(permissionCheckups(options())[1]);
  const refuse = (operation: string, code: string, message = 'no') =>
    aws.fault({ kind: 'refuse', operation, code, message });

  it('names the account, who Usher is there, and an endpoint that is not AWS’s own', async () => {
    expect(await identity()).toMatchObject({
      state: 'well',
      says: expect.stringMatching(
        /^`arn:aws:iam::123456789012:user\/local` in eu-west-1, at http:.* \(AWS_ENDPOINT_URL\)\.$/,
      ),
    });
  });

  it('tells expired, unknown and absent credentials apart', async () => {
    refuse('sts:GetCallerIdentity', 'ExpiredToken');
    expect(await identity()).toMatchObject({ state: 'ill', mend: expect.stringContaining('aws sso login') });
    aws.fault({ kind: 'clear' });
    refuse('sts:GetCallerIdentity', 'InvalidClientTokenId');
    expect(await identity()).toMatchObject({ state: 'ill', mend: expect.stringContaining('access key') });
  });

  it('has IAM simulate every action, in few calls', async () => {
    const before = aws.calls.get('iam:SimulatePrincipalPolicy') ?? 0;
    expect(await toBuild()).toMatchObject({
      state: 'well',
      says: 'All 230 actions of infra/policies/provisioning.json are allowed, says IAM.',
    });
    expect((aws.calls.get('iam:SimulatePrincipalPolicy') ?? 0) - before).toBe(3);
  });

  it('names what is missing, and the policy that mends it', async () => {
    aws.fault({ kind: 'deny', action: 'ecs:StopTask' });
    expect(await toRun()).toMatchObject({
      state: 'ill',
      says: '1 of 2 actions are not allowed: ecs:StopTask.',
      mend: 'Give the user local the policy infra/policies/runtime.json.',
      link: 'https://console.aws.amazon.com/iam/home#/users/details/local',
    });
    many.slice(0, 12).forEach((action) => aws.fault({ kind: 'deny', action }));
    expect(await toBuild()).toMatchObject({ says: expect.stringMatching(/^12 of 230 .* and 2 more\.$/) });
  });

  it('cannot tell where IAM may not be asked, is too busy, or the policy is not there', async () => {
    aws.fault({ kind: 'deny', action: 'iam:SimulatePrincipalPolicy' });
    expect(await toRun()).toMatchObject({ state: 'unknown', mend: expect.stringContaining('SimulatePrincipalPolicy') });
    aws.fault({ kind: 'clear' });
    aws.fault({ kind: 'throttle', operation: 'iam:SimulatePrincipalPolicy', count: 9 });
    expect(await toRun()).toMatchObject({ state: 'unknown', says: 'AWS asks Usher to slow down.' });
    aws.fault({ kind: 'clear' });
    expect(await toRun(join(folder, 'nowhere'))).toMatchObject({ state: 'unknown' });
  });

  it('leaves a refusal of the credentials to their own line', async () => {
    refuse('sts:GetCallerIdentity', 'ExpiredToken');
    expect(await toRun()).toMatchObject({ state: 'unknown', says: expect.stringContaining('expired') });
  });
});

describe('answers only AWS itself gives', () => {
  let server: Server | undefined;
  afterEach(() => new Promise<void>((resolve) => void (server ? server.close(() => resolve()) : resolve())));

  /** Answers each Query call by its action, with headers as they should be. */
  async function serve(answers: Record<string, string>, headers: Record<string, string> = {}) {
    const asked: URLSearchParams[] = [];
    server = createServer((request, response) => {
      let body = '';
      request.on('data', (chunk) => (body += String(chunk)));
      request.on('end', () => {
        const call = new URLSearchParams(body);
        asked.push(call);
        const action = call.get('Action') ?? '';
        const inside = answers[action];
        response.writeHead(inside === undefined ? 403 : 200, {
          'content-type': 'text/xml',
          connection: 'close',
          ...headers,
        });
        response.end(
          inside === undefined
            ? '<ErrorResponse><Error><Type>Sender</Type><Code>AccessDenied</Code><Message>no</Message></Error></ErrorResponse>'
            : `<${action}Response><${action}Result>${inside}</${action}Result></${action}Response>`,
        );
      });
    });
    await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
    const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const env = { AWS_ENDPOINT_URL: endpoint, AWS_ACCESS_KEY_ID: 'a', AWS_SECRET_ACCESS_KEY: 'b' };
    return { asked, options: { env, region: 'eu-west-1', policies: folder } };
  }
  const session = '<Arn>arn:aws:sts::123456789012:assumed-role/usher/i-1</Arn><Account>123456789012</Account>';
  const decided = (more: string) =>
    `<IsTruncated>false</IsTruncated><EvaluationResults><member><EvalActionName>ecs:StopTask</EvalActionName>${more}</member></EvaluationResults>`;

  it('asks about the role behind a session, with the path that only IAM knows', async () => {
    const role = 'arn:aws:iam::123456789012:role/teams/usher';
    const { asked, options } = await serve({
      GetCallerIdentity: session,
      GetRole: `<Role><Arn>${role}</Arn><RoleName>usher</RoleName></Role>`,
      SimulatePrincipalPolicy: decided('<EvalDecision>allowed</EvalDecision>'),
    });
    expect(await look(permissionCheckups(options)[0])).toMatchObject({ state: 'well' });
    expect(asked.at(-1)?.get('PolicySourceArn')).toBe(role);
  });

  it('does not call missing what depends on circumstances it could not name', async () => {
    const { options } = await serve({
      GetCallerIdentity: session,
      SimulatePrincipalPolicy: decided(
        '<EvalDecision>implicitDeny</EvalDecision><MissingContextValues><member>aws:SourceIp</member></MissingContextValues>',
      ),
    });
    expect(await look(permissionCheckups(options)[0])).toMatchObject({ state: 'unknown' });
  });

  it('says that no policy of the role’s own mends what the organisation denies', async () => {
    const { options } = await serve({
      GetCallerIdentity: session,
      SimulatePrincipalPolicy: decided(
        '<EvalDecision>implicitDeny</EvalDecision><OrganizationsDecisionDetail><AllowedByOrganizations>false</AllowedByOrganizations></OrganizationsDecisionDetail>',
      ),
    });
    expect(await look(permissionCheckups(options)[0])).toMatchObject({
      state: 'ill',
      mend: expect.stringContaining('organisation'),
    });
  });

  it('finds that this machine’s clock is wrong', async () => {
    const { options } = await serve(
      { GetCallerIdentity: session },
      { date: new Date(Date.now() + 25 * 60_000).toUTCString() },
    );
    expect(await look(identityCheckup(options))).toMatchObject({
      state: 'ill',
      says: expect.stringContaining('clock is 25 minutes slow'),
    });
  });
});
