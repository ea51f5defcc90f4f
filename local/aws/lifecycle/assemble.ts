import { emptyWorld, type World } from '../model/world';
import type { Clock } from './clock';
import type { Facts } from './facts';
import { evaluate } from './placement';
import type { Plane } from './plane';
import { reconcile } from './scheduler';
import { considerAll } from './targets';
import { onUnhealthy } from './unhealthy';

/** Joins the parts of the data plane. `settled` is called a moment after anything may have changed. */
export function assemblePlane(
  clock: Clock,
  facts: Facts,
  settled: () => void,
  report: (error: unknown) => void,
): Plane {
  const world: World = emptyWorld();
  const plane: Plane = {
    world,
    clock,
    facts,
    slow: new Map(),
    denied: new Set(),
    scarce: [],
    silences: [],
    ailing: new Map(),
    waiting: new Map(),
    hung: new Set(),
    routes: new Map(),
    reconcile: oneAtATime(async (arn) => {
      const service = world.services.get(arn);
      if (service) await reconcile(plane, service);
    }, report),
    reconcileCluster(cluster, host) {
      for (const service of world.services.values()) {
        if (service.cluster !== cluster) continue;
        if (host && !service.constraints.every((c) => mayFit(c.expression, host))) continue;
        plane.reconcile(service.arn);
      }
    },
    changed: soon(() => {
      for (const advance of [...plane.waiting.values()]) advance();
      considerAll(plane).catch(report);
      settled();
    }),
    unhealthy: (task, group) => onUnhealthy(plane, task, group),
    report,
  };
  return plane;
}

const mayFit = (
  expression: string | undefined,
  host: { instanceId: string; attributes: Readonly<Record<string, string>> },
) =>
  expression === undefined ||
  evaluate(expression, (name) => (name === 'ec2InstanceId' ? host.instanceId : host.attributes[name])) !== false;

/** Runs `act` for one key at a time; what is asked meanwhile runs once more afterwards. */
function oneAtATime(act: (key: string) => Promise<void>, report: (error: unknown) => void): (key: string) => void {
  const busy = new Map<string, boolean>();
  const run = async (key: string): Promise<void> => {
    busy.set(key, false);
    await act(key).catch(report);
    if (busy.get(key)) return run(key);
    busy.delete(key);
  };
  return (key) => {
    if (busy.has(key)) busy.set(key, true);
    else void run(key);
  };
}

/** Many calls within one turn become one. */
function soon(act: () => void): () => void {
  let due = false;
  return () => {
    if (due) return;
    due = true;
    setImmediate(() => {
      due = false;
      act();
    });
  };
}
