import type { LogLine } from '../../workshop/ports/cloud';
import type { Workshop } from '../../workshop/workshop';
import { actions, button, clip, context, section, type Message } from './blocks';
import { plain } from './refusals';
import { titlesOf } from './seat-news';
import { escape } from './words';

export const LOGS_FILE = 'logs-file';
/** Lines of each app in a message. */
export const LINES_SHOWN = 20;
/** One line may be a whole stack trace: the file has all of it. */
const LONGEST_LINE = 220;
const MOST_TEXT = 2_700;

/** What the button carries. */
export interface LogsButton {
  readonly workshop: string;
  readonly seat: number;
  readonly apps: readonly string[];
}

export const readingLogs = (workshop: Workshop, no: number): Message =>
  plain(`Reading what seat ${no} of *${workshop.spec.name}* wrote. That takes some seconds.`);

/** The last lines of each app, in UTC as the apps write it; for one person. */
export function logsMessage(workshop: Workshop, no: number, logs: ReadonlyMap<string, readonly LogLine[]>): Message {
  const title = `*Log of seat ${no} · ${workshop.spec.name}*`;
  const any = [...logs.values()].some((lines) => lines.length > 0);
  const value: LogsButton = { workshop: workshop.id, seat: no, apps: [...logs.keys()] };
  return {
    text: `Log of seat ${no} of ${workshop.spec.name}: ${[...logs].map(([app, lines]) => `${titlesOf(workshop, [app])} ${lines.length === 0 ? 'wrote nothing' : `wrote ${lines.length} lines`}`).join(', ')}.`,
    blocks: [
      section(title),
      ...[...logs].flatMap(([app, lines]) => appBlocks(titlesOf(workshop, [app]), app, lines)),
      context('Times in UTC. Passwords and keys are taken out: •••'),
      ...(any ? [actions('logs', [button(LOGS_FILE, 'More, as a file', { value: JSON.stringify(value) })])] : []),
    ],
  };
}

function appBlocks(title: string, app: string, lines: readonly LogLine[]) {
  if (lines.length === 0) {
    return [section(`*${title}* wrote nothing that AWS still has: it never started, or ended more than an hour ago.`)];
  }
  // Three backticks in a line would end the block of code.
  const written = lines.map((line) =>
    clip(escape(clip(wordsOf(app, line), LONGEST_LINE).replaceAll('```', "'''")), 600),
  );
  const blocks = [section(`*${title}*`)];
  for (const part of parts(written)) blocks.push(section(`\`\`\`${part}\`\`\``));
  return blocks;
}

/** `04:02:46 text`; with the container's name where it is not the app's own. */
const wordsOf = (app: string, { at, container, text }: LogLine): string =>
  `${at.toISOString().slice(11, 19)} ${container === app ? '' : `[${container}] `}${text.trimEnd()}`;

function parts(lines: readonly string[]): string[] {
  const all: string[] = [];
  for (const line of lines) {
    const last = all.at(-1);
    if (last !== undefined && last.length + line.length < MOST_TEXT) all[all.length - 1] = `${last}\n${line}`;
    else all.push(line);
  }
  return all;
}

/** Everything as plain text, oldest first, one app after the other. */
export const logsText = (workshop: Workshop, no: number, logs: ReadonlyMap<string, readonly LogLine[]>): string =>
  [...logs]
    .map(([app, lines]) =>
      [
        `# ${titlesOf(workshop, [app])} of seat ${no} of ${workshop.spec.name}: ${lines.length} lines, times in UTC`,
        ...lines.map(({ at, container, text }) => `${at.toISOString()} ${container}: ${text.trimEnd()}`),
        '',
      ].join('\n'),
    )
    .join('\n');
