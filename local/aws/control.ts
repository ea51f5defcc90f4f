import type { IncomingMessage, ServerResponse } from 'node:http';
import { z } from 'zod';
import type { Plane } from './lifecycle/plane';
import type { CallLog } from './proxy/call-log';
import type { Fault } from './index';
import { describeState } from './state';
import type { Stacks } from './stacks/stacks';
import type { StackConfig } from './stacks/resolve';

const faultSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('crash'), service: z.string(), reason: z.string().optional() }),
  z.object({ kind: z.literal('hang'), seat: z.string(), workshop: z.string().optional() }),
  z.object({ kind: z.literal('throttle'), operation: z.string(), count: z.number().int().positive() }),
  z.object({
    kind: z.literal('refuse'),
    operation: z.string(),
    code: z.string(),
    message: z.string(),
    count: z.number().int().positive().optional(),
  }),
  z.object({ kind: z.literal('deny'), action: z.string().regex(/^[a-z0-9-]+:[A-Za-z0-9]+$/) }),
  z.object({ kind: z.literal('slow'), service: z.string(), factor: z.number().positive() }),
  z.object({ kind: z.literal('quota'), code: z.string(), value: z.number().nonnegative() }),
  z.object({ kind: z.literal('capacity'), zone: z.string().optional(), type: z.string().optional() }),
  z.object({
    kind: z.literal('silent'),
    seat: z.string().optional(),
    count: z.number().int().positive().optional(),
  }),
  z.object({ kind: z.literal('expired-credentials'), key: z.string().optional() }),
  z.discriminatedUnion('from', [
    z.object({ kind: z.literal('ail'), service: z.string(), from: z.enum(['image', 'memory', 'health']) }),
    z.object({
      kind: z.literal('ail'),
      service: z.string(),
      from: z.literal('status'),
      status: z.number().int().min(200).max(599),
    }),
  ]),
  z.object({ kind: z.literal('quota-answer'), code: z.string(), answer: z.enum(['approve', 'deny']) }),
  z.object({ kind: z.literal('cost-tag'), key: z.string() }),
  z.object({
    kind: z.literal('bill'),
    key: z.string(),
    value: z.string(),
    service: z.string(),
    amount: z.number().nonnegative(),
  }),
  z.object({ kind: z.literal('clear') }),
]);

const stackSchema = z.object({
  config: z.record(z.string(), z.unknown()),
  variables: z.record(z.string(), z.unknown()).default({}),
  anew: z.object({ addresses: z.array(z.string()), before: z.coerce.date() }).optional(),
});

/** What can be seen and done under `/_local`. */
export interface ControlOptions {
  readonly plane: Plane;
  readonly controlPlane: boolean;
  readonly notes: readonly string[];
  readonly calls: CallLog;
  fault(fault: Fault): void;
  /** Only where there is no control plane. */
  readonly stacks: Stacks | undefined;
}

/** Answers `/_local`: what this is, its state, faults. */
export function createControl(options: ControlOptions) {
  return async (request: IncomingMessage, response: ServerResponse, body: Buffer): Promise<void> => {
    const path = new URL(request.url ?? '/', 'http://any').pathname;
    const say = (status: number, value: unknown) => {
      response.writeHead(status, { 'content-type': 'application/json' });
      response.end(`${JSON.stringify(value, null, 2)}\n`);
    };
    const { plane, controlPlane, notes, calls } = options;
    if (request.method === 'GET' && path === '/_local') return say(200, { local: true, controlPlane, notes });
    if (request.method === 'GET' && path === '/_local/state') {
      return say(200, { ...describeState(plane), calls: Object.fromEntries(calls.counts) });
    }
    if (request.method === 'GET' && path === '/_local/calls') return say(200, calls.list());
    if (request.method === 'POST' && path === '/_local/faults') {
      const fault = faultSchema.safeParse(parse(body));
      if (!fault.success) return say(400, { error: z.prettifyError(fault.error) });
      try {
        options.fault(fault.data as Fault);
      } catch (error) {
        return say(404, { error: (error as Error).message });
      }
      return say(200, { ok: true });
    }
    const stack = /^\/_local\/stacks\/([\w.-]+)\/([\w.-]+)$/.exec(path);
    if (stack && !options.stacks) return say(409, { error: 'moto is here: stacks are made by Terraform' });
    if (stack && options.stacks && request.method === 'DELETE') {
      options.stacks.remove(stack[1]!, stack[2]!);
      return say(200, { ok: true });
    }
    if (stack && options.stacks && request.method === 'POST') {
      const asked = stackSchema.safeParse(parse(body));
      if (!asked.success) return say(400, { error: z.prettifyError(asked.error) });
      const { config, variables, anew } = asked.data;
      const filling = await options.stacks.fill(stack[1]!, stack[2]!, config as StackConfig, variables, anew);
      return say(200, { loadBalancers: filling.outputs['load_balancers'] ?? [], failures: filling.failures });
    }
    say(404, { error: `nothing at ${request.method} ${path}` });
  };
}

function parse(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return undefined;
  }
}
