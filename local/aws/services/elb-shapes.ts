import type { Action, Condition, HealthCheck, Target, TargetGroup } from '../model/balancers';
import { inner, list, number, strings, text, type Query } from '../proxy/query';
import { escape } from '../proxy/reply';

/** Actions of a listener or rule, in their order. */
export function readActions(actions: readonly Query[]): Action[] {
  return [...actions]
    .sort((a, b) => number(a, 'Order', 0) - number(b, 'Order', 0))
    .map((action) => {
      const redirect = inner(action, 'RedirectConfig');
      const fixed = inner(action, 'FixedResponseConfig');
      const forward = list(inner(action, 'ForwardConfig'), 'TargetGroups')[0];
      return {
        type: text(action, 'Type') ?? 'forward',
        targetGroup: text(action, 'TargetGroupArn') ?? (forward && text(forward, 'TargetGroupArn')),
        redirect: Object.fromEntries(Object.entries(redirect).map(([k, v]) => [k, String(v)])),
        fixed: {
          status: number(fixed, 'StatusCode', 200),
          contentType: text(fixed, 'ContentType') ?? 'text/plain',
          body: text(fixed, 'MessageBody') ?? '',
        },
      };
    });
}

const VALUES = ['PathPatternConfig', 'HostHeaderConfig', 'HttpRequestMethodConfig', 'SourceIpConfig'];

/** Conditions of a rule, old style (`Values`) or new (`PathPatternConfig.Values`). */
export function readConditions(conditions: readonly Query[]): Condition[] {
  return conditions.map((condition) => ({
    field: text(condition, 'Field') ?? '',
    values: [...strings(condition, 'Values'), ...VALUES.flatMap((name) => strings(inner(condition, name), 'Values'))],
  }));
}

/** Health check settings of a call; what it leaves out stays as it was. */
export function readCheck(input: Query, old: HealthCheck): HealthCheck {
  return {
    path: text(input, 'HealthCheckPath') ?? old.path,
    interval: number(input, 'HealthCheckIntervalSeconds', old.interval),
    timeout: number(input, 'HealthCheckTimeoutSeconds', old.timeout),
    healthy: number(input, 'HealthyThresholdCount', old.healthy),
    unhealthy: number(input, 'UnhealthyThresholdCount', old.unhealthy),
  };
}

/** Targets as DescribeTargetHealth lists them. */
export function targetsXml(group: TargetGroup): string {
  return [...group.targets.values()].map((target) => `<member>${targetXml(target)}</member>`).join('');
}

function targetXml(target: Target): string {
  const optional = (name: string, value: string | undefined) =>
    value === undefined ? '' : `<${name}>${escape(value)}</${name}>`;
  return (
    `<Target><Id>${target.ip}</Id><Port>${target.port}</Port></Target><HealthCheckPort>${target.port}</HealthCheckPort>` +
    `<TargetHealth><State>${target.state}</State>${optional('Reason', target.reason)}` +
    `${optional('Description', target.description)}</TargetHealth>`
  );
}
