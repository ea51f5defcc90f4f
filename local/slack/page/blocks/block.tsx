import type { ContextBlock, KnownBlock, RichTextBlock, SectionBlock } from '@slack/types';
import { Element } from '../elements/element';
import { actionIdOf, blockIdOf, type Interactive } from '../model/elements';
import { Rich, Table, Text } from '../parts/rich';
import { parseMarkdown } from '../text/markdown';
import { fromRichText } from '../text/rich-text';
import { ImageBlock, Picture } from './image';
import { Input } from './input';

interface BlockProps {
  readonly block: KnownBlock;
  readonly index: number;
  readonly errors: Readonly<Record<string, string>>;
}

/** One block of Block Kit. A kind the page does not know says so. */
export function Block({ block, index, errors }: BlockProps) {
  const blockId = blockIdOf(block, index);
  switch (block.type) {
    case 'header':
      return (
        <h3 class="block block-header">
          <Text text={block.text} />
        </h3>
      );
    case 'divider':
      return <hr class="block" />;
    case 'section':
      return <Section block={block} blockId={blockId} />;
    case 'context':
      return <Context block={block} />;
    case 'actions':
      return (
        <div class="block block-actions">
          {(block.elements as readonly Interactive[]).map((element, place) => (
            <Element
              key={`${place} ${element.type}`}
              element={element}
              place={{ blockId, actionId: actionIdOf(element, place), immediate: true }}
            />
          ))}
        </div>
      );
    case 'input':
      return <Input block={block} blockId={blockId} error={errors[blockId]} />;
    case 'image':
      return <ImageBlock block={block} />;
    case 'rich_text':
      return (
        <div class="block rich">
          <Rich blocks={fromRichText(block)} />
        </div>
      );
    case 'markdown':
      return (
        <div class="block rich">
          <Rich blocks={parseMarkdown(block.text)} />
        </div>
      );
    case 'table':
      return (
        <Table
          rows={block.rows.map((row) => row.map(cell))}
          align={block.column_settings?.map((column) => column?.align) ?? []}
        />
      );
    case 'data_table':
      return <Table rows={block.rows.map((row) => row.map(cell))} caption={block.caption} />;
    default:
      return <div class="block unknown">The local workspace cannot draw a “{block.type}” block.</div>;
  }
}

const cell = (given: { readonly type: string; readonly text?: string } | RichTextBlock) =>
  given.type === 'rich_text' ? (
    <Rich blocks={fromRichText(given as RichTextBlock)} />
  ) : (
    <>{(given as { text?: string }).text}</>
  );

function Section({ block, blockId }: { block: SectionBlock; blockId: string }) {
  const { accessory } = block;
  return (
    <div class="block block-section">
      <div class="section-main rich">
        {block.text && <Text text={block.text} />}
        {block.fields && (
          <div class="fields">
            {block.fields.map((field, index) => (
              <div key={index} class="rich">
                <Text text={field} />
              </div>
            ))}
          </div>
        )}
      </div>
      {accessory && (
        <div class="accessory">
          {accessory.type === 'image' ? (
            <Picture image={accessory} class="picture-accessory" />
          ) : (
            <Element
              element={accessory as Interactive}
              place={{ blockId, actionId: actionIdOf(accessory as Interactive, 0), immediate: true }}
            />
          )}
        </div>
      )}
    </div>
  );
}

function Context({ block }: { block: ContextBlock }) {
  return (
    <div class="block block-context">
      {block.elements.map((element, index) =>
        element.type === 'image' ? (
          <Picture key={index} image={element} class="picture-context" />
        ) : (
          <span key={index} class="rich">
            <Text text={element} />
          </span>
        ),
      )}
    </div>
  );
}
