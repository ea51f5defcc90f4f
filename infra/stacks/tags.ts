import { TerraformResource, type IAspect } from 'cdktf';
import type { IConstruct } from 'constructs';
import { planSeat } from '../../workshop/seat-plan';
import type { Workshop } from '../../workshop/workshop';
import { seatOfAddress, TAG, tagsOf } from '../names';

/** Tag by which `database` finds what `network` made for it: `vpc`, `private`, `database`. */
export const PART = 'usher:part';
/** Tag of the database's security group: id of the private zone, since zones themselves cannot be looked up by tag alone. */
export const ZONE_ID = 'usher:zone';

interface Taggable extends TerraformResource {
  tags: Record<string, string>;
  readonly tagsInput: Record<string, string> | undefined;
}

const isTaggable = (node: IConstruct): node is Taggable =>
  TerraformResource.isTerraformResource(node) && 'tagsInput' in node;

/** Address of a resource in its own stack: `aws_ecs_service.jupyter-007`. */
export const addressOf = (resource: TerraformResource): string =>
  `${resource.terraformResourceType}.${resource.friendlyUniqueId}`;

/** Puts the workshop's tags and its own address on every resource that takes tags; its own tags go before. */
export class TagEverything implements IAspect {
  constructor(
    private readonly workshop: Workshop,
    private readonly stack: string,
  ) {}

  visit(node: IConstruct): void {
    if (!isTaggable(node)) return;
    const address = addressOf(node);
    const no = seatOfAddress(address);
    const seat = no === undefined ? undefined : planSeat(this.workshop.spec, no);
    node.tags = { ...tagsOf(this.workshop, this.stack, seat), [TAG.address]: address, ...node.tagsInput };
  }
}
