import type { HandlerDeps } from '../deps';
import { parseWorkshopFile, type FileProblem, type FileWish } from '.';
import { suggestName } from '../commands/parse/name';
import { shown } from './problem';

/** A workshop file, wherever it came from. */
export interface WorkshopFileText {
  /** `nov.yml`. */
  readonly name: string;
  readonly text: string;
  /** Absolute path of its folder; undefined for an upload. */
  readonly folder: string | undefined;
}

/**
 * Reads a workshop file and looks up what it names: the room becomes a channel's id, and a folder must be one that may be given
 * away. A file that names no workshop names it by its own name.
 */
export async function loadWorkshopFile(
  deps: Pick<HandlerDeps, 'directory' | 'workshopFiles'>,
  file: WorkshopFileText,
): Promise<{ wish: FileWish } | { problems: readonly FileProblem[] }> {
  const read = parseWorkshopFile(file.text, file.folder);
  if ('problems' in read) return read;
  const { wish, lineOf } = read;
  const problems: FileProblem[] = [];
  const refuse = (path: string, says: string) => problems.push({ path, line: lineOf([path]), says });

  const room = wish.room === undefined ? undefined : await deps.directory.channelNamed(wish.room);
  if (wish.room !== undefined && room === undefined) {
    refuse(
      'room',
      `found ${shown(wish.room)}, and Usher is in no channel of that name. Make it and type /invite @usher there, or leave the line out`,
    );
  }
  const { files } = wish.spec;
  if (files?.kind === 'folder' && !(await deps.workshopFiles.mayGive(files.path))) {
    refuse(
      'files',
      'there is no such folder among the workshop files of the machine Usher runs on; s3://bucket/prefix is allowed too',
    );
  }
  if (problems.length > 0) return { problems };
  const name = wish.name ?? suggestName(file.name.replace(/\.ya?ml$/i, '')) ?? 'workshop';
  return { wish: { ...wish, name, ...(room === undefined ? {} : { room }) } };
}
