import type { ImageBlock as Image, ImageElement } from '@slack/types';
import { Text } from '../parts/rich';

const address = (image: Image | ImageElement): string | undefined => {
  if ('image_url' in image) return /^(https?:|data:image\/)/.test(image.image_url) ? image.image_url : undefined;
  const file = image.slack_file;
  // Whoever uploaded it stands in the address too, which opens without that.
  if ('id' in file && file.id !== undefined) return `/files/S/${encodeURIComponent(file.id)}/picture`;
  return 'url' in file && file.url !== undefined && /^https?:/.test(file.url) ? file.url : undefined;
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
