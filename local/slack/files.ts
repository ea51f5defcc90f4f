import { Refusal } from './errors';
import type { Raw } from './blocks/report';
import type { Hub } from './hub';
import type { Ids } from './ids';

/** Bytes of the largest file that a file input takes. */
const LARGEST_FILE = 10_000_000;
/** What Slack draws, by the ending of its name. */
const PICTURES: Readonly<Record<string, string>> = {
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  gif: 'image/gif',
};

export interface StoredFile {
  readonly id: string;
  readonly name: string;
  /** Who uploaded it. */
  readonly user: string;
  readonly created: number;
  readonly bytes: Uint8Array;
}

/** Files people put into forms and messages, for as long as the process lives. */
export class Files {
  readonly #files = new Map<string, StoredFile>();
  /** `<user> <key the page gave>` -> id. */
  readonly #keys = new Map<string, string>();

  constructor(private readonly ids: Ids) {}

  /** Keeps a file under a key of the uploader's own choice; `content` is base64. */
  add(user: string, key: string, name: string, content: string): void {
    const bytes = Buffer.from(content, 'base64');
    if (bytes.length > LARGEST_FILE) throw new Refusal('That file is too large: a form takes files of up to 10 MB');
    const plain = name.split(/[\\/]/).at(-1)?.trim() ?? '';
    if (plain === '') throw new Refusal('A file needs a name');
    const id = this.ids.id('F');
    this.#files.set(id, { id, name: plain, user, created: Math.floor(Date.now() / 1000), bytes });
    this.#keys.set(`${user} ${key}`, id);
  }

  byId(id: string): StoredFile | undefined {
    return this.#files.get(id);
  }

  /** Ids of files this person uploaded under these keys; ids stay what they are. */
  idsOf(user: string, keys: readonly string[]): string[] {
    return keys.map((key) => {
      const id = this.#files.get(key)?.user === user ? key : this.#keys.get(`${user} ${key}`);
      if (id === undefined) throw new Refusal('That file was not uploaded');
      return id;
    });
  }
}

type Named = Pick<Hub, 'url' | 'identity'>;

const pathOf = ({ identity }: Named, { id, name }: StoredFile, download = ''): string =>
  `files-pri/${identity.teamId}-${id}/${download}${encodeURIComponent(name.toLowerCase())}`;

/** Id of the file that a permalink means: `/files/U1/F2/screen.png` -> `F2`. */
export const fileOfPermalink = (pathname: string): string | undefined =>
  /^\/files\/[A-Z0-9]+\/(F[A-Z0-9]+)\//.exec(pathname)?.[1];

/** Content type of a picture that Slack draws; undefined for every other file. */
export const pictureType = ({ name }: Pick<StoredFile, 'name'>): string | undefined =>
  PICTURES[/\.([a-z0-9]+)$/i.exec(name)?.[1]?.toLowerCase() ?? ''];

/** Where people open a file, on this server. */
export const permalinkPath = ({ user, id, name }: StoredFile): string =>
  `files/${user}/${id}/${encodeURIComponent(name.toLowerCase())}`;

/** Id of the file that a private address means: `/files-pri/T1-F2/download/nov.yml` -> `F2`. */
export const fileOfPath = (pathname: string): string | undefined =>
  /^\/files-pri\/[A-Z0-9]+-(F[A-Z0-9]+)\//.exec(pathname)?.[1];

/** A file as payloads carry it. */
export function fileShape(hub: Named, file: StoredFile): Raw {
  const extension = /\.([a-z0-9]+)$/i.exec(file.name)?.[1]?.toLowerCase();
  const filetype = extension === 'yml' ? 'yaml' : (extension ?? 'binary');
  return {
    id: file.id,
    created: file.created,
    timestamp: file.created,
    name: file.name,
    title: file.name,
    mimetype: pictureType(file) ?? 'text/plain',
    filetype,
    pretty_type: filetype.toUpperCase(),
    user: file.user,
    user_team: hub.identity.teamId,
    editable: false,
    size: file.bytes.length,
    mode: 'hosted',
    is_external: false,
    external_type: '',
    is_public: false,
    public_url_shared: false,
    display_as_bot: false,
    username: '',
    url_private: `${hub.url}${pathOf(hub, file)}`,
    url_private_download: `${hub.url}${pathOf(hub, file, 'download/')}`,
    permalink: `${hub.url}${permalinkPath(file)}`,
  };
}
