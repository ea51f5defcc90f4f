import { registry } from '../commands';
import { runCommand } from '../commands/run';
import type { Click } from './clicked';

/** More about one command, in a message of its own. */
export const showHelp: Click = (clicked) => runCommand({ ...clicked, text: `help ${clicked.value}` }, registry);
