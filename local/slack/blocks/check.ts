import { checkElement, checkImage } from './elements';
import { isRecord, Report, type BlockProblem, type Raw } from './report';

export type Surface = 'message' | 'modal' | 'home';

type BlockCheck = (block: Raw, at: string, report: Report) => void;

const CHECKED: Readonly<Record<string, BlockCheck>> = {
  section: (block, at, report) => {
    if (block.text === undefined && block.fields === undefined)
      report.add(at, 'missing required field: text or fields');
    report.textObject(block.text, `${at}/text`, 3000, { plain: false, required: false });
    if (block.fields !== undefined) {
      report
        .list(block.fields, `${at}/fields`, 1, 10)
        .forEach((field, index) => report.textObject(field, `${at}/fields/${index}`, 2000, { plain: false }));
    }
    if (block.accessory !== undefined) checkElement(block.accessory, `${at}/accessory`, 'section', report);
  },
  header: (block, at, report) => report.textObject(block.text, `${at}/text`, 150),
  divider: () => undefined,
  context: (block, at, report) =>
    report.list(block.elements, `${at}/elements`, 1, 10).forEach((entry, index) => {
      const where = `${at}/elements/${index}`;
      if (isRecord(entry) && entry.type === 'image') checkImage(entry, where, report);
      else report.textObject(entry, where, 2000, { plain: false });
    }),
  actions: (block, at, report) => {
    const seen = new Set<unknown>();
    report.list(block.elements, `${at}/elements`, 1, 25).forEach((entry, index) => {
      const where = `${at}/elements/${index}`;
      checkElement(entry, where, 'actions', report);
      const id = isRecord(entry) ? entry.action_id : undefined;
      if (id !== undefined && seen.has(id))
        report.add(`${where}/action_id`, `${String(id)} already exists in the block`);
      seen.add(id);
    });
  },
  input: (block, at, report) => {
    report.textObject(block.label, `${at}/label`, 2000);
    report.textObject(block.hint, `${at}/hint`, 2000, { required: false });
    checkElement(block.element, `${at}/element`, 'input', report);
  },
  image: (block, at, report) => {
    checkImage(block, at, report);
    report.textObject(block.title, `${at}/title`, 2000, { required: false });
  },
  markdown: (block, at, report) => report.text(block.text, `${at}/text`, 12_000, true),
  rich_text: (block, at, report) => void report.list(block.elements, `${at}/elements`, 0, 1000),
  table: (block, at, report) =>
    report
      .list(block.rows, `${at}/rows`, 1, 100)
      .forEach((row, index) => void report.list(row, `${at}/rows/${index}`, 1, 20)),
};

const MESSAGE_ONLY = [
  'table',
  'markdown',
  'plan',
  'task_card',
  'context_actions',
  'data_visualization',
  'card',
  'carousel',
];
/** Blocks Slack knows and whose insides are not checked here. */
const UNCHECKED = ['video', 'file', 'call', 'alert', 'container', 'data_table'];
const MOST_BLOCKS = { message: 50, modal: 100, home: 100 } as const;

/** What Slack would refuse about these blocks; empty when it would take them. */
export function checkBlocks(blocks: unknown, surface: Surface): readonly BlockProblem[] {
  const report = new Report();
  const ids = new Set<string>();
  report.list(blocks, '/blocks', 0, MOST_BLOCKS[surface]).forEach((block, index) => {
    const at = `/blocks/${index}`;
    if (!isRecord(block)) return report.add(at, 'must be an object');
    const type = String(block.type);
    const check = CHECKED[type];
    const elsewhere = surface !== 'message' && MESSAGE_ONLY.includes(type);
    if (elsewhere || (!check && !UNCHECKED.includes(type) && !MESSAGE_ONLY.includes(type))) {
      return report.add(`${at}/type`, `unsupported type: ${type}`);
    }
    report.text(block.block_id, `${at}/block_id`, 255);
    if (typeof block.block_id === 'string') {
      if (ids.has(block.block_id)) report.add(`${at}/block_id`, `${block.block_id} already exists`);
      ids.add(block.block_id);
    }
    check?.(block, at, report);
  });
  const tables = Array.isArray(blocks) ? blocks.filter((block) => isRecord(block) && block.type === 'table').length : 0;
  if (tables > 1) report.add('/blocks', 'only one table block allowed');
  return report.problems;
}

/** What Slack would refuse about a modal or Home tab, blocks included. */
export function checkView(view: Raw): readonly BlockProblem[] {
  const report = new Report();
  const modal = view.type === 'modal';
  if (!modal && view.type !== 'home') report.add('/view/type', 'must be one of modal, home');
  if (modal) {
    report.textObject(view.title, '/view/title', 24);
    report.textObject(view.submit, '/view/submit', 24, { required: false });
    report.textObject(view.close, '/view/close', 24, { required: false });
    const asks = Array.isArray(view.blocks) && view.blocks.some((block) => isRecord(block) && block.type === 'input');
    if (asks && view.submit === undefined) report.add('/view/submit', 'missing required field');
  }
  report.text(view.callback_id, '/view/callback_id', 255);
  report.text(view.private_metadata, '/view/private_metadata', 3000);
  report.text(view.external_id, '/view/external_id', 255);
  const blocks = checkBlocks(view.blocks, modal ? 'modal' : 'home');
  return [...report.problems, ...blocks.map((problem) => ({ ...problem, pointer: `/view${problem.pointer}` }))];
}
