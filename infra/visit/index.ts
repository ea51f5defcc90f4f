import type { AppSpec } from '../../workshop/apps';
import type { LogIn, Visitor } from '../../workshop/ports/visitor';
import type { LocalPorts } from '../connect';
import { logInToAirflow } from './airflow';
import { openBrowser, Trouble, type Browser } from './browser';
import { logInToJupyter } from './jupyter';

/** Visits apps over HTTP. Those it does not know how to log in to are asked whether they answer. */
export function createVisitor({ localPorts }: { readonly localPorts?: LocalPorts | undefined } = {}): Visitor {
  return {
    async logIn(app, door, words, signal) {
      const browser = openBrowser(door, localPorts);
      try {
        switch (app.login) {
          case 'jupyter':
            return await logInToJupyter(browser, words.password, signal);
          case 'airflow':
            return await logInToAirflow(browser, words, signal);
          default:
            return await look(app, browser, signal);
        }
      } catch (error) {
        return { kind: 'failed', why: error instanceof Trouble ? error.message : 'answered something unexpected' };
      }
    },
  };
}

async function look({ healthPath }: AppSpec, browser: Browser, signal: AbortSignal): Promise<LogIn> {
  const ask = async (until: AbortSignal): Promise<string | undefined> => {
    const { status } = await browser.ask(healthPath, until);
    return status === 200 ? undefined : `answered ${status}`;
  };
  const trouble = await ask(signal);
  if (trouble !== undefined) return { kind: 'failed', why: trouble };
  return {
    kind: 'in',
    visit: {
      socket: undefined,
      ask: (until) => ask(until).catch((error: unknown) => (error as Error).message),
      leave: () => Promise.resolve(),
    },
  };
}
