import { gunzipSync } from 'node:zlib';

/** Text of EC2 user data, which arrives in base64 and may be gzipped. */
export function decodeUserData(base64: string): string {
  const bytes = Buffer.from(base64, 'base64');
  return (bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes) : bytes).toString('utf8');
}

/** The lines of /etc/ecs/ecs.config, or those user data means for it; undefined cluster means the agent would use `default`. */
export function readAgentConfig(lines: string): { cluster: string; attributes: Record<string, string> } {
  const cluster = /ECS_CLUSTER=["']?([A-Za-z0-9_-]+)/.exec(lines)?.[1] ?? 'default';
  const json = /ECS_INSTANCE_ATTRIBUTES=[^{\n]*(\{[^}\n]*\})/.exec(lines)?.[1];
  return { cluster, attributes: json === undefined ? {} : parseAttributes(json) };
}

/** Text files that user data writes as `cat > /some/file <<'EOF'`, or adds to, by their path. */
export const readFiles = (userData: string): Map<string, string> =>
  new Map(
    [...userData.matchAll(/^cat >>? (\/\S+) <<'?(\w+)'?\n(.*?)^\2$/gms)].map(([, path = '', , text = '']) => [
      path,
      text,
    ]),
  );

/** What stands in a file called `seat.env`, whatever the folder; undefined where there is none. */
export const readSeatFile = (files: ReadonlyMap<string, string>): string | undefined =>
  [...files].find(([path]) => path.endsWith('/seat.env'))?.[1];

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
