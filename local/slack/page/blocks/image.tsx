import type { ImageBlock as Image, ImageElement } from '@slack/types';
import { Text } from '../parts/rich';

const address = (image: Image | ImageElement): string | undefined => {
  const url = 'image_url' in image ? image.image_url : 'url' in image.slack_file ? image.slack_file.url : undefined;
  return url !== undefined && /^(https?:|data:image\/)/.test(url) ? url : undefined;
};

/** A picture, or its description where there is none to show. */
export function Picture({ image, class: look }: { image: Image | ImageElement; class: string }) {
  const source = address(image);
  return source === undefined ? (
    <em>{image.alt_text}</em>
  ) : (
    <img class={look} src={source} alt={image.alt_text} title={image.alt_text} loading="lazy" />
  );
}

export function ImageBlock({ block }: { block: Image }) {
  return (
    <figure class="block">
      {block.title && (
        <figcaption>
          <Text text={block.title} />
        </figcaption>
      )}
      <Picture image={block} class="picture" />
    </figure>
  );
}
