import { isRecord, type Raw } from '../blocks/report';
import { SlackError } from '../errors';
import { fileOfPath, fileOfPermalink, pictureType } from '../files';
import type { Hub } from '../hub';

/** Refuses pictures of files that do not exist, are no png, jpg or gif, or that the bot cannot see. */
export function checkSlackFiles(hub: Hub, blocks: readonly unknown[]): void {
  const errors = picturesIn(blocks).flatMap(({ file, pointer }) =>
    mayShow(hub, file) ? [] : [`invalid slack file [json-pointer:${pointer}]`],
  );
  if (errors.length === 0) return;
  const messages = errors.map((one) => `[ERROR] ${one}`);
  throw new SlackError('invalid_blocks', { errors, response_metadata: { messages } });
}

/** Every `slack_file`, wherever an image may be. */
function picturesIn(blocks: readonly unknown[]): { file: Raw; pointer: string }[] {
  return blocks.flatMap((block, index) => {
    if (!isRecord(block)) return [];
    const elements = Array.isArray(block.elements) ? block.elements : [];
    const images = [block, block.accessory, ...(elements as unknown[])].filter(isRecord);
    return images.flatMap(({ slack_file: file }) =>
      isRecord(file) ? [{ file, pointer: `/blocks/${index}/slack_file` }] : [],
    );
  });
}

/** A file that was sent to a conversation the bot is in. */
function mayShow(hub: Hub, { id, url }: Raw): boolean {
  const path = typeof url === 'string' && URL.canParse(url) ? new URL(url).pathname : '';
  const file = hub.files.byId(typeof id === 'string' ? id : (fileOfPath(path) ?? fileOfPermalink(path) ?? ''));
  if (!file || pictureType(file) === undefined) return false;
  return [...hub.workspace.channels.values()].some(
    ({ members, messages }) =>
      members.has(hub.identity.botUser) && [...messages.values()].some(({ files }) => files.includes(file.id)),
  );
}
