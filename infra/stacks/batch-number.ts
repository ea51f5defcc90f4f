/** `batch-007` -> 7; undefined for every other stack. */
export function batchOfStack(stack: string): number | undefined {
  const match = /^batch-(\d{3,4})$/.exec(stack);
  return match ? Number(match[1]) : undefined;
}
