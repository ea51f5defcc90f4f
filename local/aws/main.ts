import { startLocalAws } from './index';

/** `npm run local:aws`: the local AWS alone, for any AWS client. */
async function main(): Promise<void> {
  const aws = await startLocalAws({
    dataDir: process.env['USHER_DATA_DIR'] ?? '.usher',
    ...(process.env['AWS_REGION'] ? { region: process.env['AWS_REGION'] } : {}),
    ...(process.env['PORT'] ? { port: Number(process.env['PORT']) } : {}),
  });
  for (const [name, value] of Object.entries(aws.environment)) console.log(`export ${name}=${value}`);
  for (const note of aws.notes) console.log(`# ${note}`);
  console.log('# Ctrl-C stops it.');

  let since: number | undefined;
  const stop = () => {
    // One Ctrl-C can arrive twice, from the terminal and from npm.
    if (since !== undefined && Date.now() - since > 1000) process.exit(130);
    if (since !== undefined) return;
    since = Date.now();
    void aws.stop().then(() => process.exit(0));
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
