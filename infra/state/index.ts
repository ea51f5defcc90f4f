export { ensureStateBucket } from './bucket';
export { bucketClient, type StateBucket } from './clients';
export { filesPlace } from './files';
export { moveStates, type Moved, type Places } from './move';
export type { StatePlace } from './place';
export { s3Place } from './s3';
