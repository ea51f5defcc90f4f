import type { ViewOutput } from '@slack/bolt';
import { z } from 'zod';
import type { HandlerDeps } from '../deps';
import type { FileRefusal } from '../views/workshop-file';
import type { FileProblem, FileWish } from '../workshop-file';
import { loadWorkshopFile } from '../workshop-file/load';

/** A file somebody put into a form, as Slack describes it. */
export interface UploadedFile {
  readonly name: string;
  /** Bytes. */
  readonly size: number;
  /** Undefined where the bot may not read files. */
  readonly url: string | undefined;
}

/** Bytes that may be a workshop file; Slack knows the size before anything is fetched. */
const MOST_BYTES = 128_000;

const Input = z.object({
  type: z.literal('file_input'),
  files: z.array(
    z.object({
      name: z.string().catch('workshop.yml'),
      size: z.number().catch(0),
      url_private_download: z.string().optional(),
    }),
  ),
});

/** The first file of each file input of a view, by block id. */
export function uploadsOf(view: Pick<ViewOutput, 'state'>): Record<string, UploadedFile | undefined> {
  return Object.fromEntries(
    Object.entries(view.state.values).flatMap(([block, elements]) => {
      const input = Input.safeParse(Object.values(elements)[0]);
      const file = input.data?.files[0];
      return file ? [[block, { name: file.name, size: file.size, url: file.url_private_download }]] : [];
    }),
  );
}

export type ReadUpload =
  { readonly wish: FileWish } | { readonly problems: readonly FileProblem[] } | { readonly refused: FileRefusal };

/** Fetches and reads an uploaded workshop file. */
export async function readUpload(
  deps: Pick<HandlerDeps, 'directory' | 'workshopFiles'>,
  { name, size, url }: UploadedFile,
): Promise<ReadUpload> {
  if (!/\.ya?ml$/i.test(name)) return { refused: 'not-yaml' };
  if (size > MOST_BYTES) return { refused: 'too-large' };
  if (url === undefined) return { refused: 'forbidden' };
  const fetched = await deps.workshopFiles.download(url);
  if ('refused' in fetched) return fetched;
  return loadWorkshopFile(deps, { name, text: fetched.text, folder: undefined });
}
