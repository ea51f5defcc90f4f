import type { AppInspection, SeatInspection } from './ports/cloud';
import type { SeatPlan } from './seat-plan';
import type { SeatFault } from './usher/watching';

/** What is wrong with a seat, from AWS's words and from its own URLs; empty when a participant could work. */
export function judgeSeat(
  plan: SeatPlan,
  inspection: SeatInspection | undefined,
  answers: ReadonlyMap<string, boolean>,
): SeatFault[] {
  const silent = plan.apps.filter((app) => answers.get(app.app.name) !== true);
  if (silent.length === 0) return [];
  const host = hostFault(inspection);
  if (host) return [host];
  return silent.map(({ app }) => ({ app: app.name, ...appFault(app.title, inspection?.apps.get(app.name)) }));
}

function hostFault(inspection: SeatInspection | undefined): SeatFault | undefined {
  switch (inspection?.host) {
    case undefined:
    case 'none':
      return { app: undefined, reason: 'there is no instance', mend: 'deploy' };
    case 'pending':
      return { app: undefined, reason: 'the instance is booting', mend: 'wait' };
    case 'stopped':
      return { app: undefined, reason: 'the instance is stopped', mend: 'replace', sick: true };
    case 'impaired':
      return { app: undefined, reason: 'the instance is silent: AWS reports it impaired', mend: 'replace', sick: true };
    case 'running':
      return inspection.agentConnected
        ? undefined
        : { app: undefined, reason: 'the instance runs, and its ECS agent is not connected', mend: 'wait', sick: true };
  }
}

function appFault(title: string, app: AppInspection | undefined): Omit<SeatFault, 'app'> {
  switch (app?.task) {
    case undefined:
    case 'none':
      return { reason: `${title} is not running`, mend: 'restart' };
    case 'pending':
      return { reason: `${title} is starting`, mend: 'wait' };
    case 'stopping':
      return { reason: `${title} is stopping`, mend: 'wait' };
    case 'running':
      return app.health === 'unhealthy'
        ? { reason: `${title} runs and fails its health check`, mend: 'restart' }
        : { reason: `${title} runs and does not answer yet`, mend: app.health === 'healthy' ? 'restart' : 'wait' };
  }
}
