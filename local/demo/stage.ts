import type { Fault, LocalAws } from '../aws';

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
