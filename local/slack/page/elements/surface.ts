import type { ConfirmationDialog } from '@slack/types';
import { createContext } from 'preact';
import { useContext, useState } from 'preact/hooks';
import type { ActionValue, PersonAction } from '../../protocol';
import type { Interactive } from '../model/elements';
import { initialValue, type Values } from '../model/form';
import { usePage } from '../page-context';

/** Where elements stand: a message, a modal or the Home tab. */
export type Where = Extract<PersonAction, { type: 'act' }>['where'];

/** What an element needs of the surface it stands on. */
export interface Surface {
  readonly valueOf: (place: Place, element: Interactive) => ActionValue | undefined;
  /** Keeps what was entered. */
  readonly enter: (place: Place, value: ActionValue) => void;
  /** Tells the app, after asking back where the element wants it. */
  readonly act: (place: Place, value: ActionValue, confirm?: ConfirmationDialog) => Promise<boolean>;
  /** Whether the app was asked and has not answered. */
  readonly busy: (place: Place) => boolean;
}

export interface Place {
  readonly blockId: string;
  readonly actionId: string;
  /** Whether a change is told to the app at once, or waits for the form to be submitted. */
  readonly immediate: boolean;
}

export const SurfaceContext = createContext<Surface | undefined>(undefined);

export function useSurfaceOfElement(): Surface {
  const surface = useContext(SurfaceContext);
  if (!surface) throw new Error('an element outside of any surface');
  return surface;
}

/** Changes to `entered` are made by a function, since two may happen before the next drawing. */
export type EnterValues = (change: (values: Values) => Values) => void;

export function useSurface(where: Where, entered: Values, setEntered: EnterValues): Surface {
  const page = usePage();
  const [pending, setPending] = useState<readonly string[]>([]);
  const keyOf = (place: Place) => `${place.blockId} ${place.actionId}`;
  return {
    valueOf: (place, element) => entered[place.blockId]?.[place.actionId] ?? initialValue(element),
    enter: ({ blockId, actionId }, value) =>
      setEntered((values) => ({ ...values, [blockId]: { ...values[blockId], [actionId]: value } })),
    busy: (place) => pending.includes(keyOf(place)),
    act: async (place, value, confirm) => {
      if (pending.includes(keyOf(place))) return false;
      if (confirm && !(await page.confirm(confirm))) return false;
      setPending((keys) => [...keys, keyOf(place)]);
      const { blockId, actionId } = place;
      const answered = await page.act({ type: 'act', where, blockId, actionId, value });
      setPending((keys) => keys.filter((key) => key !== keyOf(place)));
      return answered;
    },
  };
}
