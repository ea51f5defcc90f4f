import type { Locator } from 'playwright-core';
import { elementsOf } from '../../../local/slack/blocks/complete';
import { optionsOf } from '../../../local/slack/blocks/elements';
import { isRecord, type Raw } from '../../../local/slack/blocks/report';
import { parsePlain } from '../../../local/slack/page/text/inline';
import type { ActionValue, PageState } from '../../../local/slack/protocol';

/** One element of a message, modal or Home tab, and where those blocks are drawn. */
export interface Target {
  readonly surface: Locator;
  readonly blocks: readonly unknown[];
  readonly element: Raw;
}

/** The element of these ids; throws where the blocks have none. */
export function elementIn(blocks: readonly unknown[], blockId: string, actionId: string): Raw {
  const block = blocks.filter(isRecord).find((one) => one.block_id === blockId);
  const element = block && elementsOf(block).find((one) => one.action_id === actionId);
  if (!element) throw new Error(`there is no ${actionId} in ${blockId} any more`);
  return element;
}

/** Clicks a button by its label, the right one of several alike, and says yes where it asks back. A link's window is closed again. */
export async function press({ surface, blocks, element }: Target): Promise<void> {
  const page = surface.page();
  const twins = blocks
    .filter(isRecord)
    .flatMap(elementsOf)
    .filter((one) => roleOf(one) === roleOf(element) && labelOf(one) === labelOf(element));
  const button = surface
    .getByRole(roleOf(element), { name: labelOf(element), exact: true })
    .nth(twins.indexOf(element));
  const opened = roleOf(element) === 'link' ? page.waitForEvent('popup') : undefined;
  const [popup] = await Promise.all([opened, button.click()]);
  await popup?.close();
  if (!isRecord(element.confirm)) return;
  const yes = textOf(element.confirm.confirm) || 'Yes';
  await page.getByRole('dialog').last().getByRole('button', { name: yes, exact: true }).click();
}

/** Types, picks or checks what a value says, in the part of the page that holds the element alone. */
export async function enter(field: Locator, element: Raw, value: ActionValue, state: PageState): Promise<void> {
  switch (element.type) {
    case 'plain_text_input':
    case 'number_input':
    case 'email_text_input':
    case 'url_text_input':
      return field.getByRole('textbox').fill(value.value ?? '');
    case 'datepicker':
    case 'timepicker':
      return field.locator('input').fill(value.selected_date ?? value.selected_time ?? '');
    case 'radio_buttons':
    case 'checkboxes':
      for (const id of idsOf(value)) {
        const place = optionsOf(element).findIndex((one) => String(one.value) === id);
        await field.locator('.choice input').nth(place).check();
      }
      return;
    default:
      return pick(field.locator('.picker'), labelsOf(element, value, state));
  }
}

/** Opens the menu and takes an option of it. */
export function choose({ surface, blocks, element }: Target, value: ActionValue, state: PageState): Promise<void> {
  const menus = blocks
    .filter(isRecord)
    .flatMap(elementsOf)
    .filter(({ type }) => /_select$|^overflow$/.test(String(type)));
  return pick(surface.locator('.picker').nth(menus.indexOf(element)), labelsOf(element, value, state));
}

async function pick(picker: Locator, labels: readonly string[]): Promise<void> {
  await picker.locator('[aria-haspopup=listbox]').click();
  const list = picker.getByRole('listbox');
  for (const label of labels) await list.getByText(label, { exact: true }).and(list.locator('.option-label')).click();
  // A list of several stays open, and Escape would close the form behind one that does not.
  if ((await picker.locator('[role=listbox]').getAttribute('aria-multiselectable')) === 'true')
    await list.press('Escape');
}

/** What is to be chosen, as it stands in the list. */
function labelsOf(element: Raw, value: ActionValue, state: PageState): string[] {
  return idsOf(value).map((id) => {
    const option = optionsOf(element).find((one) => String(one.value) === id);
    const person = state.people.find((one) => one.id === id);
    const channel = state.conversations.find((one) => one.id === id);
    return (option && drawnText(textOf(option.text))) ?? person?.realName ?? channel?.name ?? id;
  });
}

const idsOf = (value: ActionValue): string[] =>
  Object.values(value).flatMap((part: string | readonly string[]) => part);

const roleOf = (element: Raw): 'link' | 'button' => (element.url === undefined ? 'button' : 'link');

const labelOf = (element: Raw): string =>
  typeof element.accessibility_label === 'string' ? element.accessibility_label : drawnText(textOf(element.text));

/** With its shortcodes as emoji. */
const drawnText = (text: string): string =>
  parsePlain(text)
    .map((node) => (node.kind === 'emoji' ? node.char : 'text' in node ? node.text : ' '))
    .join('');

const textOf = (value: unknown): string => (isRecord(value) && typeof value.text === 'string' ? value.text : '');
