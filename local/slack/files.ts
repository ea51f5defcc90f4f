import { Refusal } from './errors';
import type { Raw } from './blocks/report';
import type { Hub } from './hub';
import { secret, type Ids } from './ids';

/** Bytes of the largest file that a file input, and a message of a person, takes. */
const LARGEST_FILE = 10_000_000;

export interface StoredFile {
  readonly id: string;
  readonly name: string;
  /** Who uploaded it. */
  readonly user: string;
  readonly created: number;
  readonly bytes: Uint8Array;
}

/** Files of people and of the app, for as long as the process lives. */
export class Files {
  readonly #files = new Map<string, StoredFile>();
  /** Where the app may send one file to, by the secret in its address. */
  readonly #offers = new Map<string, { readonly id: string; readonly name: string; readonly length: number }>();
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

  /** Makes room for a file that the app announces; the key is the secret part of the address to send it to. */
  offer(name: string, length: number): { readonly id: string; readonly key: string } {
    const id = this.ids.id('F');
    const key = secret(24);
    this.#offers.set(key, { id, name, length });
    return { id, key };
  }

  /** Takes the bytes of an announced file, once; false where nothing of this address or length was announced. */
  receive(key: string, user: string, bytes: Uint8Array): boolean {
    const offer = this.#offers.get(key);
    if (!offer || offer.length !== bytes.length) return false;
    this.#offers.delete(key);
    this.#files.set(offer.id, { ...offer, user, created: Math.floor(Date.now() / 1000), bytes });
    return true;
  }

  remove(id: string): void {
    this.#files.delete(id);
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

/** Id of the file that a private address means: `/files-pri/T1-F2/download/nov.yml` -> `F2`. */
export const fileOfPath = (pathname: string): string | undefined =>
  /^\/files-pri\/[A-Z0-9]+-(F[A-Z0-9]+)\//.exec(pathname)?.[1];

/** Id of the file that a permalink means: `/files/U1/F2/screen.png` -> `F2`. */
export const fileOfPermalink = (pathname: string): string | undefined =>
  /^\/files\/[A-Z0-9]+\/(F[A-Z0-9]+)\//.exec(pathname)?.[1];

/** What Slack draws, by the ending of its name. */
const PICTURES: Readonly<Record<string, string>> = {
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  gif: 'image/gif',
};

const MIME: Readonly<Record<string, string>> = { ...PICTURES, csv: 'text/csv', pdf: 'application/pdf' };

const extensionOf = (name: string): string | undefined => /\.([a-z0-9]+)$/i.exec(name)?.[1]?.toLowerCase();

/** Content type of a picture that Slack draws; undefined for every other file. */
export const pictureType = ({ name }: Pick<StoredFile, 'name'>): string | undefined =>
  PICTURES[extensionOf(name) ?? ''];

/** What a file is, by its name. */
export const mimeOf = (name: string): string => MIME[extensionOf(name) ?? ''] ?? 'text/plain';

/** A file as payloads carry it. */
export function fileShape(hub: Named, file: StoredFile): Raw {
  const extension = extensionOf(file.name);
  const filetype = extension === 'yml' ? 'yaml' : (extension ?? 'binary');
  return {
    id: file.id,
    created: file.created,
    timestamp: file.created,
    name: file.name,
    title: file.name,
    mimetype: mimeOf(file.name),
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
    permalink: `${hub.url}files/${file.user}/${file.id}/${encodeURIComponent(file.name.toLowerCase())}`,
  };
}
