import type { Collected, Pushed } from '../errand';
import { ARCHIVE_MEBIBYTES } from '../ports/archive';
import type { Problem } from '../problems';

type Said = ReadonlyMap<string, readonly string[]>;

/** What a script said about a seat's work, as an outcome or the reason for none. */
export function collectedOf(said: Said): { outcome: Collected } | { problem: Problem } {
  const bytes = numberOf(said, 'bytes');
  if (!said.has('done')) return { problem: refusal(said, bytes) };
  const left = said.get('left') ?? [];
  return { outcome: { bytes, files: numberOf(said, 'files'), omitted: numberOf(said, 'omitted'), left } };
}

const HOWS: readonly Pushed['how'][] = ['new', 'updated', 'had', 'kept', 'deleted'];

/** What a script said about a file that was brought. */
export function pushedOf(said: Said): { outcome: Pushed } | { problem: Problem } {
  const how = HOWS.find((one) => one === said.get('how')?.[0]);
  if (how === undefined) return { problem: refusal(said, 0) };
  return { outcome: { how, beside: how === 'kept' ? said.get('beside')?.[0] : undefined } };
}

const numberOf = (said: Said, name: string): number => {
  const value = Number(said.get(name)?.[0] ?? 0);
  return Number.isSafeInteger(value) && value >= 0 ? value : 0;
};

const AGAIN = 'Try again.';

function refusal(said: Said, bytes: number): Problem {
  const problem = (summary: string, next: string): Problem => ({ kind: 'unknown', summary, next });
  switch (said.get('refused')?.[0]) {
    case 'no-folder':
      return problem('It has no folder yet: its instance is still being set up.', 'Try again once the seat is ready.');
    case 'too-large':
      return problem(
        `Its work is ${Math.ceil(bytes / 1024 ** 2).toLocaleString('en')} MiB packed, and ${ARCHIVE_MEBIBYTES.toLocaleString('en')} MiB are the most.`,
        'Ask whoever sits there to take out what is large and can be had elsewhere, and collect again.',
      );
    case 'unreadable':
      return problem('Its folder could not be read.', AGAIN);
    case 'unsent':
      return problem('Its instance could not send the archive to S3.', AGAIN);
    case 'unfetched':
      return problem('Its instance could not fetch the file from S3.', AGAIN);
    case 'unwritten':
      return problem(
        'The file could not be written there: perhaps its disk is full.',
        'Look at it with `/workshop visit`, and try again.',
      );
    default:
      return problem('The script on its instance ended without a word.', AGAIN);
  }
}
