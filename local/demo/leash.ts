/**
 * Loaded into the bot before its own code. The demo holds the other end of the bot's standard input: where the demo is killed
 * without a chance to end the bot, that end closes, and the bot drains as after a Ctrl-C.
 */
process.stdin.resume().once('close', () => process.kill(process.pid, 'SIGTERM'));
// Is no reason for the bot to stay.
(process.stdin as Partial<{ unref(): void }>).unref?.();
// Nobody reads its lines any more by then, and a broken pipe must not end it half-way through.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
