import { useEffect, useState } from 'preact/hooks';

/** A number that changes when the system turns light or dark: a canvas does not follow by itself. */
export function useThemeTurns(): number {
  const [turns, setTurns] = useState(0);
  useEffect(() => {
    const queries = ['(prefers-color-scheme: dark)', '(prefers-contrast: more)', '(forced-colors: active)'].map((one) =>
      matchMedia(one),
    );
    const onTurn = () => {
      setTurns((count) => count + 1);
    };
    for (const query of queries) query.addEventListener('change', onTurn);
    return () => {
      for (const query of queries) query.removeEventListener('change', onTurn);
    };
  }, []);
  return turns;
}
