import { createServer } from 'node:http';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { ProcessFigures } from './watched-bot';

/**
 * Loaded into the bot before its own code: tells on a socket what its process uses, since the last time it was asked. The bot's
 * children do not get it.
 */
const socket = process.env['BENCH_PROBE'] ?? '';
delete process.env['BENCH_PROBE'];
delete process.env['NODE_OPTIONS'];

setFlagsFromString('--expose_gc');
const collect = runInNewContext('gc') as () => void;
const delay = monitorEventLoopDelay({ resolution: 10 });
delay.enable();
let spent = process.cpuUsage();
let peak = 0;
setInterval(() => (peak = Math.max(peak, process.memoryUsage.rss())), 50).unref();

const MB = 1024 * 1024;

function figures(): ProcessFigures {
  const cpu = process.cpuUsage(spent);
  spent = process.cpuUsage();
  const told = {
    cpuSeconds: (cpu.user + cpu.system) / 1e6,
    peakMegabytes: Math.max(peak, process.memoryUsage.rss()) / MB,
    loopDelayMs: { p50: delay.percentile(50) / 1e6, p99: delay.percentile(99) / 1e6, max: delay.max / 1e6 },
  };
  delay.reset();
  peak = 0;
  collect();
  const { rss, heapUsed, external } = process.memoryUsage();
  return { ...told, rssMegabytes: rss / MB, heapMegabytes: heapUsed / MB, externalMegabytes: external / MB };
}

createServer((_request, response) => void response.end(JSON.stringify(figures())))
  .listen(socket)
  .unref();
