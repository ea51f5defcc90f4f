import type { Refusal } from './reply';

/** Why an address that carries its own signature is refused: its time is over. Undefined for every other call. */
export function whyTooLate(url: string, now: Date): Refusal | undefined {
  const { searchParams } = new URL(url, 'http://any');
  const [date, expires] = [searchParams.get('X-Amz-Date'), Number(searchParams.get('X-Amz-Expires') ?? NaN)];
  const parts = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(date ?? '');
  if (!parts || Number.isNaN(expires)) return undefined;
  const [, year, month, day, hour, minute, second] = parts.map(Number) as [number, ...number[]];
  const signed = Date.UTC(year!, month! - 1, day, hour, minute, second);
  if (now.getTime() <= signed + expires * 1000) return undefined;
  return { code: 'AccessDenied', message: 'Request has expired', status: 403 };
}
