import { regionOf } from '../model/arn';
import type { Task } from '../model/world';
import type { Plane } from './plane';

const FAILED =
  'ResourceInitializationError: unable to pull secrets or registry auth: execution resource retrieval failed: ';

/** Values of every `secrets` entry by its name, or the reason for which ECS would stop the task. */
export async function resolveSecrets(plane: Plane, task: Task): Promise<Record<string, string> | string> {
  const wanted = task.containers.flatMap((run) => run.definition.secrets ?? []);
  if (wanted.length > 0 && task.definition.executionRole === undefined) {
    return `${FAILED}unable to retrieve secret from asm: the task has no execution role`;
  }
  const texts = new Map<string, string | undefined>();
  const values: Record<string, string> = {};
  for (const { name, valueFrom } of wanted) {
    const { id, key } = readValueFrom(valueFrom);
    if (!texts.has(id)) texts.set(id, await plane.facts.secret(regionOf(task.cluster), id));
    const text = texts.get(id);
    if (text === undefined) {
      return (
        `${FAILED}unable to retrieve secret from asm: service call has been retried 1 time(s): failed to fetch secret ` +
        `${id} from secrets manager: ResourceNotFoundException: Secrets Manager can't find the specified secret.`
      );
    }
    const value = key === '' ? text : jsonKey(text, key);
    if (value === undefined) {
      return `${FAILED}unable to retrieve secret from asm: retrieved secret from Secrets Manager did not contain json key ${key}`;
    }
    values[name] = value;
  }
  return values;
}

/** `arn:aws:secretsmanager:region:account:secret:name:json-key:stage:version` -> the secret's ARN and the key. */
export function readValueFrom(valueFrom: string): { id: string; key: string } {
  if (!valueFrom.startsWith('arn:')) return { id: valueFrom, key: '' };
  const parts = valueFrom.split(':');
  return { id: parts.slice(0, 7).join(':'), key: parts[7] ?? '' };
}

function jsonKey(text: string, key: string): string | undefined {
  try {
    const value = (JSON.parse(text) as Record<string, unknown>)[key];
    return value === undefined ? undefined : String(value);
  } catch {
    return undefined;
  }
}
