import type { ModalView } from '@slack/types';
import type { ImportPlan, LineProblem } from '../../workshop/roster';
import type { Imported } from '../../workshop/usher/seating';
import type { Workshop } from '../../workshop/workshop';
import type { CsvProblem, ReadCsv } from '../roster/read-csv';
import type { RosterFile } from '../roster/file';
import { actions, button, clip, context, section, sections, type Message } from './blocks';
import { NOT_NOW } from './plan';
import { plain } from './refusals';
import { count, escape, listed, person, seatNumbers } from './words';

export const ROSTER_IMPORT = 'roster-import';
export const ROSTER_FIELD = 'file';
export const ROSTER_GO = 'roster-go';
export const ROSTER_WHICH = 'roster-which';
/** Lines with a problem that are told; Slack shows so much in one message. */
const MOST_TOLD = 150;
/** Slack takes 25 buttons in a row. */
const MOST_CHOICES = 24;

/** The window of `roster import`. `channel`: where it was typed. */
export const importModal = (workshop: Workshop, channel: string): ModalView => ({
  type: 'modal',
  callback_id: ROSTER_IMPORT,
  private_metadata: JSON.stringify({ workshop: workshop.id, channel }),
  title: { type: 'plain_text', text: 'Import the roster' },
  submit: { type: 'plain_text', text: 'Read it' },
  close: { type: 'plain_text', text: 'Cancel' },
  blocks: [
    section(
      `Who comes to *${workshop.spec.name}*, as a CSV file: name, email, seat. I look the emails up in Slack, then show you what would change. Nothing changes before you say so.`,
    ),
    {
      type: 'input',
      block_id: ROSTER_FIELD,
      label: { type: 'plain_text', text: 'CSV file' },
      hint: {
        type: 'plain_text',
        text: 'Its first line names the columns. Seat may be empty: who is not in Slack gets a free one, everybody else one with their first word. You can also drop the file in our direct messages.',
      },
      element: { type: 'file_input', action_id: 'value', filetypes: ['csv'], max_files: 1 },
    },
  ],
});

/** While Slack is asked, in the DM. */
export const lookingUp = ({ name }: RosterFile, asked: number, of: number, minutes: number): Message =>
  plain(
    `Reading *${escape(clip(name, 60))}*: I have looked up ${asked} of ${of} emails in Slack, which answers about 45 a minute. About ${minutes} min left. Nothing is changed yet; if you hear no more of me, send the file again.`,
  );

export const lookedUp = ({ name }: RosterFile): Message =>
  plain(`I have read *${escape(clip(name, 60))}* and looked its emails up in Slack.`);

/** The list is answered in the DM, as it holds names and emails. */
export const seeDm = (): Message =>
  plain('I read the list and answer in our direct messages: it holds names and emails.');

/** A file that could not be read; the reason is plain text. */
export const unreadable = ({ name }: RosterFile, why: string): Message =>
  plain(`I could not read *${escape(clip(name, 60))}*, so nothing was changed. ${escape(why)}`);

export const FILE_REFUSALS = {
  'not-csv': 'I read CSV files. In Excel: Save as, CSV UTF-8. In Google Sheets: File, Download, CSV.',
  'too-large': 'I read lists of up to 1 MB.',
  forbidden:
    'Slack did not let me read that file: my app lacks the scope files:read. Whoever keeps the app adds it under OAuth & Permissions, and installs the app again.',
  unreachable: 'Slack did not give me that file. Please try again.',
} as const;

/** Several workshops are alive: which the list is of. */
export const whichRoster = (workshops: readonly Workshop[], file: RosterFile): Message => {
  const says = `Which workshop is *${escape(clip(file.name, 60))}* the roster of?`;
  return {
    text: says,
    blocks: [
      section(says),
      actions(
        'roster-which',
        workshops.slice(0, MOST_CHOICES).map(({ id, spec }, index) =>
          button(`${ROSTER_WHICH}:${index}`, spec.name, {
            value: JSON.stringify({ workshop: id, file: { ...file, name: clip(file.name, 100) } }),
          }),
        ),
      ),
    ],
  };
};

export const noneForRoster = (): Message =>
  plain('There is no workshop that this could be the roster of. Make one first: `/workshop new nov 12` for 12 seats.');

/** What an import would change, what is wrong, and the question. `draft`: undefined where there is nothing to confirm. */
export function previewMessage(
  workshop: Workshop,
  file: RosterFile,
  csv: ReadCsv,
  plan: ImportPlan,
  draft: string | undefined,
): Message {
  const { name } = workshop.spec;
  const problems = [
    ...csv.problems.map(({ line, says }) => ({ line, says: escape(says) })),
    ...plan.problems.map(({ line, problem }) => ({ line, says: problemOf(problem) })),
  ].sort((a, b) => a.line - b.line);
  const total = csv.lines.length + csv.problems.length;
  const title = `*${escape(clip(file.name, 60))}* for *${name}* · ${count(total, 'line')}`;
  const changing = plan.good.filter(({ changes }) => changes).length;
  const lines = summaryOf(workshop, plan);
  const label =
    problems.length === 0 ? `Import ${changing}` : `Import the ${changing} good ${changing === 1 ? 'one' : 'ones'}`;
  return {
    text: clip([title, ...lines, ...problemLines(problems)].join('\n'), 3000),
    blocks: [
      section(title),
      ...sections(lines),
      ...(problems.length === 0
        ? []
        : sections([`*${count(problems.length, 'problem')}*, left out:`, ...problemLines(problems)])),
      ...(csv.ignored.length === 0
        ? []
        : [context(`Not read: ${listed(csv.ignored.slice(0, 10).map((each) => escape(clip(each, 40))))}.`)]),
      ...(draft === undefined
        ? []
        : [
            actions('roster-import', [
              button(ROSTER_GO, label, { value: draft, primary: true }),
              button(NOT_NOW, 'Keep as it is', { value: 'roster' }),
            ]),
          ]),
    ],
  };
}

