import { isRecord, type Raw, type Report } from './report';

type ElementCheck = (element: Raw, at: string, report: Report) => void;

const placeholder: ElementCheck = (element, at, report) =>
  report.textObject(element.placeholder, `${at}/placeholder`, 150, { required: false });

function option(value: unknown, at: string, report: Report, plain: boolean): void {
  if (!isRecord(value)) return report.add(at, 'must be an object');
  report.textObject(value.text, `${at}/text`, 75, { plain });
  report.text(value.value, `${at}/value`, 150, true);
  report.textObject(value.description, `${at}/description`, 75, { plain, required: false });
}

function options(element: Raw, at: string, report: Report, least: number, most: number, plain = true): void {
  report
    .list(element.options, `${at}/options`, least, most)
    .forEach((entry, index) => option(entry, `${at}/options/${index}`, report, plain));
}

const menu: ElementCheck = (element, at, report) => {
  placeholder(element, at, report);
  if (element.option_groups === undefined) options(element, at, report, 1, 100);
  else {
    report.list(element.option_groups, `${at}/option_groups`, 1, 100).forEach((group, index) => {
      const where = `${at}/option_groups/${index}`;
      if (!isRecord(group)) return report.add(where, 'must be an object');
      report.textObject(group.label, `${where}/label`, 75);
      options(group, where, report, 1, 100);
    });
  }
  const chosen = element.initial_option;
  if (isRecord(chosen) && !optionsOf(element).some((entry) => entry.value === chosen.value)) {
    report.add(`${at}/initial_option`, 'must be one of the provided options');
  }
};

const textInput: ElementCheck = (element, at, report) => {
  placeholder(element, at, report);
  const { min_length: least, max_length: most } = element;
  if (typeof least === 'number' && (least < 0 || least > 3000))
    report.add(`${at}/min_length`, 'must be between 0 and 3000');
  if (typeof most === 'number' && (most < 1 || most > 3000))
    report.add(`${at}/max_length`, 'must be between 1 and 3000');
  report.text(element.initial_value, `${at}/initial_value`, typeof most === 'number' ? most : 3000);
};

const button: ElementCheck = (element, at, report) => {
  report.textObject(element.text, `${at}/text`, 75);
  report.text(element.value, `${at}/value`, 2000);
  report.text(element.url, `${at}/url`, 3000);
  report.text(element.accessibility_label, `${at}/accessibility_label`, 75);
  if (element.style !== undefined && element.style !== 'primary' && element.style !== 'danger') {
    report.add(`${at}/style`, 'must be one of primary, danger');
  }
};

const fileInput: ElementCheck = (element, at, report) => {
  const { max_files: most, filetypes } = element;
  if (most !== undefined && !(Number.isInteger(most) && Number(most) >= 1 && Number(most) <= 10))
    report.add(`${at}/max_files`, 'must be between 1 and 10');
  if (filetypes !== undefined)
    report
      .list(filetypes, `${at}/filetypes`, 1, 100)
      .forEach((type, index) => report.text(type, `${at}/filetypes/${index}`, 20, true));
};

/** A file in Slack, by its id or by its address. */
function slackFile(value: unknown, at: string, report: Report): void {
  if (!isRecord(value)) return report.add(at, 'must be an object');
  if ((value.id === undefined) === (value.url === undefined)) report.add(at, 'exactly one of id and url required');
  report.text(value.id ?? value.url, at, 3000, true);
}

const image: ElementCheck = (element, at, report) => {
  report.text(element.image_url, `${at}/image_url`, 3000, element.slack_file === undefined);
  if (element.slack_file !== undefined) slackFile(element.slack_file, `${at}/slack_file`, report);
  if (element.slack_file !== undefined && element.image_url !== undefined)
    report.add(at, 'only one of image_url and slack_file allowed');
  report.text(element.alt_text, `${at}/alt_text`, 2000, true);
};

/** Elements that call back, with what Slack checks of each. */
const INTERACTIVE: Readonly<Record<string, ElementCheck>> = {
  button,
  static_select: menu,
  multi_static_select: menu,
  users_select: placeholder,
  multi_users_select: placeholder,
  conversations_select: placeholder,
  multi_conversations_select: placeholder,
  channels_select: placeholder,
  multi_channels_select: placeholder,
  external_select: placeholder,
  multi_external_select: placeholder,
  overflow: (element, at, report) => options(element, at, report, 1, 5),
  checkboxes: (element, at, report) => options(element, at, report, 1, 10, false),
  radio_buttons: (element, at, report) => options(element, at, report, 1, 10, false),
  datepicker: placeholder,
  timepicker: placeholder,
  datetimepicker: () => undefined,
  plain_text_input: textInput,
  number_input: placeholder,
  email_text_input: placeholder,
  url_text_input: placeholder,
  rich_text_input: placeholder,
  file_input: fileInput,
  workflow_button: button,
  icon_button: () => undefined,
  feedback_buttons: () => undefined,
};

const INPUT_ONLY = ['plain_text_input', 'number_input', 'email_text_input', 'url_text_input', 'file_input'];
const NOT_IN_INPUT = ['button', 'overflow', 'workflow_button', 'icon_button', 'feedback_buttons'];

/** Every option of a menu, in groups or not. */
export function optionsOf(element: Raw): readonly Raw[] {
  const groups = Array.isArray(element.option_groups) ? element.option_groups.filter(isRecord) : [element];
  return groups.flatMap((group) => (Array.isArray(group.options) ? group.options.filter(isRecord) : []));
}

/** Checks one element inside a block of the given type. */
export function checkElement(value: unknown, at: string, block: string, report: Report): void {
  if (!isRecord(value)) return report.add(at, 'must be an object');
  const type = String(value.type);
  if (type === 'image' && block === 'section') return image(value, at, report);
  const check = INTERACTIVE[type];
  const misplaced = block === 'input' ? NOT_IN_INPUT.includes(type) : INPUT_ONLY.includes(type);
  if (!check || misplaced) return report.add(`${at}/type`, `unsupported type: ${type}`);
  report.text(value.action_id, `${at}/action_id`, 255);
  check(value, at, report);
  confirmDialog(value.confirm, `${at}/confirm`, report);
}

function confirmDialog(value: unknown, at: string, report: Report): void {
  if (value === undefined) return;
  if (!isRecord(value)) return report.add(at, 'must be an object');
  report.textObject(value.title, `${at}/title`, 100);
  report.textObject(value.text, `${at}/text`, 300, { plain: false });
  report.textObject(value.confirm, `${at}/confirm`, 30);
  report.textObject(value.deny, `${at}/deny`, 30);
}

export { image as checkImage };
