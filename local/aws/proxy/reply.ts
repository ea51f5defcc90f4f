import { randomUUID } from 'node:crypto';
import type { Call } from './call';

/** An answer held in memory. */
export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Buffer;
}

/** A call refused with AWS's own code. */
export interface Refusal {
  readonly code: string;
  readonly message: string;
  readonly status?: number;
}

/** Tells a refusal from an answer. */
export const isRefusal = (value: object): value is Refusal => 'code' in value && !('body' in value);

/** The answer of a JSON call. */
export function json(value: unknown, status = 200): Reply {
  return {
    status,
    headers: { 'content-type': 'application/x-amz-json-1.1', 'x-amzn-requestid': randomUUID() },
    body: Buffer.from(JSON.stringify(value)),
  };
}

const NAMESPACE: Record<string, string> = {
  ec2: 'http://ec2.amazonaws.com/doc/2016-11-15/',
  elasticloadbalancing: 'http://elasticloadbalancing.amazonaws.com/doc/2015-12-01/',
  iam: 'https://iam.amazonaws.com/doc/2010-05-08/',
  sts: 'https://sts.amazonaws.com/doc/2011-06-15/',
};

/** The answer of a Query call: `inside` is XML already. */
export function xml(call: Call, inside: string): Reply {
  const { operation, service, protocol } = call;
  const namespace = NAMESPACE[service] ?? '';
  const id = randomUUID();
  const body =
    protocol === 'ec2'
      ? `<${operation}Response xmlns="${namespace}"><requestId>${id}</requestId>${inside}</${operation}Response>`
      : `<${operation}Response xmlns="${namespace}"><${operation}Result>${inside}</${operation}Result>` +
        `<ResponseMetadata><RequestId>${id}</RequestId></ResponseMetadata></${operation}Response>`;
  return { status: 200, headers: { 'content-type': 'text/xml', 'x-amzn-requestid': id }, body: Buffer.from(body) };
}

/** Text as XML and HTML take it, also within double quotes. */
export const escape = (value: string): string =>
  value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

/** An error in the shape of the call's protocol. */
export function refuse(call: Call, { code, message, status = 400 }: Refusal): Reply {
  const id = randomUUID();
  if (call.protocol === 'json') {
    return {
      status,
      headers: { 'content-type': 'application/x-amz-json-1.1', 'x-amzn-requestid': id, 'x-amzn-errortype': code },
      body: Buffer.from(JSON.stringify({ __type: code, message })),
    };
  }
  const error = `<Code>${escape(code)}</Code><Message>${escape(message)}</Message>`;
  const kind = status >= 500 ? 'Receiver' : 'Sender';
  const body =
    call.protocol === 'ec2'
      ? `<Response><Errors><Error>${error}</Error></Errors><RequestID>${id}</RequestID></Response>`
      : call.service === 's3'
        ? `<Error>${error}<RequestId>${id}</RequestId></Error>`
        : `<ErrorResponse><Error><Type>${kind}</Type>${error}</Error><RequestId>${id}</RequestId></ErrorResponse>`;
  return {
    status,
    headers: { 'content-type': 'text/xml', 'x-amzn-requestid': id },
    body: Buffer.from(`<?xml version="1.0" encoding="UTF-8"?>\n${body}`),
  };
}

/** What each service says to credentials whose time is over. */
export function expired(call: Call): Refusal {
  if (call.service === 'ec2') return { code: 'RequestExpired', message: 'Request has expired.' };
  if (call.service === 's3') return { code: 'ExpiredToken', message: 'The provided token has expired.' };
  const message = 'The security token included in the request is expired';
  return call.protocol === 'json'
    ? { code: 'ExpiredTokenException', message }
    : { code: 'ExpiredToken', message, status: 403 };
}

/** What each service says when it is called too often. */
export function throttled(call: Call): Refusal {
  if (call.service === 'ec2') return { code: 'RequestLimitExceeded', message: 'Request limit exceeded.', status: 503 };
  if (call.service === 's3') return { code: 'SlowDown', message: 'Please reduce your request rate.', status: 503 };
  if (call.protocol === 'json') return { code: 'ThrottlingException', message: 'Rate exceeded' };
  return { code: 'Throttling', message: 'Rate exceeded' };
}
