import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { isSeatSecret } from '../lifecycle/seat-values';
import type { Task } from '../model/world';

/** A seat's words as its app holds them: from the environment, from resolved `secrets`, or picked for it. */
export interface Words {
  readonly user: string;
  readonly password: string;
}

/** Undefined where the task was given no words: then nobody gets in. */
export function wordsOf(task: Task): Words | undefined {
  const environment = environmentOf(task);
  const user = environment['USHER_USER'];
  const password = environment['USHER_PASSWORD'];
  return user === undefined || password === undefined || password === '' ? undefined : { user, password };
}

/** What the task's app sees, secrets included; not what only the container that picks sees. */
export const environmentOf = (task: Task): Readonly<Record<string, string>> => ({
  ...Object.fromEntries(
    task.containers.flatMap((run) => (run.definition.environment ?? []).map((e) => [e.name, e.value] as const)),
  ),
  ...Object.fromEntries(Object.entries(task.secrets).filter(([name]) => !isSeatSecret(name))),
  ...task.values,
});

const key = randomBytes(32);

/** Value of the cookie that stands for having signed in with these words. */
export const tokenFor = (task: Task, words: Words): string =>
  createHmac('sha256', key)
    .update(JSON.stringify([task.group, task.cluster, words]))
    .digest('base64url');

/** Cookies do not tell ports apart, so that the name must tell apps apart. */
export const cookieName = (task: Task): string => `seat-${task.group.replace(/[^a-z0-9-]/gi, '-')}`;

/** Whether the request carries the session's cookie or the words as HTTP Basic. */
export function isSignedIn(request: IncomingMessage, task: Task, words: Words): boolean {
  const cookies = (request.headers.cookie ?? '').split(/;\s*/);
  const prefix = `${cookieName(task)}=`;
  const cookie = cookies.find((c) => c.startsWith(prefix))?.slice(prefix.length);
  if (cookie !== undefined && same(cookie, tokenFor(task, words))) return true;
  const basic = /^Basic (.+)$/i.exec(request.headers.authorization ?? '')?.[1];
  if (basic === undefined) return false;
  const [user = '', ...rest] = Buffer.from(basic, 'base64').toString('utf8').split(':');
  return matches(words, user, rest.join(':'));
}

/** Compares in constant time. */
export const matches = (words: Words, user: string, password: string): boolean =>
  same(user, words.user) && same(password, words.password);

function same(a: string, b: string): boolean {
  const [x, y] = [a, b].map((text) => createHmac('sha256', key).update(text).digest());
  return timingSafeEqual(x!, y!);
}
