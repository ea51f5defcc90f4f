import { describe, expect, it } from '@jest/globals';
import { Printer } from '../../../local/play/printer';

function recorder() {
  const lines: string[] = [];
  let now = 0;
  const printer = new Printer(
    (line) => void lines.push(line.trim()),
    () => now,
  );
  return { lines, printer, pass: (seconds: number) => void (now += seconds * 1000) };
}

describe('printing a play', () => {
  it('holds edits back until the next line of the play, and then shows only what changed', () => {
    const { lines, printer, pass } = recorder();
    printer.message('m', '#crew · Usher', 'Deploying nov\n0 of 9 ready');
    pass(3);
    printer.message('m', '#crew · Usher', 'Deploying nov\n4 of 9 ready');
    pass(3);
    printer.message('m', '#crew · Usher', 'Deploying nov\n8 of 9 ready');
    expect(lines).toEqual(['0:00   #crew · Usher', 'Deploying nov', '0 of 9 ready']);
    printer.step('@grace > hi');
    expect(lines.slice(3)).toEqual(['0:06   #crew · Usher (edited)', '8 of 9 ready', '0:06 ▸ @grace > hi']);
  });

  it('shows edits every twenty seconds while nothing else happens', () => {
    const { lines, printer, pass } = recorder();
    printer.message('m', 'DM', 'a');
    for (let edit = 1; edit <= 15; edit += 1) {
      pass(3);
      printer.message('m', 'DM', `edit ${edit}`);
    }
    expect(lines.filter((line) => line.startsWith('edit'))).toEqual(['edit 7', 'edit 14']);
  });

  it('prints nothing for an edit that changes nothing to read', () => {
    const { lines, printer } = recorder();
    printer.message('m', 'DM', 'a');
    printer.message('m', 'DM', 'a');
    printer.flush();
    expect(lines).toHaveLength(2);
  });
});
