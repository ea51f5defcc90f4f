import type { KnownBlock } from '@slack/types';
import { SurfaceContext, type Surface } from '../elements/surface';
import { Block } from './block';

interface BlocksProps {
  readonly blocks: readonly KnownBlock[];
  readonly surface: Surface;
  /** block_id -> what is wrong with its input. */
  readonly errors?: Readonly<Record<string, string>>;
}

/** The blocks of a message, a modal or the Home tab. Keyed by place, so that a live edit changes what is there and focus stays. */
export function Blocks({ blocks, surface, errors = {} }: BlocksProps) {
  return (
    <SurfaceContext.Provider value={surface}>
      <div class="blocks">
        {blocks.map((block, index) => (
          <Block key={`${index} ${block.type}`} block={block} index={index} errors={errors} />
        ))}
      </div>
    </SurfaceContext.Provider>
  );
}
