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

/** What user data writes into a file called `seat.env`, whatever the folder; undefined where it writes none. */
export const readSeatFile = (userData: string): string | undefined =>
  /^cat > \S*\/seat\.env <<'?(\w+)'?\n(.*?)^\1$/ms.exec(userData)?.[2];

/** `NAME='value'` lines as a shell reads them: quotes may hold line ends, and `'\\''` stands for a quote. */
export const readAssignments = (text: string): Record<string, string> =>
  Object.fromEntries(
    [...text.matchAll(/^([A-Za-z_]\w*)=((?:'[^']*'|\\')*)$/gm)].map(([, name = '', value = '']) => [
      name,
      value.replace(/'([^']*)'|\\(')/g, (_, quoted: string | undefined, quote: string) => quoted ?? quote),
    ]),
  );

function parseAttributes(json: string): Record<string, string> {
  try {
    const parsed = JSON.parse(json.replaceAll('\\"', '"')) as Record<string, unknown>;
    return Object.fromEntries(Object.entries(parsed).map(([name, value]) => [name, String(value)]));
  } catch {
    return {};
  }
}
