import type { Toast } from '../use-dialogs';
import { Icon } from './icon';

export function Toasts({ toasts, remove }: { toasts: readonly Toast[]; remove: (id: number) => void }) {
  return (
    <div class="toasts" role="status" aria-live="polite">
      {toasts.map((toast) => (
        <div key={toast.id} class={toast.wrong ? 'toast toast-wrong' : 'toast'}>
          <span>{toast.text}</span>
          <button type="button" class="icon-button" aria-label="Dismiss" onClick={() => remove(toast.id)}>
            <Icon name="close" />
          </button>
        </div>
      ))}
    </div>
  );
}
