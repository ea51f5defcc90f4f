import type { Workspace } from '../workspace';

const CONTROL = /<(?:[@#!][^<>\s]+|https?:\/\/[^<>\s]+)>/g;
const MENTION = /(^|[\s(])([@#])([\p{L}\p{N}._-]*[\p{L}\p{N}])/gu;
const LINK = /(^|[\s(])(https?:\/\/[^\s<>]+)/g;

/** A typed message as Slack stores it: &, < and > escaped, `@ada`, `#crew` and links turned into control sequences. */
export function escapeMessage(workspace: Workspace, text: string): string {
  return withControls(text, (plain) =>
    escapeText(plain)
      .replaceAll(LINK, '$1<$2>')
      .replaceAll(MENTION, (whole, before: string, sign: string, name: string) => {
        const found = mention(workspace, sign, name, false);
        return found === undefined ? whole : before + found;
      }),
  );
}

/** The words after a slash command; with `should_escape`, mentions carry their names: `<@U123|ada>`. */
export function escapeCommand(workspace: Workspace, text: string, shouldEscape: boolean): string {
  if (!shouldEscape) return escapeText(text);
  return withControls(text, (plain) =>
    escapeText(plain)
      .replaceAll(LINK, '$1<$2>')
      .replaceAll(MENTION, (whole, before: string, sign: string, name: string) => {
        const found = mention(workspace, sign, name, true);
        return found === undefined ? whole : before + found;
      }),
  ).replaceAll(/<@(U[A-Z0-9]+)>/g, (whole, id: string) => {
    const user = workspace.users.get(id);
    return user ? `<@${id}|${user.name}>` : whole;
  });
}

function escapeText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

function withControls(text: string, escape: (plain: string) => string): string {
  const controls = text.match(CONTROL) ?? [];
  return text
    .split(CONTROL)
    .map((plain, index) => escape(plain) + (controls[index] ?? ''))
    .join('');
}

function mention(workspace: Workspace, sign: string, name: string, named: boolean): string | undefined {
  if (sign === '#') {
    const channel = workspace.channelByName(name.toLowerCase());
    return channel && `<#${channel.id}|${channel.name}>`;
  }
  const user = workspace.userByName(name.toLowerCase());
  if (user) return named ? `<@${user.id}|${user.name}>` : `<@${user.id}>`;
  const group = workspace.groups.get(name.toLowerCase());
  if (group) return named ? `<!subteam^${group.id}|@${group.handle}>` : `<!subteam^${group.id}>`;
  return ['here', 'channel', 'everyone'].includes(name) ? `<!${name}>` : undefined;
}
