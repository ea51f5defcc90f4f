import type { KnownBlock, ModalView } from '@slack/types';
import { useEffect, useState } from 'preact/hooks';
import { Blocks } from '../blocks/blocks';
import { useSurface, type EnterValues } from '../elements/surface';
import { blockIdOf } from '../model/elements';
import { refusals, submission, type Values } from '../model/form';
import { usePage } from '../page-context';
import type { OpenView } from '../../protocol';
import { parsePlain } from '../text/inline';
import { Dialog } from './dialog';
import { InlineText } from './inline';

/** The modal on top of the stack. What was typed into those below is kept until the stack is gone. */
export function Modals({ inert }: { inert: boolean }) {
  const { view } = usePage().state;
  const [entered, setEntered] = useState<Readonly<Record<string, Values>>>({});
  useEffect(() => {
    if (view === undefined) setEntered({});
  }, [view]);
  if (view?.view.type !== 'modal') return null;
  const { id } = view;
  return (
    <Modal
      key={id}
      open={view}
      view={view.view}
      inert={inert}
      entered={entered[id] ?? {}}
      enter={(change) => setEntered((all) => ({ ...all, [id]: change(all[id] ?? {}) }))}
    />
  );
}

interface ModalProps {
  readonly open: OpenView;
  readonly view: ModalView;
  readonly inert: boolean;
  readonly entered: Values;
  readonly enter: EnterValues;
}

function Modal({ open, view, inert, entered, enter }: ModalProps) {
  const page = usePage();
  const blocks = view.blocks as readonly KnownBlock[];
  const [errors, setErrors] = useState(open.errors);
  const [sending, setSending] = useState(false);
  const surface = useSurface({ viewId: open.id }, entered, (change) =>
    enter((before) => {
      const after = change(before);
      setErrors((all) => Object.fromEntries(Object.entries(all).filter(([block]) => before[block] === after[block])));
      return after;
    }),
  );
  useEffect(() => setErrors(open.errors), [open.errors]);
  useEffect(() => {
    const wrong = blocks.map(blockIdOf).find((blockId) => errors[blockId] !== undefined);
    if (wrong === undefined) return;
    const field = document.querySelector<HTMLElement>(`[data-block=${CSS.escape(wrong)}] :is(input, textarea, button)`);
    field?.focus();
    field?.scrollIntoView({ block: 'nearest' });
  }, [errors]);

  const submit = async () => {
    if (sending || !view.submit) return;
    const values = submission(blocks, entered);
    const refused = refusals(blocks, values);
    setErrors(refused);
    if (Object.keys(refused).length > 0) return;
    setSending(true);
    await page.act({ type: 'submit', viewId: open.id, values });
    setSending(false);
  };
  const close = () => void page.act({ type: 'close-view', viewId: open.id });
  return (
    <Dialog
      class="modal"
      keep
      title={<InlineText nodes={parsePlain(view.title.text)} />}
      close={close}
      submit={() => void submit()}
      inert={inert}
      footer={
        <>
          <span class="modal-app">{page.state.bot.name}</span>
          <button type="button" class="button" onClick={close}>
            <InlineText nodes={parsePlain(view.close?.text ?? (view.submit ? 'Cancel' : 'Close'))} />
          </button>
          {view.submit && (
            <button type="submit" class="button button-primary" aria-busy={sending}>
              <InlineText nodes={parsePlain(view.submit.text)} />
            </button>
          )}
        </>
      }
    >
      <Blocks blocks={blocks} surface={surface} errors={errors} />
    </Dialog>
  );
}
