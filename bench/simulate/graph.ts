import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { synthInProcess } from '../../infra/synth/in-process';
import { stacksOf } from '../../workshop/seat-plan';
import type { Workshop } from '../../workshop/workshop';

/** One resource or data source of a stack. */
export interface GraphNode {
  /** `aws_ecs_service.jupyter-007`, `data.aws_vpc.main` */
  readonly address: string;
  /** `aws_ecs_service`, `data.aws_vpc` */
  readonly type: string;
  /** Addresses within the stack that must be there before. */
  readonly needs: readonly string[];
  /** Of a host and its services: whose they are. */
  readonly seat: number | undefined;
}

export interface StackGraph {
  readonly stack: string;
  readonly nodes: readonly GraphNode[];
}

type Members = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** Synthesises every stack and reads who refers to whom. Costs a few CPU seconds for each 500 seats. */
export function graphsOf(workshop: Workshop): StackGraph[] {
  const folder = mkdtempSync(join(tmpdir(), 'usher-graph-'));
  try {
    return stacksOf(workshop.spec).map((stack) => {
      const backend = { kind: 'local', folder: join(folder, 'state') } as const;
      const outDir = join(folder, stack);
      const { file } = synthInProcess({ workshop, stack, outDir, backend, endpoint: undefined });
      return readGraph(stack, readFileSync(file, 'utf8'));
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Graph of one synthesised stack. */
export function readGraph(stack: string, text: string): StackGraph {
  const config = JSON.parse(text) as { resource?: Members; data?: Members };
  const bodies = new Map<string, { type: string; body: unknown }>();
  const collect = (members: Members | undefined, prefix: string): void => {
    for (const [type, named] of Object.entries(members ?? {})) {
      for (const [name, body] of Object.entries(named))
        bodies.set(`${prefix}${type}.${name}`, { type: prefix + type, body });
    }
  };
  collect(config.data, 'data.');
  collect(config.resource, '');
  const nodes = [...bodies].map(([address, { type, body }]) => ({
    address,
    type,
    needs: references(body).filter((each) => each !== address && bodies.has(each)),
    seat: seatOf(address),
  }));
  return { stack, nodes };
}

/** Addresses in `${...}` and in `depends_on`. */
function references(body: unknown): string[] {
  const { depends_on: explicit = [] } = body as { depends_on?: string[] };
  const expressions = [...JSON.stringify(body).matchAll(/\$\{([^}]*)\}/g)].map(([, expression]) => expression ?? '');
  const named = expressions.flatMap((text) => text.match(/\b(?:data\.)?(?:aws|terraform)_\w+\.[\w-]+/g) ?? []);
  return [...new Set([...explicit, ...named])];
}

const seatOf = (address: string): number | undefined => {
  const label = /^aws_(?:instance|ecs_service)\..*-(\d{3,4})$/.exec(address)?.[1];
  return label === undefined ? undefined : Number(label);
};

/** The same stacks with a task definition of its own for each service, instead of one for each app and batch. */
export function withOwnTaskDefinitions(graphs: readonly StackGraph[]): StackGraph[] {
  const TASK = 'aws_ecs_task_definition';
  return graphs.map(({ stack, nodes }) => {
    const tasks = new Map(nodes.filter(({ type }) => type === TASK).map((node) => [node.address, node]));
    const others = nodes.filter(({ type }) => type !== TASK);
    const own: GraphNode[] = [];
    const repointed = others.map((node) => {
      const task = node.needs.map((need) => tasks.get(need)).find(Boolean);
      if (node.type !== 'aws_ecs_service' || !task) return node;
      const address = `${TASK}.own-${node.address}`;
      own.push({ ...task, address });
      return { ...node, needs: [...node.needs.filter((need) => need !== task.address), address] };
    });
    return { stack, nodes: [...own, ...repointed] };
  });
}

/** The same stacks without the resources of a type, which nothing may need. */
export const withoutType = (graphs: readonly StackGraph[], type: string): StackGraph[] =>
  graphs.map(({ stack, nodes }) => ({ stack, nodes: nodes.filter((node) => node.type !== type) }));
