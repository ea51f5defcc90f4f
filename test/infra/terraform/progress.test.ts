import { describe, expect, it } from '@jest/globals';
import { parseLine } from '../../../infra/terraform/parse';
import { Progress } from '../../../infra/terraform/progress';
import type { StackEvent } from '../../../workshop/ports/provisioner';

const TARGETS = 'aws_lb_target_group.jupyter-001';
const SERVICE = 'aws_ecs_service.jupyter-001';

/** A plan of these, and what is told of the lines Terraform then writes. */
function told(actions: Readonly<Record<string, string>>, lines: readonly object[]): StackEvent[] {
  const progress = new Progress();
  const changes = Object.entries(actions).map(([address, action]) => ({
    address,
    action,
    reason: undefined,
    importing: false,
  }));
  progress.planned(changes);
  return lines.flatMap((line) => {
    const event = parseLine(JSON.stringify(line));
    return event ? [...progress.events(event)] : [];
  });
}

const working = (addr: string, seconds: number) => ({
  type: 'apply_progress',
  hook: { resource: { addr }, action: 'create', elapsed_seconds: seconds },
});
const completed = (addr: string) => ({ type: 'apply_complete', hook: { resource: { addr }, action: 'create' } });
const slow = { type: 'waiting', reason: expect.stringContaining('slow down') };

describe('what is told of an apply', () => {
  it('says that AWS holds back what should be quick, once until something is done', () => {
    const events = told({ [TARGETS]: 'create', [SERVICE]: 'create' }, [
      working(TARGETS, 20),
      working(TARGETS, 30),
      working(SERVICE, 30),
      working(TARGETS, 40),
      completed(TARGETS),
      working(SERVICE, 50),
    ]);
    expect(events).toEqual([slow, expect.objectContaining({ type: 'progress', address: TARGETS }), slow]);
  });

  it('keeps quiet about what takes its time anyway: load balancers, databases, and services that drain', () => {
    const events = told({ 'aws_lb.lb01': 'create', 'aws_db_instance.server': 'create', [SERVICE]: 'delete' }, [
      working('aws_lb.lb01', 120),
      working('aws_db_instance.server', 300),
      working(SERVICE, 60),
    ]);
    expect(events).toEqual([]);
  });
});
