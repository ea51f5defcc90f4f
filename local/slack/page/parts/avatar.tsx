import type { Person } from '../../protocol';

/** Initials on the person's colour. */
export function Avatar({
  person,
  size = 'normal',
}: {
  person: Person | undefined;
  size?: 'small' | 'normal' | 'large';
}) {
  const words = (person?.realName ?? '?').split(/\s+/).filter(Boolean);
  const initials = words.length > 1 ? `${words[0]?.[0]}${words.at(-1)?.[0]}` : (words[0]?.slice(0, 2) ?? '?');
  return (
    <span class={`avatar avatar-${size}`} style={{ backgroundColor: person?.color ?? '#888' }} aria-hidden="true">
      {initials}
    </span>
  );
}
