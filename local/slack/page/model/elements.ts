import type {
  Button,
  ChannelsSelect,
  Checkboxes,
  ConversationsSelect,
  Datepicker,
  EmailInput,
  FileInput,
  KnownBlock,
  MultiStaticSelect,
  MultiUsersSelect,
  NumberInput,
  Overflow,
  PlainTextInput,
  RadioButtons,
  StaticSelect,
  Timepicker,
  URLInput,
  UsersSelect,
} from '@slack/types';

/** The interactive elements the page can draw and the protocol can carry. */
export type Interactive =
  | Button
  | ChannelsSelect
  | Checkboxes
  | ConversationsSelect
  | Datepicker
  | EmailInput
  | FileInput
  | MultiStaticSelect
  | MultiUsersSelect
  | NumberInput
  | Overflow
  | PlainTextInput
  | RadioButtons
  | StaticSelect
  | Timepicker
  | URLInput
  | UsersSelect;

/** The block's own id, or one by its place where the app gave none. */
export const blockIdOf = (block: KnownBlock, index: number): string => block.block_id ?? `block-${index}`;

/** The element's own id, or one by its place in the block. */
export const actionIdOf = (element: Interactive, place: number): string => element.action_id ?? `action-${place}`;
