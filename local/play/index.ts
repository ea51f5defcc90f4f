export { parsePlay } from './parse';
export { runPlay, type PlayOptions } from './run';
export type { Pattern } from './step';
