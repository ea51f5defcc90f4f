/** Seconds on AWS, before `speed` divides them: [least, most]. Sources: AWS documentation and measurements kept in docs/local-aws.md. */
export const LATENCY = {
  /** RunInstances to `running`. */
  launch: [10, 20],
  /** `running` to both status checks passed. */
  statusChecks: [60, 120],
  /** `running` to the ECS agent registered (launch to registered: 45-90 s). */
  register: [35, 70],
  /** Attaching a task's own network interface. */
  interface: [5, 15],
  /** First pull of an image of 1-2 GB on a host. */
  pull: [40, 120],
  /** The image is on the host already. */
  cachedPull: [1, 2],
  /** A container's process that says nothing else. */
  start: [3, 8],
  startJupyter: [5, 20],
  startAirflow: [60, 150],
  /** An init container that only writes a few files. */
  init: [2, 5],
  /** SIGTERM to exit. */
  stop: [2, 6],
  /** Detaching the interface. */
  detach: [3, 8],
  loadBalancer: [120, 180],
  database: [300, 600],
  terminate: [20, 40],
  stopInstance: [20, 40],
  reboot: [20, 40],
  /** How long a hung host's agent is believed before it counts as disconnected. */
  agentLost: [20, 40],
  /** A command of Systems Manager on its way to the agent. */
  takeUp: [1, 3],
} as const satisfies Record<string, readonly [number, number]>;

/** Something that takes time on AWS. */
export type Latency = keyof typeof LATENCY;

/** A number within the latency's range that depends only on `key`, so that a run can be repeated. */
export function latency(kind: Latency, key: string): number {
  const [least, most] = LATENCY[kind];
  return least + (hash(`${kind} ${key}`) / 0x1_0000_0000) * (most - least);
}

/** FNV-1a, 32 bits. */
export function hash(text: string): number {
  let h = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193) >>> 0;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b) >>> 0;
  return (h ^ (h >>> 13)) >>> 0;
}
