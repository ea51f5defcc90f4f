import { lastPart, regionOf } from '../model/arn';
import { groupKey } from '../model/logs';
import type { ContainerRun, Task } from '../model/world';
import type { Plane } from './plane';

/** Lines a stream keeps here; CloudWatch keeps all. */
const MOST_LINES = 2_000;

/**
 * What a container writes, where its definition has the driver `awslogs`: into `<prefix>/<container>/<task>` of the group it names, if
 * somebody made that group.
 */
export function write({ world }: Plane, task: Task, run: ContainerRun, ...lines: readonly string[]): void {
  const { logDriver, options = {} } = run.definition.logConfiguration ?? {};
  const region = options['awslogs-region'] ?? regionOf(task.cluster);
  const group = world.logGroups.get(groupKey(region, options['awslogs-group'] ?? ''));
  if (logDriver !== 'awslogs' || !group) return;
  const name = [options['awslogs-stream-prefix'], run.definition.name, lastPart(task.arn)].filter(Boolean).join('/');
  const stream = group.get(name) ?? [];
  const now = Date.now();
  stream.push(...lines.map((message) => ({ timestamp: now, ingestionTime: now, message })));
  if (stream.length > MOST_LINES) stream.splice(0, stream.length - MOST_LINES);
  group.set(name, stream);
}

/** The container behind the target group, or the one that is essential: the app. */
export const appOf = (task: Task): ContainerRun | undefined =>
  task.containers.find(({ definition }) => definition.essential !== false);

/** What an app writes of its own life, as the real ones do; of other images just that. */
export function tell(plane: Plane, task: Task, run: ContainerRun, news: News): void {
  write(plane, task, run, ...wordsOf(run.definition.image, news));
}

export type News =
  | { readonly kind: 'started'; readonly port: number }
  | { readonly kind: 'request'; readonly method: string; readonly path: string; readonly status: number }
  | { readonly kind: 'saved'; readonly path: string }
  | { readonly kind: 'terminated' }
  | { readonly kind: 'crashed'; readonly reason: string };

function wordsOf(image: string, news: News): string[] {
  if (/jupyter|notebook/.test(image)) return jupyterWords(news);
  return /airflow/.test(image) ? airflowWords(news) : otherWords(news);
}

function jupyterWords(news: News): string[] {
  const stamp = new Date().toISOString().replace('T', ' ').replace('Z', '');
  const line = (level: string, text: string) => `[${level} ${stamp} ServerApp] ${text}`;
  switch (news.kind) {
    case 'started':
      return [
        line('I', 'jupyterlab | extension was successfully loaded.'),
        line('I', 'Serving notebooks from local directory: /home/jovyan/work'),
        line('I', `Jupyter Server 2.17.0 is running at: http://0.0.0.0:${news.port}/lab`),
        line('I', 'Use Control-C to stop this server and shut down all kernels (twice to skip confirmation).'),
      ];
    case 'request':
      return [line(news.status >= 400 ? 'W' : 'I', `${news.status} ${news.method} ${news.path} (@10.0.0.8) 2.13ms`)];
    case 'saved':
      return [line('I', `Saving file at /${news.path}`)];
    case 'terminated':
      return [line('C', 'received signal 15, stopping'), line('I', 'Shutting down 4 extensions')];
    case 'crashed':
      return [line('C', news.reason)];
  }
}

function airflowWords(news: News): string[] {
  const stamp = new Date().toISOString().replace('Z', '000Z');
  const line = (level: string, text: string) => `${stamp} [${level.padEnd(8)}] ${text}`;
  switch (news.kind) {
    case 'started':
      return [
        line('info', 'Database migrating done!'),
        line('info', 'Starting the scheduler'),
        line('info', 'Processing files using up to 2 processes at a time'),
        `INFO:     Uvicorn running on http://0.0.0.0:${news.port} (Press CTRL+C to quit)`,
      ];
    case 'request':
      return [`INFO:     10.0.0.8:0 - "${news.method} ${news.path} HTTP/1.1" ${news.status}`];
    case 'saved':
      return [line('info', `Not time to refresh bundle dags-folder; saw ${news.path}`)];
    case 'terminated':
      return ['INFO:     Shutting down', line('info', 'Exiting gracefully upon receiving signal 15')];
    case 'crashed':
      return [line('critical', news.reason)];
  }
}

function otherWords(news: News): string[] {
  switch (news.kind) {
    case 'started':
      return [`listening on port ${news.port}`];
    case 'request':
      return [`${news.method} ${news.path} ${news.status}`];
    case 'saved':
      return [`saved ${news.path}`];
    case 'terminated':
      return ['received SIGTERM'];
    case 'crashed':
      return [news.reason];
  }
}
