import type { Context } from '../context';
import type { Operation } from '../operation';
import type { Pause } from './patience';

/** A pause of an operation that everybody who shows it can see. */
export const pauseOf = (context: Pick<Context, 'store' | 'changed'>, { id, workshopId }: Operation): Pause => {
  const set = async (problem: Parameters<Pause['begins']>[0] | undefined): Promise<void> => {
    await context.store.operations.setPaused(id, problem);
    context.changed(workshopId, id);
  };
  return { begins: set, ends: () => set(undefined) };
};
