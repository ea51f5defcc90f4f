import { createHash, createHmac } from 'node:crypto';
import { SignatureV4 } from '@smithy/signature-v4';

/** The longest that S3 lets an address work, in seconds. */
export const LONGEST_LINK_S = 7 * 24 * 3600;

/** Keys, and when they end where they do. */
export interface SigningKeys {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
  readonly expiration?: Date;
}

export interface ObjectPlace {
  readonly region: string;
  readonly bucket: string;
  readonly key: string;
  /** S3's address where it is not AWS's own; buckets are in the path then. */
  readonly endpoint?: string | undefined;
}

export interface Link {
  /** Whoever has it may do what it is for: it belongs into no log and no channel. */
  readonly url: string;
  readonly until: Date;
}

/** Where an object is found: by its bucket's name on AWS, by its path at an address of one's own. */
export function addressOf({ region, bucket, key, endpoint }: ObjectPlace): URL {
  const path = key.split('/').map(encode).join('/');
  if (endpoint !== undefined) return new URL(`/${bucket}/${path}`, endpoint);
  return new URL(`https://${bucket}.s3.${region}.amazonaws.com${region.startsWith('cn-') ? '.cn' : ''}/${path}`);
}

/**
 * An address by which whoever has it may GET or PUT what is at `address` for so many seconds, or as long as the keys live if that is
 * less. Query parameters of `address`, such as `response-content-disposition`, are part of what is signed.
 */
export async function presign(
  method: 'GET' | 'PUT',
  address: URL,
  region: string,
  keys: SigningKeys,
  seconds: number,
  now: Date,
): Promise<Link> {
  const left = keys.expiration ? Math.floor((keys.expiration.getTime() - now.getTime()) / 1000) : seconds;
  const expiresIn = Math.max(1, Math.min(seconds, left, LONGEST_LINK_S));
  const signer = new SignatureV4({
    ...{ service: 's3', region, credentials: keys, sha256: Sha256 },
    uriEscapePath: false,
    applyChecksum: false,
  });
  const request = {
    method,
    protocol: address.protocol,
    hostname: address.hostname,
    path: address.pathname,
    query: Object.fromEntries(address.searchParams),
    headers: { host: address.host, [HASH]: 'UNSIGNED-PAYLOAD' },
  };
  // Whoever uses the address sends no header of ours.
  const headers = { unhoistableHeaders: new Set([HASH]), unsignableHeaders: new Set([HASH]) };
  const { query = {} } = await signer.presign(request, { expiresIn, signingDate: now, ...headers });
  const words = Object.entries(query).map(([name, value]) => `${encode(name)}=${encode(String(value))}`);
  return {
    url: `${address.origin}${address.pathname}?${words.join('&')}`,
    until: new Date(now.getTime() + expiresIn * 1000),
  };
}

const HASH = 'x-amz-content-sha256';

/** As AWS signs it: all but letters, digits and `-_.~`. */
const encode = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, (each) => `%${each.charCodeAt(0).toString(16).toUpperCase()}`);

/** Node's own SHA-256, with a key or without, in the shape the signer wants. */
class Sha256 {
  readonly #hash: ReturnType<typeof createHash> | ReturnType<typeof createHmac>;
  constructor(key?: string | ArrayBuffer | ArrayBufferView) {
    this.#hash = key === undefined ? createHash('sha256') : createHmac('sha256', bytesOf(key));
  }
  update(chunk: Uint8Array): void {
    this.#hash.update(chunk);
  }
  digest(): Promise<Uint8Array> {
    return Promise.resolve(this.#hash.digest());
  }
  reset(): void {
    throw new Error('a hash is used once');
  }
}

function bytesOf(key: string | ArrayBuffer | ArrayBufferView): Buffer {
  if (typeof key === 'string') return Buffer.from(key);
  return key instanceof ArrayBuffer ? Buffer.from(key) : Buffer.from(key.buffer, key.byteOffset, key.byteLength);
}
