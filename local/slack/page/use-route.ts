import { useCallback, useEffect, useState } from 'preact/hooks';
import { readRoute, writeRoute, type Route } from './model/route';

/** What this window shows, and a way to change parts of it; the browser's Back leads back. */
export function useRoute(): readonly [Route, (change: Partial<Route>, replace?: boolean) => void] {
  const [route, setRoute] = useState(() => readRoute(location.hash));
  useEffect(() => {
    const changed = () => setRoute(readRoute(location.hash));
    addEventListener('hashchange', changed);
    addEventListener('popstate', changed);
    return () => {
      removeEventListener('hashchange', changed);
      removeEventListener('popstate', changed);
    };
  }, []);
  const change = useCallback((part: Partial<Route>, replace = false) => {
    const next = { ...readRoute(location.hash), ...part };
    const address = writeRoute(next);
    if (address !== location.hash) history[replace ? 'replaceState' : 'pushState'](null, '', address);
    setRoute(next);
  }, []);
  return [route, change];
}
