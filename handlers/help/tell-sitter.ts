import type { HelpView } from '../../workshop/help/overview';
import type { HandlerDeps } from '../deps';
import type { Outbox } from '../progress/outbox';
import type { Message } from '../views/blocks';
import { askedForYou, helpComes, helpDone } from '../views/stuck';

/** New lines to whoever sits there: asked for, taken, done; each once, and nothing they did themselves. */
export async function tellSitter({ usher }: HandlerDeps, outbox: Outbox, view: HelpView): Promise<void> {
  const { request, workshop } = view;
  const sitter = view.sitter?.userId;
  if (sitter === undefined) return;
  const lines: readonly { readonly key: string; readonly by: string | undefined; readonly line: () => Message }[] = [
    {
      key: 'asked',
      by: request.way === 'crew' ? request.askedBy : undefined,
      line: () => askedForYou(request, workshop),
    },
    { key: 'taken', by: request.takenBy, line: () => helpComes(request) },
    { key: 'done', by: request.doneBy, line: () => helpDone(request, workshop) },
  ];
  const due = lines.filter(({ by }) => by !== undefined && by !== sitter && by !== 'usher');
  const told = (key: string): string => `sitter ${key}`;
  const fresh: Message[] = [];
  for (const { key, line } of due) {
    if (request.told.includes(told(key)) || !(await usher.helping.tellOnce(request.id, told(key)))) continue;
    fresh.push(line());
  }
  // Where two came at once, as when it was taken and done within a moment, only the newest is news.
  const news = fresh.at(-1);
  if (news) await outbox.post(sitter, news);
}
