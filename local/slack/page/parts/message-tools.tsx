import type { PageMessage } from '../../protocol';
import { fromSlack } from '../model/unescape';
import { usePage } from '../page-context';
import { Icon } from './icon';

interface MessageToolsProps {
  readonly message: PageMessage;
  readonly inThread: boolean;
  readonly edit: () => void;
}

/** What appears beside a message under the pointer or the focus. */
export function MessageTools({ message, inThread, edit }: MessageToolsProps) {
  const page = usePage();
  const copy = () =>
    void navigator.clipboard.writeText(fromSlack(message.text, page.state)).then(
      () => page.say('Copied the message'),
      () => page.say('The browser did not allow copying'),
    );
  return (
    <div class="tools" role="group" aria-label="Message actions">
      {!inThread && (
        <button
          type="button"
          class="icon-button"
          aria-label="Reply in thread"
          title="Reply in thread"
          onClick={() => page.go({ thread: message.ts })}
        >
          <Icon name="reply" />
        </button>
      )}
      {message.user === page.state.me && (
        <button type="button" class="icon-button" aria-label="Edit message" title="Edit message" onClick={edit}>
          <Icon name="edit" />
        </button>
      )}
      <button type="button" class="icon-button" aria-label="Copy text" title="Copy text" onClick={copy}>
        <Icon name="copy" />
      </button>
    </div>
  );
}
