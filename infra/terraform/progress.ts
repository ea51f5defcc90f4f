import type { StackEvent } from '../../workshop/ports/provisioner';
import { seatOfAddress } from '../names';
import type { PlannedChange, TerraformEvent } from './parse';

const WORK = new Set(['create', 'update', 'delete', 'replace']);

/** AWS makes these in a second or two: where one takes this long, its calls are being refused and tried again. */
const QUICK =
  /^aws_(lb_target_group|lb_listener|lb_listener_rule|ecs_task_definition|ecs_service|secretsmanager_\w+|cloudwatch_log_group)\./;
const LONG_SECONDS = 30;
const HELD_BACK = 'AWS answers slowly, most likely because it asks to slow down; calls are tried again by themselves';

/** Address of the marker that completes when the part of `network` that `database` needs exists. */
export const FOUNDATION = 'terraform_data.foundation';

export const seatPart = (address: string): { readonly seat?: number } => {
  const seat = seatOfAddress(address);
  return seat === undefined ? {} : { seat };
};

/** Counts the resources of one stack over several plans and applies, and tells what people want to know of them. */
export class Progress {
  private done = 0;
  private pending = new Map<string, string>();
  private foundation = false;
  private heldBack = false;

  /** A new plan: what an earlier one finished stays finished. */
  planned(changes: readonly PlannedChange[]): StackEvent {
    this.pending = new Map(
      changes.filter(({ action }) => WORK.has(action)).map(({ address, action }) => [address, action]),
    );
    return { type: 'planned', total: this.total };
  }

  *events(event: TerraformEvent): Generator<StackEvent> {
    if (event.type === 'working') yield* this.patience(event.address, event.elapsedSeconds);
    if (event.type !== 'completed') return;
    if (event.address === FOUNDATION && event.action !== 'delete') yield* this.foundationIsThere();
    const planned = this.pending.get(event.address);
    // A replacement completes twice: first the old one is gone.
    if (planned === undefined || (planned === 'replace' && event.action === 'delete')) return;
    const { total } = this;
    this.pending.delete(event.address);
    this.done += 1;
    this.heldBack = false;
    yield { type: 'progress', done: this.done, total, address: event.address, ...seatPart(event.address) };
  }

  /** Said once, whether it was made now or by an earlier run. */
  *foundationIsThere(): Generator<StackEvent> {
    if (!this.foundation) yield { type: 'foundation' };
    this.foundation = true;
  }

  /** Says once between two resources that what should be quick is not: Terraform keeps to itself that it is throttled. */
  private *patience(address: string, seconds: number): Generator<StackEvent> {
    const created = this.pending.get(address) === 'create';
    if (this.heldBack || !created || seconds < LONG_SECONDS || !QUICK.test(address)) return;
    this.heldBack = true;
    yield { type: 'waiting', reason: HELD_BACK };
  }

  private get total(): number {
    return this.done + this.pending.size;
  }
}
