/** `Tue 24 Nov 17:30 (Europe/Berlin)`: a moment echoed to whoever typed it, in their IANA zone. */
export const timeInZone = (at: Date, zone: string): string => `${momentInZone(at, zone)} (${zone})`;

/** `Tue 24 Nov 17:30`, where the zone is said once for many. */
export function momentInZone(at: Date, zone: string): string {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).formatToParts(at);
  const of = (type: string) => parts.find((part) => part.type === type)?.value ?? '';
  return `${of('weekday')} ${of('day')} ${of('month')} ${of('hour')}:${of('minute')}`;
}
