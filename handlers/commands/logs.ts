import { LINES_SHOWN, logsMessage, readingLogs } from '../views/logs';
import type { Command } from './command';
import { parseOneSeat, type OneSeatRequest } from './parse/one-seat';
import { whichSeat } from './which-seat';
import { whileAsking } from './while-asking';

export const logs: Command<OneSeatRequest> = {
  summary: 'the last lines an app of a seat wrote; passwords and keys are taken out',
  usage: '<seat> [app] [name]',
  examples: ['7 jupyter', '@grace', '7'],
  details:
    'Up to 20 lines of each app, from CloudWatch Logs, with those of the task before, which say why it ended. Only you see them; a button sends more as a file. Every credential of the workshop is taken out before a line reaches Slack.',
  parse: (words) => parseOneSeat(words, '7 jupyter'),
  async run(asked, request) {
    const which = await whichSeat(asked, request);
    if (!which) return;
    const { summary, no, apps } = which;
    const { workshop } = summary;
    const reading = asked.deps.usher.logs(workshop, asked.by, no, apps, LINES_SHOWN);
    await asked.answer(logsMessage(workshop, no, await whileAsking(asked, readingLogs(workshop, no), reading)));
  },
};
