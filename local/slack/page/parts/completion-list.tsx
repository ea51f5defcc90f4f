import type { Completion, Offer } from '../model/completion';
import { usePage } from '../page-context';
import { Avatar } from './avatar';

interface CompletionListProps {
  readonly id: string;
  readonly completion: Completion;
  readonly active: number;
  readonly choose: (offer: Offer) => void;
}

/** What the composer offers above the line that is typed. */
export function CompletionList({ id, completion, active, choose }: CompletionListProps) {
  const page = usePage();
  return (
    <div id={`${id}-list`} class="completion" role="listbox" aria-label="Completions">
      {completion.offers.map((offer, index) => (
        <div
          key={offer.key}
          id={`${id}-${index}`}
          class="option"
          role="option"
          aria-selected={index === active}
          data-active={index === active || undefined}
          // The field must not lose its focus to the list.
          onMouseDown={(event) => {
            event.preventDefault();
            choose(offer);
          }}
        >
          {offer.personId === undefined ? (
            <span class="offer-icon">{offer.icon}</span>
          ) : (
            <Avatar person={page.person(offer.personId)} size="small" />
          )}
          <span class="option-text">
            <span class="option-label">{offer.label}</span>
            <span class="option-detail">{offer.detail}</span>
          </span>
        </div>
      ))}
    </div>
  );
}
