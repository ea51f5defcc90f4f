import { button } from './blocks';

/** A button that stands for a command; a colon and its name follow. */
export const RUN_COMMAND = 'run-command';

/** A button that stands for a command with the workshop's name behind it. */
export const runButton = (text: string, label: string, workshop: string, primary = false) =>
  button(`${RUN_COMMAND}:${text}`, label, { value: JSON.stringify({ text, workshop }), primary });
