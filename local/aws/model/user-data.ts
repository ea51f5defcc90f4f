import { gunzipSync } from 'node:zlib';

/** Text of EC2 user data, which arrives in base64 and may be gzipped. */
export function decodeUserData(base64: string): string {
  const bytes = Buffer.from(base64, 'base64');
  return (bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes) : bytes).toString('utf8');
}

/** The lines meant for /etc/ecs/ecs.config; undefined cluster means the agent would use `default`. */
export function readAgentConfig(userData: string): { cluster: string; attributes: Record<string, string> } {
  const cluster = /ECS_CLUSTER=["']?([A-Za-z0-9_-]+)/.exec(userData)?.[1] ?? 'default';
  const json = /ECS_INSTANCE_ATTRIBUTES=[^{\n]*(\{[^}\n]*\})/.exec(userData)?.[1];
  return { cluster, attributes: json === undefined ? {} : parseAttributes(json) };
}

function parseAttributes(json: string): Record<string, string> {
  try {
    const parsed = JSON.parse(json.replaceAll('\\"', '"')) as Record<string, unknown>;
    return Object.fromEntries(Object.entries(parsed).map(([name, value]) => [name, String(value)]));
  } catch {
    return {};
  }
}
