/** What a machine offers. */
export interface Size {
  readonly vcpus: number;
  /** MiB. */
  readonly memory: number;
  /** awsvpc tasks without ENI trunking, which this data plane leaves out. */
  readonly tasks: number;
}

const GIB: Record<string, number> = {
  t2: 4,
  t3: 4,
  t3a: 4,
  t4g: 4,
  m5: 4,
  m6i: 4,
  m7i: 4,
  c5: 2,
  c6i: 2,
  r5: 8,
  r6i: 8,
};

/** What an instance type carries. Where AWS has a type this table lacks, it is taken for one of the m family. */
export function sizeOf(type: string): Size {
  const [family = '', size = ''] = type.split('.');
  const perVcpu = GIB[family] ?? 4;
  const burstable = family.startsWith('t');
  switch (size) {
    case 'nano':
      return { vcpus: 2, memory: 512, tasks: 1 };
    case 'micro':
      return { vcpus: 2, memory: 1024, tasks: 1 };
    case 'small':
      return { vcpus: 2, memory: 2048, tasks: 2 };
    case 'medium':
      return { vcpus: 2, memory: 4096, tasks: 2 };
    case 'large':
      return { vcpus: 2, memory: 2048 * perVcpu, tasks: 2 };
    case 'xlarge':
      return { vcpus: 4, memory: 4096 * perVcpu, tasks: 3 };
    default: {
      const times = Number(/^(\d+)xlarge$/.exec(size)?.[1] ?? 2);
      return { vcpus: 4 * times, memory: 4096 * perVcpu * times, tasks: burstable ? 3 : times >= 4 ? 7 : 3 };
    }
  }
}
