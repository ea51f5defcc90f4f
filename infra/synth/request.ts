import type { Placement } from '../../workshop/ports/provisioner';
import type { Workshop } from '../../workshop/workshop';

/** Everything synth needs for one stack, plain data so that it crosses a process boundary. Holds no secret. */
export interface SynthRequest {
  readonly workshop: Workshop;
  /** `network`, `database` or `batch-001`. */
  readonly stack: string;
  /** Where hosts go that AWS had no capacity for at their usual place, by seat number. */
  readonly placements?: Readonly<Record<number, Placement>>;
  /** Receives `cdk.tf.json`. */
  readonly outDir: string;
  readonly backend: StateBackend;
  /** AWS_ENDPOINT_URL, where set: then S3 is addressed by path. */
  readonly endpoint: string | undefined;
}

/** Where Terraform keeps the state of a workshop's stacks: one key or file a stack. */
export type StateBackend =
  | { readonly kind: 'local'; /** Folder with one `<stack>.tfstate` each. */ readonly folder: string }
  | {
      readonly kind: 's3';
      readonly bucket: string;
      readonly region: string;
      /** `<prefix>/<stack>.tfstate` */ readonly prefix: string;
    };
