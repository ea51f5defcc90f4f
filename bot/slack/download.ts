import type { WorkshopFiles } from '../../handlers';

/** Milliseconds, and what a slow line adds for each byte. */
const TIMEOUT_MS = 10_000;
const MS_A_BYTE = 0.002;

type Downloaded = Awaited<ReturnType<WorkshopFiles['fetch']>>;

/** A file by its `url_private_download`. The token goes to Slack's own addresses only, and follows no redirect. */
export async function downloadFile(
  url: string,
  { botToken, apiUrl }: { readonly botToken: string; readonly apiUrl: string },
  mostBytes: number,
): Promise<Downloaded> {
  if (!isSlacks(url, apiUrl)) return { refused: 'unreachable' };
  try {
    const response = await fetch(url, {
      headers: { authorization: `Bearer ${botToken}` },
      redirect: 'manual',
      signal: AbortSignal.timeout(TIMEOUT_MS + mostBytes * MS_A_BYTE),
    });
    // To a token that may not read files Slack shows its page for signing in, or leads there.
    const page = response.headers.get('content-type')?.includes('text/html') ?? false;
    if (page || (response.status >= 300 && response.status < 404)) {
      await response.body?.cancel();
      return { refused: 'forbidden' };
    }
    if (!response.ok || response.body === null) return { refused: 'unreachable' };
    return await readUpTo(response.body, mostBytes);
  } catch {
    return { refused: 'unreachable' };
  }
}

/** `files.slack.com` and its like, or the server of the configured API. */
function isSlacks(url: string, apiUrl: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, hostname, origin } = new URL(url);
  return (protocol === 'https:' && /(^|\.)slack(-files)?\.com$/.test(hostname)) || origin === new URL(apiUrl).origin;
}

async function readUpTo(body: ReadableStream<Uint8Array>, mostBytes: number): Promise<Downloaded> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += chunk.byteLength;
    // Leaving the loop cancels the rest.
    if (size > mostBytes) return { refused: 'too-large' };
    chunks.push(chunk);
  }
  return { bytes: Buffer.concat(chunks) };
}
