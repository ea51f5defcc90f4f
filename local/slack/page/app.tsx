import { useCallback, useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { PageState, PersonAction } from '../protocol';
import type { Route } from './model/route';
import { waitingFor } from './model/state';
import { PageContext, titleOf, type Page } from './page-context';
import { Banner } from './parts/banner';
import { Confirm } from './parts/confirm';
import { Conversation } from './parts/conversation';
import { Modals } from './parts/modals';
import { QuickSwitcher } from './parts/quick-switcher';
import { Sidebar } from './parts/sidebar';
import { Thread } from './parts/thread';
import { Toasts } from './parts/toasts';
import { useQuestion, useToasts } from './use-dialogs';
import { useRoute } from './use-route';
import { useSession, useWaiting } from './use-session';

/** The whole page: who is at it, where they are, and everything they see. */
export function App() {
  const [route, go] = useRoute();
  const { state, online, ask } = useSession(route.as, () =>
    go({ as: undefined, in: undefined, thread: undefined }, true),
  );
  const { toasts, show, remove } = useToasts();
  const { question, ask: confirm } = useQuestion();
  const [switcher, setSwitcher] = useState(false);
  const [menu, setMenu] = useState(false);
  const [dismissed, setDismissed] = useState<readonly string[]>([]);

  const ready = state !== undefined && (route.as === undefined || route.as === state.me);
  const people = useMemo(
    () => state?.people.filter((person) => !person.isBot).map(({ id }) => id) ?? [],
    [state?.people],
  );
  const waiting = useWaiting(people);

  useEffect(() => {
    if (ready && route.as === undefined) go({ as: state.me }, true);
  }, [ready, route.as]);
  useEffect(() => {
    if (ready && !state.conversations.some(({ id }) => id === route.in)) {
      go({ in: firstConversation(state), thread: undefined }, true);
    }
  }, [ready, state?.conversations, route.in]);
  useEffect(() => setMenu(false), [route]);
  useEffect(() => {
    const keys = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() === 'k' && (event.ctrlKey || event.metaKey)) {
        event.preventDefault();
        setSwitcher((open) => !open);
      } else if (event.key === 'Escape' && !event.defaultPrevented) {
        setMenu(false);
        go({ thread: undefined });
      }
    };
    addEventListener('keydown', keys);
    return () => removeEventListener('keydown', keys);
  }, []);

  const act = useCallback(
    async (action: PersonAction) => {
      try {
        await ask(action);
        return true;
      } catch (error) {
        show(error instanceof Error ? error.message : String(error), true);
        return false;
      }
    },
    [ask, show],
  );
  const openDm = useOpenDm(ready ? state : undefined, act, go);

  if (!ready) {
    return (
      <p class="waiting">
        {online ? 'Opening the workspace…' : 'The workspace is not running. This page comes back when it does.'}
      </p>
    );
  }
  const current = state.conversations.find(({ id }) => id === route.in);
  const page: Page = {
    state: { ...state, messages: state.messages.filter(({ ephemeral, ts }) => !ephemeral || !dismissed.includes(ts)) },
    route,
    go,
    act,
    confirm,
    say: show,
    person: (id) => state.people.find((person) => person.id === id),
    openDm,
    become: (user) => go({ as: user, in: current?.members.includes(user) ? current.id : undefined, thread: undefined }),
    waiting,
    dismiss: (ts) => setDismissed((all) => [...all, ts]),
  };
  const covered = state.view !== undefined || question !== undefined || switcher;
  return (
    <PageContext.Provider value={page}>
      <div
        class={`shell${menu ? ' shell-menu' : ''}${route.thread === undefined ? '' : ' shell-thread'}`}
        inert={covered}
      >
        <Title name={current ? titleOf(current, page) : state.workspace} waiting={waitingFor(state.conversations)} />
        <Sidebar openSwitcher={() => setSwitcher(true)} />
        <button type="button" class="shade" aria-label="Close the menu" tabIndex={-1} onClick={() => setMenu(false)} />
        <main class="main">
          <Banner online={online} />
          {current && (
            <Conversation key={`${state.me} ${current.id}`} conversation={current} openMenu={() => setMenu(true)} />
          )}
        </main>
        {current && route.thread !== undefined && (
          <Thread key={`${state.me} ${route.thread}`} conversation={current} parentTs={route.thread} />
        )}
      </div>
      <Modals inert={question !== undefined} />
      {switcher && <QuickSwitcher close={() => setSwitcher(false)} />}
      {question && <Confirm question={question} />}
      <Toasts toasts={toasts} remove={remove} />
    </PageContext.Provider>
  );
}

function Title({ name, waiting }: { name: string; waiting: number }) {
  const title = waiting > 0 ? `(${waiting}) ${name}` : name;
  useEffect(() => void (document.title = title), [title]);
  return null;
}

function firstConversation(state: PageState): string | undefined {
  const own = state.conversations.filter(({ members }) => members.includes(state.me));
  const waiting = own.find(({ kind, unread }) => kind === 'dm' && unread > 0);
  return (waiting ?? own.find(({ kind }) => kind !== 'dm') ?? own[0] ?? state.conversations[0])?.id;
}

/** Goes to the DM with somebody as soon as it exists: the server may have to make it first. */
function useOpenDm(
  state: PageState | undefined,
  act: Page['act'],
  go: (change: Partial<Route>) => void,
): Page['openDm'] {
  const wanted = useRef<{ readonly user: string; readonly tab: Route['tab'] } | undefined>(undefined);
  const arrive = () => {
    const dm = state?.conversations.find(({ kind, name }) => kind === 'dm' && name === wanted.current?.user);
    if (!dm) return false;
    const tab = wanted.current?.tab;
    wanted.current = undefined;
    go({ in: dm.id, thread: undefined, tab });
    return true;
  };
  useEffect(() => void arrive(), [state?.conversations]);
  return (user, tab) => {
    wanted.current = { user, tab };
    arrive();
    void act({ type: 'open-dm', user });
  };
}
