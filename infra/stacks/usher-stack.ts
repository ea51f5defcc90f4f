import type { Construct, Node } from 'constructs';
import { LocalBackend, S3Backend, TerraformElement, TerraformStack } from 'cdktf';
import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import type { Workshop } from '../../workshop/workshop';
import type { StateBackend, SynthRequest } from '../synth/request';

/** 1.11 brought write-only arguments, without which passwords would be in the state. */
const TERRAFORM_VERSION = '>= 1.11.0';

/** A stack with its provider, its backend and addresses people can read. */
export class UsherStack extends TerraformStack {
  readonly workshop: Workshop;

  constructor(
    scope: Construct,
    readonly request: SynthRequest,
  ) {
    super(scope, request.stack);
    this.workshop = request.workshop;
    this.addOverride('terraform.required_version', TERRAFORM_VERSION);
    new AwsProvider(this, 'aws', {
      region: request.workshop.spec.region,
      // The endpoint itself the provider takes from AWS_ENDPOINT_URL.
      ...(request.endpoint
        ? { s3UsePathStyle: true, skipCredentialsValidation: true, skipMetadataApiCheck: 'true' }
        : {}),
    });
    if (request.backend.kind === 'local') {
      new LocalBackend(this, localState(request.backend, request.stack));
    } else {
      new S3Backend(this, s3State(request, request.backend, request.stack)).addOverride('use_lockfile', true);
    }
  }

  /**
   * Constructs are called `<kind>:<name>`, since siblings of different types may not share an id; Terraform tells types apart
   * by itself and gets the name alone: `aws_ecs_service.jupyter-007`.
   */
  protected override allocateLogicalId(element: TerraformElement | Node): string {
    const { id } = element instanceof TerraformElement ? element.node : element;
    return id.slice(id.indexOf(':') + 1);
  }
}

/** Where the local backend keeps a stack's state. */
export const localState = (backend: StateBackend & { kind: 'local' }, stack: string) => ({
  path: `${backend.folder}/${stack}.tfstate`,
});

/** Where the S3 backend keeps a stack's state, and how to reach it. */
export const s3State = (request: SynthRequest, backend: StateBackend & { kind: 's3' }, stack: string) => ({
  bucket: backend.bucket,
  key: `${backend.prefix}/${stack}.tfstate`,
  region: backend.region,
  encrypt: true,
  ...(request.endpoint ? { usePathStyle: true, skipCredentialsValidation: true, skipMetadataApiCheck: true } : {}),
});
