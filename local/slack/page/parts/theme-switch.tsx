import { useState } from 'preact/hooks';
import { applyTheme, storedTheme, type Theme } from '../theme';
import { Icon } from './icon';

const next: Readonly<Record<Theme, Theme>> = { system: 'light', light: 'dark', dark: 'system' };
const icons = { system: 'screen', light: 'sun', dark: 'moon' } as const;
const names = { system: 'as the system has it', light: 'light', dark: 'dark' };

/** Goes round: the system's, light, dark. */
export function ThemeSwitch() {
  const [theme, setTheme] = useState(storedTheme);
  const words = `Theme: ${names[theme]}. Change to ${names[next[theme]]}`;
  return (
    <button
      type="button"
      class="icon-button"
      aria-label={words}
      title={words}
      onClick={() => {
        setTheme(next[theme]);
        applyTheme(next[theme]);
      }}
    >
      <Icon name={icons[theme]} />
    </button>
  );
}
