import type { Plane } from '../lifecycle/plane';
import { strings, text } from '../proxy/query';
import { escape, xml } from '../proxy/reply';
import type { Handlers } from './handler';

/** moto simulates no policies. Here everything is allowed but what the fault `deny` took away. */
export function iamHandlers({ denied }: Pick<Plane, 'denied'>): Handlers {
  return {
    'iam:SimulatePrincipalPolicy': {
      answer(call) {
        const actions = strings(call.input, 'ActionNames');
        const [resource = '*'] = strings(call.input, 'ResourceArns');
        if (actions.length === 0 || text(call.input, 'PolicySourceArn') === undefined) {
          return { code: 'ValidationError', message: 'PolicySourceArn and ActionNames are required' };
        }
        const wild = actions.find((action) => !/^[a-z0-9-]+:[A-Za-z0-9]+$/.test(action));
        if (wild !== undefined) return { code: 'InvalidInput', message: `Invalid Action: ${wild}` };
        const results = actions.map(
          (action) =>
            `<member><EvalActionName>${action}</EvalActionName><EvalResourceName>${escape(resource)}</EvalResourceName>` +
            `<EvalDecision>${denied.has(action) ? 'implicitDeny' : 'allowed'}</EvalDecision>` +
            '<MatchedStatements/><MissingContextValues/></member>',
        );
        return xml(call, `<IsTruncated>false</IsTruncated><EvaluationResults>${results.join('')}</EvaluationResults>`);
      },
    },
  };
}
