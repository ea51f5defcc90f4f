import { answerCall, type ApiState } from './api/call';
import { parseArguments, Arguments } from './api/method';
import { isRecord } from './blocks/report';
import { SlackError } from './errors';
import { fileOfPath, fileOfPermalink, mimeOf, pictureType } from './files';
import type { Hub } from './hub';
import { pageAsset } from './page-assets';
import { respond } from './respond';
import { isUpload, type Reply, type Request } from './server';
import { canSee } from './workspace';

const PAGE_POLICY =
  "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: http: https:; frame-ancestors 'none'; base-uri 'none'";

/** Answers one HTTP request: the Web API, a response URL or a file of the page. */
export async function route(hub: Hub, state: ApiState, request: Request): Promise<Reply> {
  const { pathname } = request.url;
  if (pathname.startsWith('/api/')) return api(hub, state, request, pathname.slice('/api/'.length));
  if (pathname.startsWith('/response/')) return response(hub, request, pathname.slice('/response/'.length));
  if (pathname.startsWith('/archives/')) return { status: 302, headers: { location: '/' }, body: '' };
  if (isUpload(pathname)) return upload(hub, request);
  if (pathname.startsWith('/download/')) return download(hub, pathname);
  const file = fileOfPath(pathname);
  if (file !== undefined) return privateFile(hub, state, request, file);
  const linked = fileOfPermalink(pathname);
  if (linked !== undefined) return linkedPicture(hub, linked);
  const asset = request.method === 'GET' ? await pageAsset(pathname) : undefined;
  if (!asset) return { status: 404, body: 'Not found.\n' };
  const headers = {
    'content-type': asset.type,
    'content-security-policy': PAGE_POLICY,
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
  };
  return { status: 200, headers, body: asset.body };
}

/** A file for the app's own token; everybody else is led away to sign in, as a browser would be. */
function privateFile(hub: Hub, { revoked }: ApiState, { headers }: Request, id: string): Reply {
  const token = bearerOf(headers.authorization);
  const allowed = token === hub.identity.botToken && !revoked.has(token) && hub.manifest.scopes.has('files:read');
  if (!allowed) return { status: 302, headers: { location: '/' }, body: '' };
  const file = hub.files.byId(id);
  if (!file) return { status: 404, body: 'Not found.\n' };
  return {
    status: 200,
    headers: { 'content-type': mimeOf(file.name), 'content-disposition': 'attachment' },
    body: file.bytes,
  };
}

/** A picture at its permalink, as it is: messages elsewhere show it from there. Whoever is at this machine may be anybody. */
function linkedPicture(hub: Hub, id: string): Reply {
  const file = hub.files.byId(id);
  const type = file && pictureType(file);
  if (!file || type === undefined) return { status: 404, body: 'Not found.\n' };
  return {
    status: 200,
    headers: { 'content-type': type, 'content-disposition': 'inline', 'x-content-type-options': 'nosniff' },
    body: file.bytes,
  };
}

/** A file of the app at the address it was given for it, as it is or as a form. */
async function upload(hub: Hub, { method, url, headers, bytes }: Request): Promise<Reply> {
  if (method !== 'POST' && method !== 'PUT') return { status: 405, body: 'Send the file by POST.\n' };
  const type = headers['content-type'] ?? '';
  const content = type.startsWith('multipart/form-data') ? await fileOfForm(type, bytes) : bytes;
  const key = url.pathname.split('/').at(-1) ?? '';
  if (!content || !hub.files.receive(key, hub.identity.botUser, content)) {
    return { status: 400, body: 'No file of that length was announced for this address.\n' };
  }
  return { status: 200, body: `OK - ${content.length}` };
}

async function fileOfForm(type: string, bytes: Buffer<ArrayBuffer>): Promise<Uint8Array | undefined> {
  const form = await new Response(bytes, { headers: { 'content-type': type } }).formData();
  const file = [...form.values()].find((part) => typeof part !== 'string');
  return file && new Uint8Array(await file.arrayBuffer());
}

/** A file beside a message, for the page of whoever sees that message: `/download/U1/F2/nov.pdf`. */
function download(hub: Hub, pathname: string): Reply {
  const [, , user = '', id = ''] = pathname.split('/');
  const file = hub.files.byId(id);
  const seen = [...hub.workspace.channels.values()].some((channel) =>
    [...channel.messages.values()].some((message) => message.files.includes(id) && canSee(channel, message, user)),
  );
  if (!file || !seen) return { status: 404, body: 'Not found.\n' };
  return {
    status: 200,
    headers: {
      'content-type': mimeOf(file.name),
      'content-disposition': 'attachment',
      'x-content-type-options': 'nosniff',
    },
    body: file.bytes,
  };
}

const bearerOf = (authorization = ''): string | undefined => /^Bearer (\S+)$/i.exec(authorization)?.[1];

async function api(hub: Hub, state: ApiState, request: Request, method: string): Promise<Reply> {
  let args = new Arguments({});
  let problem: SlackError | undefined;
  try {
    args = parseArguments(request.headers['content-type'] ?? '', request.body, request.url.searchParams);
  } catch (error) {
    if (!(error instanceof SlackError)) throw error;
    problem = error;
  }
  if (problem) return json(200, { ok: false, error: problem.code });
  const bearer = bearerOf(request.headers.authorization);
  const answer = await answerCall(hub, state, method, bearer ?? args.text('token'), args);
  return json(answer.status, answer.body, answer.headers);
}

function response(hub: Hub, request: Request, key: string): Reply {
  try {
    const source = hub.tickets.takeResponse(key);
    const body: unknown = JSON.parse(request.body);
    if (!isRecord(body)) return json(400, { ok: false, error: 'invalid_payload' });
    respond(hub, source, body);
    return { status: 200, headers: { 'content-type': 'text/plain' }, body: 'ok' };
  } catch (error) {
    if (error instanceof SyntaxError) return json(400, { ok: false, error: 'invalid_payload' });
    if (!(error instanceof SlackError)) throw error;
    const gone = ['expired_url', 'used_url', 'no_service'].includes(error.code);
    return json(gone ? 404 : 400, { ok: false, error: error.code, ...error.extra });
  }
}

function json(status: number | undefined, body: unknown, headers: Readonly<Record<string, string>> = {}): Reply {
  return {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
    body: JSON.stringify(body),
  };
}
