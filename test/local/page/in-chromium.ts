import { describe } from '@jest/globals';
import { findChromium } from './chromium';

/** `describe` for what a Chromium of this machine does; where there is none a skip that says what to install, and under CI a failure. */
export function describeInChromium(name: string, body: (executable: string) => void): void {
  const executable = findChromium();
  if (executable !== undefined) return describe(name, () => body(executable));
  const missing = 'install Chromium or Chrome, or name one in CHROMIUM';
  if (process.env['CI']) throw new Error(`${name}: ${missing}.`);
  describe.skip(`${name} (skipped: ${missing})`, () => body(''));
}
