import type { ConfirmationDialog } from '@slack/types';
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Conversation, PageState, Person, PersonAction } from '../protocol';
import type { Route } from './model/route';

/** What every part of the page may look at and do. */
export interface Page {
  readonly state: PageState;
  readonly route: Route;
  readonly go: (change: Partial<Route>) => void;
  /** False where it was refused; the person has then read why. */
  readonly act: (action: PersonAction) => Promise<boolean>;
  readonly confirm: (dialog: ConfirmationDialog) => Promise<boolean>;
  readonly say: (notice: string) => void;
  readonly person: (id: string) => Person | undefined;
  /** Opens the DM with somebody, making it where there is none. */
  readonly openDm: (user: string, tab?: Route['tab']) => void;
  /** Sees with somebody else's eyes: at the same place where they are there too, else where something waits for them. */
  readonly become: (user: string) => void;
  /** DMs waiting for people, by user id. */
  readonly waiting: Readonly<Record<string, number>>;
  readonly dismiss: (ts: string) => void;
}

export const PageContext = createContext<Page | undefined>(undefined);

export function usePage(): Page {
  const page = useContext(PageContext);
  if (!page) throw new Error('usePage outside of the page');
  return page;
}

/** What a conversation is called on screen: `crew`, or the other person's name. */
export function titleOf(conversation: Conversation, page: Pick<Page, 'person' | 'state'>): string {
  if (conversation.kind !== 'dm') return conversation.name;
  const name = page.person(conversation.name)?.realName ?? conversation.name;
  return conversation.name === page.state.me ? `${name} (you)` : name;
}
