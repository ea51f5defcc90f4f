import { parsePlain } from '../text/inline';
import type { Question } from '../use-dialogs';
import { Dialog } from './dialog';
import { InlineText } from './inline';
import { Text } from './rich';

/** Asks back before an element acts, as its `confirm` object words it. */
export function Confirm({ question: { dialog, answer } }: { question: Question }) {
  const text = (words: string) => <InlineText nodes={parsePlain(words)} />;
  return (
    <Dialog
      class="dialog-small"
      title={text(dialog.title?.text ?? 'Are you sure?')}
      close={() => answer(false)}
      submit={() => answer(true)}
      footer={
        <>
          <button type="button" class="button" onClick={() => answer(false)}>
            {text(dialog.deny?.text ?? 'Cancel')}
          </button>
          <button type="submit" class={`button button-${dialog.style ?? 'primary'}`}>
            {text(dialog.confirm?.text ?? 'Yes')}
          </button>
        </>
      }
    >
      <div class="rich">
        <Text text={dialog.text} />
      </div>
    </Dialog>
  );
}
