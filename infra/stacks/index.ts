import type { Construct } from 'constructs';
import { Aspects } from 'cdktf';
import type { SynthRequest } from '../synth/request';
import { buildBatch } from './batch';
import { buildDatabase } from './database';
import { buildNetwork } from './network';
import { TagEverything } from './tags';
import { UsherStack } from './usher-stack';
import { isVenue } from '../../workshop/venue/venue';
import { buildVenue } from './venue';

/** Builds the stack that is asked for under `root`; throws RangeError for a stack the workshop does not have. */
export function buildStack(root: Construct, request: SynthRequest): UsherStack {
  const stack = new UsherStack(root, request);
  Aspects.of(stack).add(new TagEverything(request.workshop, request.stack));
  if (request.stack === 'network') buildNetwork(stack);
  else if (request.stack === 'database') buildDatabase(stack);
  else if (isVenue(request.workshop)) buildVenue(stack, request.workshop);
  else buildBatch(stack);
  return stack;
}
