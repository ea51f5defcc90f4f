import { sizeOf } from '../model/instance-types';
import { hexId } from '../model/arn';
import { QUOTA_RECORDS, STANDARD_VCPUS, type QuotaRecord } from '../model/quotas';
import type { Plane } from '../lifecycle/plane';
import type { Call } from '../proxy/call';
import { number, text } from '../proxy/query';
import { json, type Refusal } from '../proxy/reply';
import type { Handler, Handlers } from './handler';

/** AWS takes days to grant more; here an hour of the region's time. */
const GRANT_SECONDS = 3600;

/** The quota that is used up when a call is refused with this code. */
const USED_UP: Readonly<Record<string, string>> = {
  VcpuLimitExceeded: STANDARD_VCPUS,
  AddressLimitExceeded: 'L-0263D0A3',
  TooManyLoadBalancers: 'L-53DA6B97',
  TooManyTargetGroups: 'L-B22855CB',
  NetworkInterfaceLimitExceeded: 'L-DF5E4CA3',
  VpcLimitExceeded: 'L-F678F1CE',
};

/** A request for more of a quota. */
export interface QuotaChange {
  readonly id: string;
  readonly region: string;
  readonly record: QuotaRecord;
  readonly wanted: number;
  status: 'PENDING' | 'APPROVED' | 'DENIED';
}

/** The account's quotas, the same in every region. */
export interface Quotas {
  /** Gives the account another value; throws, in words for people, where there is no quota of this code. */
  set(code: string, value: number): void;
  /** Back to what the account began with. */
  reset(): void;
  /** Answers requests for more of this quota: those that wait, and those to come. */
  answer(code: string, answer: 'approve' | 'deny'): void;
  /** Takes a request, which is answered by `answer` or, approved, when its time has come; false where one for this quota waits. */
  request(request: Omit<QuotaChange, 'status'>): boolean;
  change(id: string): QuotaChange | undefined;
  /** Approves, unless somebody said otherwise. */
  settle(id: string): void;
  /** Undefined where there is no such quota. */
  valueOf(code: string): number | undefined;
}

/** Quotas as they are told: a fault that refuses calls for want of one makes that one as small as the fault says. */
export function createQuotas(refusals: () => readonly Refusal[]): Quotas {
  const values = new Map<string, number>();
  const answers = new Map<string, 'approve' | 'deny'>();
  const changes = new Map<string, QuotaChange>();
  const settle = (change: QuotaChange): void => {
    if (change.status !== 'PENDING') return;
    change.status = answers.get(change.record.code) === 'deny' ? 'DENIED' : 'APPROVED';
    if (change.status === 'APPROVED') values.set(change.record.code, change.wanted);
  };
  const waiting = (code: string) =>
    [...changes.values()].filter(({ record, status }) => record.code === code && status === 'PENDING');
  return {
    answer(code, answer) {
      answers.set(code, answer);
      waiting(code).forEach(settle);
    },
    request(request) {
      if (waiting(request.record.code).length > 0) return false;
      changes.set(request.id, { ...request, status: 'PENDING' });
      return true;
    },
    change: (id) => changes.get(id),
    settle(id) {
      const change = changes.get(id);
      if (change) settle(change);
    },
    set(code, value) {
      if (!QUOTA_RECORDS.some((record) => record.code === code)) throw new Error(`There is no quota ${code}.`);
      values.set(code, value);
    },
    reset() {
      values.clear();
      answers.clear();
    },
    valueOf(code) {
      const refusal = refusals().find((each) => USED_UP[each.code] === code);
      if (refusal) return Number(/limit of (\d+)/.exec(refusal.message)?.[1] ?? 0);
      return values.get(code) ?? QUOTA_RECORDS.find((record) => record.code === code)?.value;
    },
  };
}

