import { ProblemError } from '../../workshop/problems';
import type { FileToPush } from '../../workshop/ports/assignment-files';
import type { Workshop } from '../../workshop/workshop';
import type { HandlerDeps } from '../deps';
import type { Message } from '../views/blocks';
import { pushModal, pushPreview, pushRefusal } from '../views/push';
import { plain } from '../views/refusals';
import type { Command } from './command';
import { quote } from './parse/quote';
import { isUsageError, usage } from './parse/usage';
import { atMost, sortWords } from './parse/words';
import { readWorkshop } from './parse/workshop-word';
import { whichWorkshop } from './which-workshop';

export interface FilesRequest {
  /** A file of the workshop's own; without one, a window asks for one. */
  readonly path?: string;
  readonly workshop?: string;
}

const PUSH = ['push', 'send', 'deliver'];

export const files: Command<FilesRequest> = {
  summary: 'a file into every seat’s folder; what somebody changed stays theirs',
  usage: 'push [file] [--workshop name]',
  examples: ['push', 'push week-1/lesson.ipynb'],
  details:
    '`push` opens a window for a file. With a path it is one of the workshop’s own assignment files, as it is now. You see what will happen and are asked; then every seat gets it at once, without a restart. Who changed the file keeps theirs and finds the new one beside it.',
  parse(words) {
    const [verb = '', ...rest] = words;
    if (!PUSH.includes(verb.toLowerCase())) {
      return usage(
        `\`files\` can \`push\`${verb === '' ? '' : `, and not ${quote(verb)}`}.`,
        'push week-1/lesson.ipynb',
      );
    }
    const sorted = sortWords(rest, { workshop: {} });
    if (isUsageError(sorted)) return sorted;
    const extra = atMost(sorted, 1, 'push "week 1/lesson.ipynb"');
    if (extra) return extra;
    const [path] = sorted.plain;
    const named = sorted.flags['workshop'] === undefined ? undefined : readWorkshop(sorted.flags['workshop']);
    if (isUsageError(named)) return named;
    return { ...(path === undefined ? {} : { path }), ...(named === undefined ? {} : { workshop: named }) };
  },
  async run(asked, { path, workshop: name }) {
    const { deps } = asked;
    const workshop = await whichWorkshop(asked, name);
    if (!workshop) return;
    if (path === undefined) {
      await deps.client.views.open({ trigger_id: asked.triggerId, view: pushModal(workshop, asked.channel) });
    } else await asked.answer(await draftPush(deps, workshop, asked.by, path, { named: path }));
  },
};

/** Prepares a push; what will happen and the question, or why not. */
export async function draftPush(
  { usher }: Pick<HandlerDeps, 'usher'>,
  workshop: Workshop,
  by: string,
  path: string,
  source: FileToPush,
): Promise<Message> {
  try {
    const drafted = await usher.errands.draftPush(workshop, by, path, source);
    return 'refused' in drafted
      ? plain(pushRefusal(drafted.refused))
      : pushPreview(workshop, drafted.draft, drafted.seats);
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    return plain(`${error.problem.summary} ${error.problem.next}`);
  }
}
