/** What Terraform's JSON output says, as far as Usher listens. */
export type TerraformEvent =
  | { readonly type: 'version'; readonly version: string }
  | { readonly type: 'planned'; readonly change: PlannedChange }
  | {
      readonly type: 'summary';
      readonly operation: string;
      readonly add: number;
      readonly change: number;
      readonly remove: number;
    }
  | { readonly type: 'started'; readonly address: string; readonly action: string }
  | { readonly type: 'working'; readonly address: string; readonly elapsedSeconds: number }
  | { readonly type: 'completed'; readonly address: string; readonly action: string }
  | { readonly type: 'errored'; readonly address: string; readonly action: string }
  | { readonly type: 'diagnostic'; readonly diagnostic: Diagnostic }
  | { readonly type: 'outputs'; readonly values: Readonly<Record<string, unknown>> };

export interface PlannedChange {
  readonly address: string;
  /** Terraform's word: `create`, `update`, `delete`, `replace`, `import`, ... */
  readonly action: string;
  /** Why a replacement or deletion is planned: `tainted`, `cannot_update`, ... */
  readonly reason: string | undefined;
  /** True when the plan takes an existing object into the state first. */
  readonly importing: boolean;
}

export interface Diagnostic {
  readonly severity: 'error' | 'warning';
  readonly summary: string;
  readonly detail: string;
  /** Resource it belongs to, where Terraform names one. */
  readonly address: string | undefined;
}

type Json = Record<string, unknown>;

const object = (value: unknown): Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : {};
const text = (value: unknown): string => (typeof value === 'string' ? value : '');
const count = (value: unknown): number => (typeof value === 'number' && Number.isFinite(value) ? value : 0);
const addressIn = (part: Json): string => text(object(part['resource'])['addr']);

/** Reads one line of `terraform ... -json`; undefined for what Usher does not listen to and for what is not JSON. Never throws. */
export function parseLine(line: string): TerraformEvent | undefined {
  let message: Json;
  try {
    message = object(JSON.parse(line));
  } catch {
    return undefined;
  }
  const hook = object(message['hook']);
  const address = addressIn(hook);
  const action = text(hook['action']);
  switch (message['type']) {
    case 'version':
      return { type: 'version', version: text(message['terraform'] ?? message['tofu']) };
    case 'planned_change':
      return parseChange(object(message['change']));
    case 'change_summary': {
      const changes = object(message['changes']);
      return {
        type: 'summary',
        operation: text(changes['operation']),
        add: count(changes['add']),
        change: count(changes['change']),
        remove: count(changes['remove']),
      };
    }
    case 'apply_start':
      return address ? { type: 'started', address, action } : undefined;
    case 'apply_progress':
      return address ? { type: 'working', address, elapsedSeconds: count(hook['elapsed_seconds']) } : undefined;
    case 'apply_complete':
      return address ? { type: 'completed', address, action } : undefined;
    case 'apply_errored':
      return address ? { type: 'errored', address, action } : undefined;
    case 'diagnostic':
      return parseDiagnostic(object(message['diagnostic']));
    case 'outputs':
      return parseOutputs(object(message['outputs']));
    default:
      return undefined;
  }
}

function parseChange(change: Json): TerraformEvent | undefined {
  const address = addressIn(change);
  if (!address) return undefined;
  return {
    type: 'planned',
    change: {
      address,
      action: text(change['action']),
      reason: text(change['reason']) || undefined,
      importing: change['importing'] !== undefined && change['importing'] !== null,
    },
  };
}

function parseDiagnostic(diagnostic: Json): TerraformEvent | undefined {
  const summary = text(diagnostic['summary']);
  if (!summary) return undefined;
  return {
    type: 'diagnostic',
    diagnostic: {
      severity: diagnostic['severity'] === 'error' ? 'error' : 'warning',
      summary,
      detail: text(diagnostic['detail']),
      address: text(diagnostic['address']) || undefined,
    },
  };
}

/** Outputs that are not sensitive and have a value; a plan announces outputs without values. */
function parseOutputs(outputs: Json): TerraformEvent {
  const values = Object.entries(outputs)
    .map(([name, output]) => [name, object(output)] as const)
    .filter(([, output]) => output['sensitive'] !== true && 'value' in output)
    .map(([name, output]) => [name, output['value']] as const);
  return { type: 'outputs', values: Object.fromEntries(values) };
}
