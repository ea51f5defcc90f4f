import type { Context } from '../context';
import type { Workshop } from '../workshop';

/** Which workshop is meant: the one named, else those bound to the channel, else all that live. */
export async function findWorkshop(
  context: Context,
  name: string | undefined,
  channel: string,
): Promise<{ found: Workshop } | { several: Workshop[] } | { none: true }> {
  const { workshops } = context.store;
  if (name !== undefined) {
    const found = await workshops.byName(name);
    return found ? { found } : { none: true };
  }
  const living = await workshops.list();
  const here = living.filter((workshop) => workshop.crewChannel === channel || workshop.room === channel);
  const fitting = here.length > 0 ? here : living;
  const [only, ...others] = fitting;
  if (only === undefined) return { none: true };
  return others.length === 0 ? { found: only } : { several: fitting };
}

/** The newest workshop of this name, living or past. */
export async function recallWorkshop({ store }: Context, name: string): Promise<Workshop | undefined> {
  return (await store.workshops.list({ past: true })).find(({ spec }) => spec.name === name);
}
