import type { KnownBlock } from '@slack/types';
import { secret } from '../ids';
import { isRecord, type Raw } from './report';

/** The blocks as Slack keeps them: every block has a block_id and every interactive element an action_id. */
export function completeBlocks(blocks: readonly unknown[]): KnownBlock[] {
  return blocks.map((value) => {
    const block = value as Raw;
    const withIds: Record<string, unknown> = { ...block, block_id: block.block_id ?? secret(3) };
    if (isRecord(block.accessory)) withIds.accessory = withActionId(block.accessory);
    if (isRecord(block.element)) withIds.element = withActionId(block.element);
    if (block.type === 'actions' && Array.isArray(block.elements)) {
      withIds.elements = block.elements.filter(isRecord).map(withActionId);
    }
    return withIds as unknown as KnownBlock;
  });
}

function withActionId(element: Raw): Raw {
  return element.type === 'image' ? element : { ...element, action_id: element.action_id ?? secret(3) };
}

/** The interactive elements of a block, wherever they sit. */
export function elementsOf(block: Raw): readonly Raw[] {
  const places = [block.accessory, block.element, ...(block.type === 'actions' ? (block.elements as unknown[]) : [])];
  return places.filter(isRecord).filter((element) => element.action_id !== undefined);
}
