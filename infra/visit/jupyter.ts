import { randomUUID } from 'node:crypto';
import type { LogIn } from '../../workshop/ports/visitor';
import type { Browser } from './browser';
import { Trouble } from './browser';

/** Cookie, and field of the form, by which Jupyter knows its own page. */
const XSRF = '_xsrf';

/**
 * The form of its login page, then what opening a notebook does: a kernel is started and spoken to through a web socket. Leaving ends
 * the kernel.
 */
export async function logInToJupyter(browser: Browser, password: string, signal: AbortSignal): Promise<LogIn> {
  const page = await browser.ask('login', signal);
  if (page.status !== 200) throw new Trouble(`answered ${page.status} to the login page`);
  const xsrf = browser.cookie(XSRF) ?? '';
  const login = await browser.ask('login?next=%2F', signal, { form: { [XSRF]: xsrf, password } });
  if (login.status === 401) return { kind: 'refused' };
  if (login.status !== 302) throw new Trouble(`answered ${login.status} to the login`);
  const contents = await browser.ask('api/contents?content=0', signal);
  if (contents.status !== 200) throw new Trouble(`took the password, then answered ${contents.status}`);

  const headers = { 'x-xsrftoken': browser.cookie(XSRF) ?? xsrf };
  const kernel = await startKernel(browser, headers, signal);
  return {
    kind: 'in',
    visit: {
      socket: kernel.socket,
      async ask(until) {
        const trouble = await browser.ask('api/status', until).then(
          ({ status }) => (status === 200 ? undefined : `answered ${status}`),
          (error: unknown) => (error as Error).message,
        );
        return trouble ?? (kernel.isOpen() ? undefined : 'lost its web socket');
      },
      async leave() {
        kernel.close();
        if (kernel.id === undefined) return;
        const asking = { method: 'DELETE', headers } as const;
        await browser.ask(`api/kernels/${kernel.id}`, new AbortController().signal, asking).catch(() => undefined);
      },
    },
  };
}

type Socket = NonNullable<Extract<LogIn, { kind: 'in' }>['visit']['socket']>;

async function startKernel(browser: Browser, headers: Record<string, string>, signal: AbortSignal) {
  const none = (failed: string, id?: string) => ({
    id,
    socket: { failed } as Socket,
    // What never opened cannot be lost.
    isOpen: () => true,
    close: () => undefined,
  });
  let id: string | undefined;
  try {
    const made = await browser.ask('api/kernels', signal, { json: {}, headers });
    if (made.status !== 201) return none(`answered ${made.status} when a kernel was to start`);
    id = (JSON.parse(made.body) as { id: string }).id;
    const session = randomUUID();
    const path = `api/kernels/${id}/channels?session_id=${session}`;
    const socket = await browser.converse(path, signal, kernelInfo(session), (heard) =>
      heard.includes('kernel_info_reply'),
    );
    return {
      id,
      socket: 'open' as Socket,
      isOpen: () => socket.readyState === socket.OPEN,
      close: () => socket.terminate(),
    };
  } catch (error) {
    return none(
      id === undefined ? (error as Error).message : `opened no web socket: it ${(error as Error).message}`,
      id,
    );
  }
}

/** What a notebook asks its kernel first. */
const kernelInfo = (session: string): string =>
  JSON.stringify({
    channel: 'shell',
    header: {
      msg_id: randomUUID(),
      msg_type: 'kernel_info_request',
      username: 'rehearsal',
      session,
      date: new Date().toISOString(),
      version: '5.3',
    },
    parent_header: {},
    metadata: {},
    content: {},
    buffers: [],
  });