/** Service Quotas, which moto lacks for nearly all services. */
export function quotaHandlers({ clock }: Plane, quotas: Quotas): Handlers {
  const shape = (call: Call, { service, code, ...record }: QuotaRecord, Value: number) => ({
    ServiceCode: service,
    ServiceName: record.serviceName,
    QuotaArn: `arn:aws:servicequotas:${call.region}:123456789012:${service}/${code}`,
    QuotaCode: code,
    QuotaName: record.name,
    Value,
    Unit: 'None',
    Adjustable: record.adjustable,
    GlobalQuota: false,
  });
  const missing: Refusal = {
    code: 'NoSuchResourceException',
    message: 'The request failed because the specified service or quota does not exist.',
  };
  const one = (answer: (call: Call, record: QuotaRecord) => ReturnType<NonNullable<Handler['answer']>>): Handler => ({
    answer(call) {
      const [service, code] = [text(call.input, 'ServiceCode'), text(call.input, 'QuotaCode')];
      const record = QUOTA_RECORDS.find((each) => each.service === service && each.code === code);
      return record ? answer(call, record) : missing;
    },
  });
  const valueOf = ({ code, value }: QuotaRecord): number => quotas.valueOf(code) ?? value;
  const changeShape = (call: Call, { id, record, wanted, status }: QuotaChange) => {
    const { Value: DesiredValue, ...asked } = shape(call, record, wanted);
    return { ...asked, Id: id, Status: status, DesiredValue };
  };
  return {
    'servicequotas:ListServiceQuotas': {
      answer(call) {
        const all = QUOTA_RECORDS.filter(({ service }) => service === text(call.input, 'ServiceCode'));
        if (all.length === 0) return missing;
        const from = number(call.input, 'NextToken', 0);
        const to = from + number(call.input, 'MaxResults', 100);
        const told = all.filter((record) => record.applied || valueOf(record) !== record.value);
        const Quotas = told.slice(from, to).map((record) => shape(call, record, valueOf(record)));
        return json({ Quotas, ...(to < told.length ? { NextToken: String(to) } : {}) });
      },
    },
    'servicequotas:GetServiceQuota': one((call, record) => json({ Quota: shape(call, record, valueOf(record)) })),
    'servicequotas:GetAWSDefaultServiceQuota': one((call, record) =>
      json({ Quota: shape(call, record, record.value) }),
    ),
    'servicequotas:RequestServiceQuotaIncrease': one((call, record) => {
      const wanted = number(call.input, 'DesiredValue', 0);
      if (!record.adjustable || wanted <= valueOf(record)) {
        return {
          code: 'IllegalArgumentException',
          message: 'You must provide a quota value greater than the current quota value of an adjustable quota.',
        };
      }
      const id = hexId(32);
      if (!quotas.request({ id, region: call.region, record, wanted })) {
        return {
          code: 'ResourceAlreadyExistsException',
          message: 'Only one open service quota increase request is allowed per quota.',
        };
      }
      clock.after(GRANT_SECONDS, () => quotas.settle(id));
      return json({ RequestedQuota: changeShape(call, quotas.change(id)!) });
    }),
    'servicequotas:GetRequestedServiceQuotaChange': {
      answer(call) {
        const change = quotas.change(text(call.input, 'RequestId') ?? '');
        return change?.region === call.region ? json({ RequestedQuota: changeShape(call, change) }) : missing;
      },
    },
  };
}

/** Refuses a launch for which the account has too few vCPUs left, as EC2 does. */
export const refuseLaunch =
  ({ world }: Plane, quotas: Quotas) =>
  (call: Call): Refusal | undefined => {
    const type = text(call.input, 'InstanceType') ?? '';
    const limit = quotas.valueOf(STANDARD_VCPUS) ?? Infinity;
    const used = [...world.instances.values()]
      .filter(({ region, state }) => region === call.region && (state === 'pending' || state === 'running'))
      .reduce((sum, instance) => sum + (isStandard(instance.type) ? sizeOf(instance.type).vcpus : 0), 0);
    const asked = number(call.input, 'MinCount', 1) * sizeOf(type).vcpus;
    if (!isStandard(type) || used + asked <= limit) return undefined;
    return {
      code: 'VcpuLimitExceeded',
      message: `You have requested more vCPU capacity than your current vCPU limit of ${limit} allows for the instance bucket that the specified instance type belongs to. Please visit http://aws.amazon.com/contact-us/ec2-request to request an adjustment to this limit.`,
    };
  };

const isStandard = (type: string): boolean => /^[acdhimrtz]/.test(type) && !/^(inf|trn)/.test(type);
