import type { KnownBlock, View } from '@slack/types';

/**
 * What the page and the local Slack server say to each other, as JSON over one WebSocket (`/page?as=<user id>`): the server
 * sends `PageEvent`s, the page sends `PageRequest`s. The play runner and the tests use the same requests in process.
 */

export interface Person {
  readonly id: string;
  /** Handle without the @. */
  readonly name: string;
  readonly realName: string;
  readonly isAdmin: boolean;
  readonly isBot: boolean;
  /** Invited to some channels of this workspace, or to a single one. */
  readonly guest?: 'multi-channel' | 'single-channel';
  /** The other workspace they belong to, where they are met in a channel that both share. */
  readonly from?: string;
  /** CSS colour of the avatar. */
  readonly color: string;
}

export interface Conversation {
  readonly id: string;
  /** `crew` for a channel; the other person's id for a DM. */
  readonly name: string;
  readonly kind: 'channel' | 'private' | 'dm';
  readonly topic: string;
  readonly members: readonly string[];
  /** Messages since the viewer last looked. */
  readonly unread: number;
}

export interface PageMessage {
  readonly channel: string;
  readonly ts: string;
  /** Author's user id. */
  readonly user: string;
  readonly text: string;
  readonly blocks: readonly KnownBlock[];
  /** Parent's ts, in a thread. */
  readonly threadTs?: string;
  readonly replyCount: number;
  readonly editedTs?: string;
  /** Only its reader sees it. */
  readonly ephemeral: boolean;
  readonly pinned: boolean;
  /** Absent where there are none. */
  readonly files?: readonly PageFile[];
}

/** A file beside a message; the page has it from `/download/<viewer>/<id>/<name>`. */
export interface PageFile {
  readonly id: string;
  readonly name: string;
  /** Bytes. */
  readonly size: number;
}

export interface OpenView {
  readonly id: string;
  readonly hash: string;
  readonly view: View;
  /** block_id -> message, after a submission that was refused. */
  readonly errors: Readonly<Record<string, string>>;
}

/** Everything one person sees. */
export interface PageState {
  readonly me: string;
  readonly workspace: string;
  /** The bot under development. */
  readonly bot: { readonly id: string; readonly name: string; readonly connected: boolean };
  readonly people: readonly Person[];
  readonly conversations: readonly Conversation[];
  readonly messages: readonly PageMessage[];
  /** Modal on top of the stack. */
  readonly view: OpenView | undefined;
  /** Home tab, as last published for this person. */
  readonly home: View | undefined;
  /** Slash commands of the manifest, for completion. */
  readonly commands: readonly { readonly command: string; readonly description: string; readonly usageHint: string }[];
}

export type PageEvent =
  /** On connecting, and after anything too large for a delta. */
  | { readonly type: 'state'; readonly state: PageState }
  /** New or edited. */
  | { readonly type: 'message'; readonly message: PageMessage }
  | { readonly type: 'message-deleted'; readonly channel: string; readonly ts: string }
  | { readonly type: 'conversations'; readonly conversations: readonly Conversation[] }
  | { readonly type: 'people'; readonly people: readonly Person[] }
  | { readonly type: 'view'; readonly view: OpenView | undefined }
  | { readonly type: 'home'; readonly home: View | undefined }
  | { readonly type: 'bot'; readonly connected: boolean }
  /** Answer to one request. `error` is worded for people: "Usher did not answer within 3 seconds". */
  | { readonly type: 'reply'; readonly id: number; readonly ok: boolean; readonly error?: string };

/** What a person may do. `id` is the page's own number for the answer. */
export type PageRequest = { readonly id: number } & PersonAction;

export type PersonAction =
  /**
   * Text in a conversation or thread; a text that starts with a slash command of the manifest runs it. `files`: keys of uploaded
   * ones, beside which the text may be empty.
   */
  | {
      readonly type: 'say';
      readonly channel: string;
      readonly text: string;
      readonly threadTs?: string;
      readonly files?: readonly string[];
    }
  | { readonly type: 'edit'; readonly channel: string; readonly ts: string; readonly text: string }
  /** A button, menu or other interactive element of a message, modal or Home tab. `value` as Slack's payload names it for the element. */
  | {
      readonly type: 'act';
      readonly where:
        { readonly channel: string; readonly ts: string } | { readonly viewId: string } | { readonly home: true };
      readonly blockId: string;
      readonly actionId: string;
      readonly value?: ActionValue;
    }
  /** Values by block_id and action_id, as in Slack's `view.state.values`. */
  | {
      readonly type: 'submit';
      readonly viewId: string;
      readonly values: Readonly<Record<string, Readonly<Record<string, ActionValue>>>>;
    }
  /** A file, which `submit` or `say` then names by its key. `content` is base64, up to 10 MB. */
  | { readonly type: 'upload'; readonly key: string; readonly name: string; readonly content: string }
  | { readonly type: 'close-view'; readonly viewId: string }
  | { readonly type: 'open-home' }
  /** The DM with a person or the bot; made where it does not exist. */
  | { readonly type: 'open-dm'; readonly user: string }
  | { readonly type: 'join'; readonly channel: string }
  | { readonly type: 'leave'; readonly channel: string }
  | { readonly type: 'invite'; readonly channel: string; readonly user: string }
  | { readonly type: 'read'; readonly channel: string };

/** Only the member that belongs to the element is set. */
export interface ActionValue {
  readonly value?: string;
  readonly selected_option?: string;
  readonly selected_options?: readonly string[];
  readonly selected_user?: string;
  readonly selected_users?: readonly string[];
  readonly selected_conversation?: string;
  readonly selected_channel?: string;
  readonly selected_date?: string;
  readonly selected_time?: string;
  /** Keys of uploaded files. */
  readonly files?: readonly string[];
}
