import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parseLine, type TerraformEvent } from '../../../infra/terraform/parse';

const recorded = (name: string): TerraformEvent[] =>
  readFileSync(join(__dirname, 'fixtures', name), 'utf8')
    .split('\n')
    .flatMap((line) => parseLine(line) ?? []);

describe('the words of a real apply', () => {
  const events = recorded('apply.jsonl');

  it('begin with the version', () => {
    expect(events[0]).toEqual({ type: 'version', version: '1.11.4' });
  });

  it('name every planned change with its action', () => {
    const planned = events.flatMap((event) => (event.type === 'planned' ? [event.change] : []));
    expect(planned).toHaveLength(8);
    expect(planned).toContainEqual({
      address: 'aws_instance.host-001',
      action: 'create',
      reason: undefined,
      importing: false,
    });
  });

  it('start, work and complete', () => {
    expect(events).toContainEqual({ type: 'started', address: 'aws_instance.host-001', action: 'create' });
    expect(events).toContainEqual({ type: 'working', address: 'aws_db_instance.db', elapsedSeconds: 10 });
    expect(events).toContainEqual({ type: 'completed', address: 'aws_db_instance.db', action: 'create' });
  });

  it('sum up the plan and the apply', () => {
    expect(events.filter((event) => event.type === 'summary')).toEqual([
      { type: 'summary', operation: 'plan', add: 8, change: 0, remove: 0 },
      { type: 'summary', operation: 'apply', add: 8, change: 0, remove: 0 },
    ]);
  });

  it('end with the outputs, which a plan announces without values', () => {
    const outputs = events.filter((event) => event.type === 'outputs');
    expect(outputs.map(({ values }) => values)).toEqual([{}, { load_balancers: ['127.1.2.3'] }]);
  });
});

describe('the words of real refusals and resumes', () => {
  const events = recorded('resume.jsonl');
  const changes = events.flatMap((event) => (event.type === 'planned' ? [event.change] : []));

  it('tell an import from a creation and a tainted resource from one that cannot be updated', () => {
    expect(changes).toContainEqual({ address: 'aws_vpc.net', action: 'import', reason: undefined, importing: true });
    expect(changes).toContainEqual({
      address: 'aws_db_instance.db',
      action: 'update',
      reason: undefined,
      importing: true,
    });
    expect(changes).toContainEqual({
      address: 'aws_instance.host-001',
      action: 'replace',
      reason: 'tainted',
      importing: false,
    });
  });

  it('name the resource an error belongs to', () => {
    const errors = events.flatMap((event) => (event.type === 'diagnostic' ? [event.diagnostic] : []));
    expect(errors).toContainEqual(expect.objectContaining({ severity: 'error', address: 'aws_instance.host-001' }));
    expect(errors).toContainEqual(
      expect.objectContaining({ summary: 'Cannot import non-existent remote object', address: undefined }),
    );
  });
});

describe('a line that is not for us', () => {
  it.each([
    '',
    '{',
    'null',
    '[]',
    '42',
    'panic: runtime error',
    '{"type":"log"}',
    '{"type":"apply_start"}',
    '{"type":"planned_change","change":7}',
  ])('is passed over: %s', (line) => {
    expect(parseLine(line)).toBeUndefined();
  });

  it('never throws, whatever it holds', () => {
    fc.assert(fc.property(fc.string(), (line) => void parseLine(line)));
  });

  it('never throws on JSON of a known type with anything in it, and yields only addresses that are text', () => {
    const type = fc.constantFrom(
      'version',
      'planned_change',
      'change_summary',
      'apply_start',
      'apply_progress',
      'apply_complete',
      'apply_errored',
      'diagnostic',
      'outputs',
    );
    const part = fc.oneof(fc.jsonValue(), fc.record({ resource: fc.jsonValue(), action: fc.jsonValue() }));
    fc.assert(
      fc.property(type, part, part, part, part, (kind, hook, change, changes, diagnostic) => {
        const event = parseLine(JSON.stringify({ type: kind, hook, change, changes, diagnostic, outputs: change }));
        if (event && 'address' in event) expect(typeof event.address).toBe('string');
      }),
    );
  });
});
