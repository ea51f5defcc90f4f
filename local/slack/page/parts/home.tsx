import type { KnownBlock } from '@slack/types';
import { useEffect, useState } from 'preact/hooks';
import { Blocks } from '../blocks/blocks';
import { useSurface } from '../elements/surface';
import type { Values } from '../model/form';
import { usePage } from '../page-context';

/** The bot's Home tab, as it published it for this person. */
export function Home() {
  const page = usePage();
  const { home, bot, me } = page.state;
  const [entered, setEntered] = useState<Values>({});
  const surface = useSurface({ home: true }, entered, setEntered);
  useEffect(() => void page.act({ type: 'open-home' }), [me]);
  return (
    <div class="home" tabIndex={0} role="region" aria-label={`Home of ${bot.name}`}>
      <div class="home-page">
        {home ? (
          <Blocks blocks={home.blocks as readonly KnownBlock[]} surface={surface} />
        ) : (
          <p class="empty">{bot.name} has not published a Home tab for you yet.</p>
        )}
      </div>
    </div>
  );
}
