import type { IncomingMessage } from 'node:http';
import { readQuery, type Query } from './query';
import { restOperation } from './rest';

/** How parameters and errors are written: JSON 1.1, Query, its EC2 dialect, or by method and path. */
export type Protocol = 'json' | 'query' | 'ec2' | 'rest';

/** One AWS call as the proxy understands it. */
export interface Call {
  /** As in ARNs: `ec2`, `ecs`, `elasticloadbalancing`, `secretsmanager`, `s3`. */
  readonly service: string;
  /** Empty where it is a matter of method and path, and of a service whose paths are not known here. */
  readonly operation: string;
  readonly region: string;
  /** Access key id it is signed with; empty where it is not signed. */
  readonly key: string;
  readonly protocol: Protocol;
  /** Parameters: of a Query call as a tree, of a JSON call as they came. */
  readonly input: Query;
}

const SHORT: Record<string, string> = { elasticloadbalancing: 'elbv2' };

/** `ecs:CreateService`, `elbv2:CreateListener`, `s3:PutObject`: how faults and counts name a call. */
export const nameOf = (call: Call, method = ''): string =>
  `${SHORT[call.service] ?? call.service}:${call.operation || method}`;

/** Key, region and service out of the signature: `Credential=<key>/<date>/<region>/<service>/aws4_request`. */
export function scopeOf(
  request: IncomingMessage,
  fallbackRegion: string,
): { service: string; region: string; key: string } {
  const header = request.headers.authorization ?? decodeURIComponent(request.url ?? '');
  const match = /Credential=([^/,&]+)\/\d{8}\/([^/]+)\/([^/]+)\/aws4_request/.exec(header);
  return { key: match?.[1] ?? '', region: match?.[2] ?? fallbackRegion, service: match?.[3] ?? '' };
}

/** Whether the body must be read to know what is asked; all others are streams nobody looks into. */
export function isReadable(request: IncomingMessage): boolean {
  return (
    request.headers['x-amz-target'] !== undefined ||
    /^application\/x-www-form-urlencoded/.test(request.headers['content-type'] ?? '')
  );
}

/** Reads a call whose body is at hand. */
export function readCall(request: IncomingMessage, body: Buffer | undefined, fallbackRegion: string): Call {
  const scope = scopeOf(request, fallbackRegion);
  const target = request.headers['x-amz-target'];
  if (typeof target === 'string' && body) {
    return { ...scope, operation: target.split('.').pop() ?? '', protocol: 'json', input: parseJson(body) };
  }
  if (body) {
    const input = readQuery(body.toString('utf8'));
    const protocol = scope.service === 'ec2' ? 'ec2' : 'query';
    return { ...scope, operation: String(input['Action'] ?? ''), protocol, input };
  }
  const { method = 'GET', url = '/', headers } = request;
  const operation = restOperation(scope.service, { method, url, copies: headers['x-amz-copy-source'] !== undefined });
  return { ...scope, operation, protocol: 'rest', input: {} };
}

function parseJson(body: Buffer): Query {
  try {
    const parsed: unknown = JSON.parse(body.toString('utf8') || '{}');
    return typeof parsed === 'object' && parsed !== null ? (parsed as Query) : {};
  } catch {
    return {};
  }
}
