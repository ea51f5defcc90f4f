/** One line of a stream, in milliseconds. */
export interface LogEvent {
  readonly timestamp: number;
  readonly ingestionTime: number;
  readonly message: string;
}

/** Streams of each log group, by `<region> <name of the group>`. */
export type LogGroups = Map<string, Map<string, LogEvent[]>>;

export const groupKey = (region: string, name: string): string => `${region} ${name}`;
