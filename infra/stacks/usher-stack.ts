import type { Construct, Node } from 'constructs';
import { LocalBackend, S3Backend, TerraformElement, TerraformStack } from 'cdktf';
import { AwsProvider, type AwsProviderConfig } from '@cdktf/provider-aws/lib/provider';
import type { Placement } from '../../workshop/ports/provisioner';
import type { Workshop } from '../../workshop/workshop';
import { zoneOfSeat } from '../../workshop/zones';
import type { StateBackend, SynthRequest } from '../synth/request';

/** 1.11 brought write-only arguments, without which passwords would be in the state. */
const TERRAFORM_VERSION = '>= 1.11.0';

/** With waits at random of up to 2, 4, 8, 16 and 32 seconds between them: half a minute on average, and a minute at most. */
const HOST_ATTEMPTS = 6;

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
    new AwsProvider(this, 'aws', this.providerConfig());
    if (request.backend.kind === 'local') {
      new LocalBackend(this, localState(request.backend, request.stack));
    } else {
      new S3Backend(this, s3State(request, request.backend, request.stack)).addOverride('use_lockfile', true);
    }
  }

  /**
   * The provider for what AWS may have no capacity for. It would ask for an hour and more before it says so (docs/adr/0015): this
   * one gives up after a minute, and leaves everything else to the patience of the other.
   */
  makeHostProvider(): AwsProvider {
    return new AwsProvider(this, 'aws:hosts', {
      ...this.providerConfig(),
      alias: 'hosts',
      maxRetries: HOST_ATTEMPTS,
    });
  }

  /** Where the host of a seat goes, and with it its volume and its tasks. */
  placementOf(no: number): Required<Placement> {
    const { zone, instanceType } = this.request.placements?.[no] ?? {};
    return { zone: zone ?? zoneOfSeat(no), instanceType: instanceType ?? this.workshop.spec.instanceType };
  }

  private providerConfig(): AwsProviderConfig {
    return {
      region: this.workshop.spec.region,
      // The endpoint itself the provider takes from AWS_ENDPOINT_URL.
      ...(this.request.endpoint
        ? { s3UsePathStyle: true, skipCredentialsValidation: true, skipMetadataApiCheck: 'true' }
        : {}),
    };
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
