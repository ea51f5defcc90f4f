import type { ConfirmationDialog } from '@slack/types';
import { useCallback, useRef, useState } from 'preact/hooks';

export interface Toast {
  readonly id: number;
  readonly text: string;
  readonly wrong: boolean;
}

export interface Question {
  readonly dialog: ConfirmationDialog;
  readonly answer: (yes: boolean) => void;
}

const toastMs = 6_000;

/** Short notices in the corner; they go by themselves. */
export function useToasts() {
  const [toasts, setToasts] = useState<readonly Toast[]>([]);
  const last = useRef(0);
  const remove = useCallback((id: number) => setToasts((all) => all.filter((toast) => toast.id !== id)), []);
  const show = useCallback((text: string, wrong = false) => {
    const id = ++last.current;
    setToasts((all) => [...all.filter((toast) => toast.text !== text).slice(-2), { id, text, wrong }]);
    setTimeout(() => remove(id), toastMs);
  }, []);
  return { toasts, show, remove };
}

/** One question at a time, answered by yes or no. */
export function useQuestion() {
  const [question, setQuestion] = useState<Question | undefined>(undefined);
  const ask = useCallback(
    (dialog: ConfirmationDialog) =>
      new Promise<boolean>((resolve) =>
        setQuestion({
          dialog,
          answer: (yes) => {
            setQuestion(undefined);
            resolve(yes);
          },
        }),
      ),
    [],
  );
  return { question, ask };
}
