import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What the AWS provider does to make one resource: calls (`ecs:CreateService`) and the seconds it waits between them. */
export type Course = readonly (string | number)[];

/** Courses by type, `data.aws_vpc` for a data source. */
export type Courses = Readonly<Record<string, Course>>;

export const COURSES_FILE = join(__dirname, 'calls.json');

/** What `npm run bench -- calls` measured last. */
export function readCourses(): Courses {
  const written = JSON.parse(readFileSync(COURSES_FILE, 'utf8')) as Record<string, string>;
  return Object.fromEntries(Object.entries(written).map(([type, course]) => [type, readCourse(course)]));
}

/** `ecs:CreateCluster 10 ecs:DescribeClusters` as calls and seconds. */
const readCourse = (text: string): Course =>
  text.split(' ').flatMap((word) => (word === '' ? [] : [/^\d+$/.test(word) ? Number(word) : word]));

const PREFIX: Readonly<Record<string, string>> = {
  'Elastic Load Balancing v2': 'elbv2',
  'Secrets Manager': 'secretsmanager',
  'CloudWatch Logs': 'logs',
  'Route 53': 'route53',
};

/** Pauses below this are the answer's own time; longer ones the provider means. */
const PAUSE_SECONDS = 2;

interface Sent {
  readonly type: string;
  readonly request: string;
  readonly call: string;
  readonly at: number;
}

/**
 * Courses by type, written as in calls.json, out of logs that Terraform wrote with TF_LOG_PROVIDER=DEBUG: of each type the one
 * with the most calls.
 */
export function coursesOf(logs: readonly string[]): Record<string, string> {
  const courses = new Map<string, Course>();
  for (const sent of logs.flatMap(requestsOf)) {
    const { type } = sent[0]!;
    const course = sent.flatMap(({ call, at }, i) => {
      const pause = Math.round((at - (sent[i - 1]?.at ?? at)) / 1000);
      return pause >= PAUSE_SECONDS ? [pause, call] : [call];
    });
    if (course.length > (courses.get(type)?.length ?? 0)) courses.set(type, course);
  }
  return Object.fromEntries([...courses].map(([type, course]) => [type, course.join(' ')]));
}

/** First attempts at calls to AWS, those for one resource together. */
function requestsOf(log: string): Sent[][] {
  const byRequest = new Map<string, Sent[]>();
  for (const entry of log.split(/^(?=\d{4}-\d\d-\d\dT[\d:.]+Z \[)/m)) {
    const sent = entry.includes(': HTTP Request Sent:') ? readEntry(entry) : undefined;
    if (sent) byRequest.set(sent.request, [...(byRequest.get(sent.request) ?? []), sent]);
  }
  return [...byRequest.values()];
}

/** Undefined where the call is a repetition or belongs to no resource. */
function readEntry(entry: string): Sent | undefined {
  const field = (name: string): string | undefined => {
    const match = new RegExp(`\\s${name.replaceAll('.', '\\.')}=(?:"([^"]*)"|(\\S+))`).exec(entry);
    return match?.[1] ?? match?.[2];
  };
  const [resource, data] = [field('tf_resource_type'), field('tf_data_source_type')];
  const request = field('tf_req_id');
  if (request === undefined || (resource === undefined && data === undefined)) return undefined;
  if (!/attempt=1;/.test(field('http.request.header.amz_sdk_request') ?? '')) return undefined;
  const service = field('rpc.service') ?? '';
  return {
    type: resource ?? `data.${data}`,
    request,
    call: `${PREFIX[service] ?? service.toLowerCase()}:${field('rpc.method')}`,
    at: Date.parse(entry.slice(0, entry.indexOf(' '))),
  };
}
