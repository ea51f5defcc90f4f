import { playRound } from './rounds';
import { planOf } from './kills';
import { connected } from './organiser';
import { startStand } from './stand';

export interface FaultRun {
  readonly seed: number;
  readonly kills: number;
  readonly terraform: boolean;
  readonly seats?: number;
}

const MOST_ROUNDS = 100;

/** Plays workshop after workshop until bots were killed so many times; rejects with the seed and what happened last. */
export async function runFaults({
  seed,
  kills,
  terraform,
  seats = 3,
}: FaultRun): Promise<{ kills: number; rounds: number }> {
  const plan = planOf(seed);
  const names = Array.from({ length: MOST_ROUNDS }, (_, index) => `w${index + 1}`);
  const file = (name: string): string => `name: ${name}\nseats: ${seats}\nbatch: 1\napps: [jupyter]\n`;
  const stand = await startStand({
    terraform,
    files: Object.fromEntries(names.map((name) => [`${name}.yml`, file(name)])),
  });
  let rounds = 0;
  try {
    stand.start();
    await connected(stand);
    for (const name of names) {
      await playRound({ stand, plan, name, seats, terraform, left: () => kills - stand.kills.length });
      rounds += 1;
      if (stand.kills.length >= kills) break;
    }
    await stand.stop();
    return { kills: stand.kills.length, rounds };
  } catch (error) {
    throw new Error(
      `USHER_FAULT_SEED=${seed} after ${stand.kills.length} kills: ${(error as Error).message}\n${stand.lines.join('\n')}`,
      { cause: error },
    );
  } finally {
    await stand.clear();
  }
}

/** The seed to run again, or one that was never run. */
export const seedOfRun = (): number => Number(process.env['USHER_FAULT_SEED'] ?? Math.floor(Math.random() * 2 ** 31));
