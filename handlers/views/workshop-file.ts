import { LARGEST_FILE, problemLine, type FileProblem } from '../workshop-file';
import { clip, section, sections, type Message } from './blocks';
import { plain } from './refusals';
import { count, escape } from './words';

/** Problems told under the field of a form; Slack shows about 2,000 characters there. */
const MOST_UNDER_FIELD = 5;
const MOST_FIELD_TEXT = 1900;
const MOST_IN_MESSAGE = 60;
/** Characters of one problem. */
const LONGEST_PROBLEM = 500;

/** Everything that is wrong with a file, a line each. */
export function fileProblems(name: string, problems: readonly FileProblem[]): Message {
  const title = `*${escape(clip(name, 60))}* has ${count(problems.length, 'problem')}, so nothing was made:`;
  const lines = problems
    .slice(0, MOST_IN_MESSAGE)
    .map((problem) => `• ${escape(clip(problemLine(problem), LONGEST_PROBLEM))}`);
  const more = problems.length - lines.length;
  if (more > 0) lines.push(`…and ${more} more.`);
  return { text: clip([title, ...lines].join('\n'), 3000), blocks: [section(title), ...sections(lines)] };
}

/** The first problems, as plain text for the place under a field; `all`: whether that is all of them. */
export function underField(problems: readonly FileProblem[]): { readonly text: string; readonly all: boolean } {
  const lines = problems.slice(0, MOST_UNDER_FIELD).map((problem) => clip(problemLine(problem), MOST_FIELD_TEXT / 6));
  const more = problems.length - lines.length;
  if (more > 0) lines.push(`…and ${more} more: I have sent you the whole list.`);
  // Line breaks may be lost under a field.
  const text = lines.length === 1 ? lines.join() : lines.map((line) => `• ${line}`).join('\n');
  return { text: clip(text, MOST_FIELD_TEXT), all: more === 0 };
}

const REFUSALS = {
  'not-yaml': 'A workshop file ends in `.yml` or `.yaml`.',
  outside:
    'That file is not among the workshop files: `--file` names one by its path inside the folder that USHER_WORKSHOPS sets on the machine I run on. A file of your own: `/workshop new` without words takes it as an upload.',
  missing:
    'There is no such file among the workshop files on the machine I run on (the folder USHER_WORKSHOPS, or `workshops` in USHER_DATA_DIR). A file of your own: `/workshop new` without words takes it as an upload.',
  'too-large': `A workshop file has up to ${LARGEST_FILE} characters, and that one has more.`,
  forbidden:
    'Slack did not let me read that file: my app lacks the scope `files:read`. Whoever keeps the app adds it under OAuth & Permissions, and installs the app again.',
  unreachable: 'Slack did not give me that file. Please try again.',
} as const;

export type FileRefusal = keyof typeof REFUSALS;

/** Why a file could not be read at all; Slack markdown. */
export const fileRefusal = (why: FileRefusal): string => REFUSALS[why];

export const cannotRead = (why: FileRefusal): Message => plain(fileRefusal(why));
