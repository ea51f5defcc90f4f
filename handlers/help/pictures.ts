import { z } from 'zod';
import type { Picture } from '../../workshop/help/request';

/** Formats that Slack draws from a file of its own. */
const DRAWABLE = new Set(['png', 'jpg', 'jpeg', 'gif']);
/** A message may have ten; each becomes a block of the crew's. */
const MOST = 10;

const File = z.object({
  id: z.string().regex(/^F[A-Z0-9]{1,40}$/),
  name: z.string().nullish(),
  filetype: z.string().nullish(),
  permalink: z
    .url({ protocol: /^https?$/ })
    .nullish()
    .catch(undefined),
});

/** The files of a message, by what it takes to show them elsewhere; what is no file is left out. */
export function picturesOf(files: readonly unknown[] | undefined): Picture[] {
  return (files ?? []).slice(0, MOST).flatMap((file) => {
    const read = File.safeParse(file);
    if (!read.success) return [];
    const { id, name, filetype, permalink } = read.data;
    return [
      {
        id,
        name: name ?? 'a file',
        permalink: permalink === null || permalink === undefined || /[<>|]/.test(permalink) ? undefined : permalink,
        drawable: DRAWABLE.has(filetype?.toLowerCase() ?? ''),
      },
    ];
  });
}
