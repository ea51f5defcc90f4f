import { LogLevel, type Logger } from '@slack/bolt';
import type { Log } from '../../handlers';

/** Slack's libraries log through ours, warnings and errors only: their finer levels print payloads and headers. */
export function sdkLogger(log: Log): Logger {
  const line = (parts: readonly unknown[]): string => `slack: ${parts.map(String).join(' ').slice(0, 1000)}`;
  return {
    debug: () => undefined,
    info: () => undefined,
    warn: (...parts) => log.warn(line(parts)),
    error: (...parts) => log.error(line(parts)),
    setLevel: () => undefined,
    getLevel: () => LogLevel.WARN,
    setName: () => undefined,
  };
}
