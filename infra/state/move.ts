import { ProblemError, type Problem } from '../../workshop/problems';
import { isSame, versionOf } from './document';
import type { FilesPlace } from './files';
import { asideEnding, type StatePlace } from './place';

/** What became of one stack's state. */
export interface Moved {
  readonly stack: string;
  /** `copied`; `known`: an interrupted move had copied it; `empty`: nothing hangs on it, so that it was only put aside. */
  readonly how: 'copied' | 'known' | 'empty';
  readonly serial: number;
  /** Where the old copy is. */
  readonly aside: string;
}

export interface Places {
  readonly files: FilesPlace;
  readonly s3: StatePlace;
}

/**
 * Moves every state of a workshop (`nov-ab12cd`), all of its stacks held in both places meanwhile; throws ProblemError where
 * one is held by somebody else or the other place has a state that is not an older version of it. May be repeated after
 * an interruption: a state is put aside only once its copy has been read back.
 */
export async function moveStates(places: Places, towards: StatePlace['kind'], workshop: string): Promise<Moved[]> {
  const { [towards]: to, [towards === 's3' ? 'files' : 's3']: from } = places;
  const stacks = await from.stacks(workshop);
  const held: (() => Promise<void>)[] = [];
  try {
    for (const stack of stacks) {
      held.push(await from.hold(workshop, stack));
      held.push(await to.hold(workshop, stack));
    }
    const moved: Moved[] = [];
    for (const stack of stacks) moved.push(await moveOne(from, to, workshop, stack));
    await places.files.forgetInit(workshop);
    return moved;
  } finally {
    for (const release of held.reverse()) await release();
  }
}

async function moveOne(from: StatePlace, to: StatePlace, workshop: string, stack: string): Promise<Moved> {
  const body = await from.read(workshop, stack);
  if (!body) throw new Error(`the state of ${stack} went away while it was being moved`);
  const version = versionOf(body);
  let how: Moved['how'] = 'empty';
  if (!version.empty) {
    const there = await to.read(workshop, stack);
    const known = there && versionOf(there);
    how = known && isSame(known, version) ? 'known' : 'copied';
    if (known && (known.lineage !== version.lineage || known.serial > version.serial)) {
      throw new ProblemError(conflict(stack, from, to));
    }
    if (how === 'copied') await to.write(workshop, stack, body);
    const copy = await to.read(workshop, stack);
    if (!copy || !isSame(versionOf(copy), version)) throw new ProblemError(notVerified(stack, to));
  }
  const aside = await from.setAside(workshop, stack, asideEnding(to.kind, new Date()));
  return { stack, how, serial: version.serial, aside };
}

const conflict = (stack: string, from: StatePlace, to: StatePlace): Problem => ({
  kind: 'exists',
  summary: `${to.words} already has a state of ${stack} that is newer than, or has nothing to do with, the one in ${from.words}.`,
  next: `Look at both, put the wrong one aside under another name, and move again; ${stack} was left as it is.`,
});

const notVerified = (stack: string, to: StatePlace): Problem => ({
  kind: 'unknown',
  summary: `The copy of ${stack} in ${to.words} does not read back as it was written.`,
  next: 'Nothing was put aside: move again.',
});
