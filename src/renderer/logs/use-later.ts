import { useEffect, useState } from 'preact/hooks';

/** True once something has been so for a while: what is quick never flashes. */
export function useLater(isSo: boolean, afterMs: number): boolean {
  const [isLate, setLate] = useState(false);
  useEffect(() => {
    setLate(false);
    if (!isSo) return;
    const timer = setTimeout(() => {
      setLate(true);
    }, afterMs);
    return () => {
      clearTimeout(timer);
    };
  }, [isSo, afterMs]);
  return isSo && isLate;
}