/** A bullet for each kind of change. */
function summaryOf(workshop: Workshop, { good }: ImportPlan): string[] {
  const changing = good.filter(({ changes }) => changes);
  const given = changing.filter(({ seat }) => seat !== undefined);
  const inSlack = (planned: ImportPlan['good'][number]) =>
    (planned.line.userId ?? planned.participant?.userId) !== undefined;
  const slack = given.filter(inSlack).map(({ seat }) => seat ?? 0);
  const cards = given.filter((planned) => !inSlack(planned)).map(({ seat }) => seat ?? 0);
  const waiting = changing.filter((each) => each.participant === undefined && each.seat === undefined).length;
  const told = changing.length - given.length - waiting;
  const same = good.length - changing.length;
  const when = workshop.openedAt === undefined ? 'when you open the workshop' : 'at once';
  const lines = [
    slack.length &&
      `• ${count(slack.length, 'person in Slack gets', 'people in Slack get')} ${seatsOf(slack)}, and a message ${when}`,
    cards.length &&
      `• ${count(cards.length, 'person not in Slack gets', 'people not in Slack get')} ${seatsOf(cards)}, and a card of paper`,
    waiting && `• ${count(waiting, 'person in Slack gets', 'people in Slack get')} a free seat with their first word`,
    told && `• ${count(told, 'name or email', 'names or emails')} of people on the roster: noted`,
    same && `• ${count(same, 'line')} ${same === 1 ? 'says' : 'say'} what I know already`,
  ].filter((line) => typeof line === 'string');
  return lines.length === 0
    ? ['Nothing in it can be imported.']
    : changing.length === 0
      ? [...lines, 'So there is nothing to change.']
      : lines;
}

const seatsOf = (seats: readonly number[]): string => `${seats.length === 1 ? 'seat' : 'seats'} ${seatNumbers(seats)}`;

function problemLines(problems: readonly CsvProblem[]): string[] {
  const lines = problems.slice(0, MOST_TOLD).map(({ line, says }) => `• line ${line}: ${says}`);
  return problems.length > MOST_TOLD ? [...lines, `…and ${problems.length - MOST_TOLD} more.`] : lines;
}

/** What is wrong with a line, as Slack markdown. */
export function problemOf(problem: LineProblem): string {
  switch (problem.kind) {
    case 'no-such-seat':
      return `there is no such seat: there are ${problem.seats}`;
    case 'spare':
      return `seat ${problem.seat} is a spare, which nobody is given`;
    case 'taken':
      return `seat ${problem.seat} is taken by ${person(problem.by)}`;
    case 'sits-elsewhere':
      return `${person(problem.who)} sits at seat ${problem.seat}; to move them: \`/workshop assign ${problem.wanted}\` and their name`;
    case 'same-email':
      return `the same email as line ${problem.as}`;
    case 'same-person':
      return `the same person as line ${problem.as}`;
    case 'same-seat':
      return `the same seat as line ${problem.as}`;
    case 'same-name':
      return `the same name as line ${problem.as}; emails would tell them apart`;
    case 'known-twice':
      return `in Slack now, with a seat of their own, while one is kept for ${person(problem.card)}; release one of the two`;
    case 'no-name':
      return 'not in Slack, and has no name';
    case 'full':
      return 'not in Slack, and no seat is free';
  }
}

/** What an import did. */
export function importedMessage(workshop: Workshop, { people, seats, unchanged, late, problems }: Imported): Message {
  const { name } = workshop.spec;
  const done = `*Imported into ${name}:* ${count(people, 'new person', 'new people')}, ${count(seats, 'seat')} given${unchanged === 0 ? '' : `, ${unchanged} as before`}.`;
  const missed = [...late, ...problems.map(({ line }) => line)];
  const left =
    missed.length === 0
      ? ''
      : ` Things changed since I asked: ${missed.length === 1 ? 'line' : 'lines'} ${seatNumbers(missed)} ${missed.length === 1 ? 'was' : 'were'} left out. Send the list again to see why.`;
  return plain(
    `${done}${left} \`/workshop roster ${name}\` shows who sits where, \`/workshop cards ${name}\` prints the cards.`,
  );
}

export const draftGone = (): Message =>
  plain(
    'That list was imported before, or lay here for more than a day. Send the file again: what is known already changes nothing.',
  );
