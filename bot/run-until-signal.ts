import type { Log } from '../handlers';
import { ProblemError } from '../workshop/problems';
import { showAlive } from './alive';
import { ConfigError } from './config';

/** A program that runs until it is asked to end. */
export interface Program {
  start(): Promise<void>;
  /** Lets running work end gracefully and closes everything. */
  stop(): Promise<void>;
}

/**
 * Makes and starts a program and ends the process with it: on a signal in order, on what goes wrong with a clear line and code 1.
 * `lost` ends it from within.
 */
export function runUntilSignal(
  make: (log: Log, lost: (problem: ProblemError) => void) => Promise<Program>,
  log: Log,
): void {
  let program: Program | undefined;
  let ending = false;
  const end = (code: number): void => {
    if (ending) return;
    ending = true;
    log.info('stopping: running work ends gracefully and is resumed at the next start');
    Promise.resolve(program?.stop()).then(
      () => process.exit(code),
      (error: unknown) => {
        log.error(`could not stop in order: ${String(error)}`);
        process.exit(1);
      },
    );
  };
  const lost = (problem: ProblemError): void => {
    log.error(problem.message);
    end(1);
  };
  process.on('unhandledRejection', (reason) =>
    log.error(`unhandled: ${reason instanceof Error ? reason.stack : String(reason)}`),
  );

  async function run(): Promise<void> {
    program = await make(log, lost);
    // npm, a terminal and a supervisor may each send one: a repeated signal is not impatience.
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => end(0));
    try {
      await program.start();
      showAlive(process.env['USHER_ALIVE_FILE']);
    } catch (error) {
      await program.stop().catch(() => undefined);
      throw error;
    }
  }

  run().catch((error: unknown) => {
    const known = error instanceof ConfigError || error instanceof ProblemError;
    process.stderr.write(`${known ? error.message : error instanceof Error ? error.stack : String(error)}\n`);
    process.exit(1);
  });
}
