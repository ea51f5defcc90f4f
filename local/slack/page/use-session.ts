import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import type { PageState, PersonAction } from '../protocol';
import { connect, type Connection } from './connection';
import { reduce, waitingFor } from './model/state';

export interface Session {
  readonly state: PageState | undefined;
  readonly online: boolean;
  readonly ask: (action: PersonAction) => Promise<void>;
}

/** The workspace as one person sees it, live. `unknown` is called where there is nobody of that id. */
export function useSession(as: string | undefined, unknown: () => void): Session {
  const [state, setState] = useState<PageState | undefined>(undefined);
  const [online, setOnline] = useState(true);
  const connection = useRef<Connection | undefined>(undefined);
  const connected = useRef<string | undefined>(undefined);

  useEffect(() => {
    // Naming whom the server chose for a nameless window must not reconnect it.
    if (as !== undefined && connected.current === as) return;
    connection.current?.close();
    connected.current = as;
    const opened = connect(as, {
      online: setOnline,
      unknown,
      event: (event) => {
        if (connection.current !== opened) return;
        if (event.type === 'state') connected.current = event.state.me;
        setState((current) => reduce(current, event));
      },
    });
    connection.current = opened;
  }, [as]);

  useEffect(() => () => connection.current?.close(), []);
  const ask = useCallback(
    (action: PersonAction) => connection.current?.ask(action) ?? Promise.reject(new Error('Not connected yet.')),
    [],
  );
  return { state, online, ask };
}

/** With more people than this, nobody watches every inbox. */
const mostWatched = 24;

/** How many direct messages wait for each of these people, by user id. */
export function useWaiting(people: readonly string[]): Readonly<Record<string, number>> {
  const [waiting, setWaiting] = useState<Readonly<Record<string, number>>>({});
  const watched = people.length > mostWatched ? '' : people.join(' ');
  useEffect(() => {
    const connections = watched
      .split(' ')
      .filter(Boolean)
      .map((person) =>
        connect(person, {
          online: () => undefined,
          event: (event) => {
            if (event.type !== 'state' && event.type !== 'conversations') return;
            const conversations = event.type === 'state' ? event.state.conversations : event.conversations;
            setWaiting((current) => ({ ...current, [person]: waitingFor(conversations) }));
          },
        }),
      );
    return () => connections.forEach((connection) => connection.close());
  }, [watched]);
  return waiting;
}
