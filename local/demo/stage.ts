import type { Fault, LocalAws } from '../aws';
import type { Actor, LocalSlack } from '../slack';
import { openOnPhone } from './phone';
import { visit } from './visit';

/** Faults a play may ask for: `! crash nov-jupyter-007`. The words after the kind, as they go into a Fault. */
const FAULTS: Record<string, (words: readonly string[]) => Fault> = {
  crash: ([service = '', ...reason]) => ({
    kind: 'crash',
    service,
    ...(reason.length > 0 ? { reason: reason.join(' ') } : {}),
  }),
  hang: ([seat = '']) => ({ kind: 'hang', seat }),
  throttle: ([operation = '', count = '1']) => ({ kind: 'throttle', operation, count: Number(count) }),
  refuse: ([operation = '', code = '', ...message]) => ({
    kind: 'refuse',
    operation,
    code,
    message: message.join(' '),
  }),
  deny: ([action = '']) => ({ kind: 'deny', action }),
  slow: ([service = '', factor = '2']) => ({ kind: 'slow', service, factor: Number(factor) }),
  quota: ([code = '', value = '0']) => ({ kind: 'quota', code, value: Number(value) }),
  'quota-answer': ([code = '', answer = '']) => ({
    kind: 'quota-answer',
    code,
    answer: answer === 'deny' ? 'deny' : 'approve',
  }),
  clear: () => ({ kind: 'clear' }),
};

/** Does one stage direction of a play on the local AWS; rejects one it does not know. */
export function direct(aws: LocalAws, words: readonly string[]): Promise<void> {
  const [kind = '', ...rest] = words;
  const fault = FAULTS[kind]?.(rest);
  if (!fault)
    return Promise.reject(new Error(`"${kind}" is no stage direction; there are ${Object.keys(FAULTS).join(', ')}.`));
  aws.fault(fault);
  return Promise.resolve();
}

/** The stage directions of the demo: besides the faults, `! visit @grace Jupyter` and `! phone @alan without 9001`. */
export function stageOf(
  { slack, aws }: { readonly slack: LocalSlack; readonly aws: LocalAws },
  actor: (name: string) => Actor = slack.person,
): (words: readonly string[]) => Promise<void> {
  return (words) => {
    const [first, who = '', word = '', ...more] = words;
    const person = () => actor(who.replace(/^@/, ''));
    if (first === 'visit') return visit(person(), word);
    if (first === 'phone') return openOnPhone(person(), slack.person('ada'), more);
    return direct(aws, words);
  };
}
