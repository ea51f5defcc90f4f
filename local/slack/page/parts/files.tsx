import type { PageFile } from '../../protocol';
import { usePage } from '../page-context';
import { Icon } from './icon';

/** Files beside a message, each to be downloaded. */
export function Files({ files }: { files: readonly PageFile[] }) {
  const { me } = usePage().state;
  return (
    <ul class="files">
      {files.map(({ id, name, size }) => (
        <li key={id}>
          <a class="file" href={`/download/${me}/${id}/${encodeURIComponent(name)}`} download={name}>
            <Icon name="file" />
            <span class="file-name">{name}</span>
            <small>{sizeOf(size)} · Download</small>
          </a>
        </li>
      ))}
    </ul>
  );
}

/** `812 bytes`, `23 kB`, `1.4 MB`. */
const sizeOf = (bytes: number): string =>
  bytes < 1000
    ? `${bytes} bytes`
    : bytes < 1_000_000
      ? `${Math.round(bytes / 1000)} kB`
      : `${(bytes / 1_000_000).toFixed(1)} MB`;
