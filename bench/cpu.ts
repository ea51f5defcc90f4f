import { readFileSync } from 'node:fs';

/** Kernel ticks a second, as Linux reports CPU time to user space everywhere. */
const TICKS = 100;

/**
 * CPU seconds of all ended and reaped descendants of a process (Terraform, its providers, synth), from Linux's /proc;
 * undefined on other systems.
 */
export function childrenCpuSeconds(pid: number): number | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name in brackets may hold spaces; cutime and cstime are the 14th and 15th fields after it.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return (Number(fields[13]) + Number(fields[14])) / TICKS;
  } catch {
    return undefined;
  }
}
