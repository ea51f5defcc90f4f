import { bucketClient } from '../../../infra/state/clients';
import { lockState } from '../../../infra/state/s3-lock';
import { environment, REGION } from './support';

/** Run as a process of its own: takes the lock of a state, says so, and lets it go when its input ends. */
const [endpoint = '', bucket = '', key = ''] = process.argv.slice(2);
const s3 = bucketClient(environment(endpoint), REGION);

lockState(s3, bucket, key).then(
  (release) => {
    console.log('held');
    process.stdin.resume().on('end', () => {
      void release().then(() => process.exit(0));
    });
  },
  (error: unknown) => {
    console.log(String(error));
    process.exit(1);
  },
);
