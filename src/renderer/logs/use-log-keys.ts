import { useEffect, useRef } from 'preact/hooks';

interface LogKeys {
  readonly onFollow: () => void;
  readonly onStep: (to: 'next' | 'previous' | 'mark-next' | 'mark-previous') => void;
  /** Whether there was something to close. */
  readonly onClose: () => boolean;
  readonly onCopy: () => boolean;
}

/** Ctrl/⌘ F searches; F follows or pauses, N and P go to marks, Esc closes: single letters only where she is not typing. */
export function useLogKeys(keys: LogKeys): void {
  const latest = useRef(keys);
  latest.current = keys;
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.altKey || event.defaultPrevented || document.querySelector('dialog[open]') !== null) return;
      const isTyping = event.target instanceof HTMLInputElement;
      const key = event.key.toLowerCase();
      if (event.ctrlKey || event.metaKey) {
        if (key === 'f') focusSearch();
        else if (key !== 'c' || isTyping || hasSelection() || !latest.current.onCopy()) return;
      } else if (key === 'f3') latest.current.onStep(event.shiftKey ? 'previous' : 'next');
      else if (isTyping || event.shiftKey) return;
      else if (key === 'f') latest.current.onFollow();
      else if (key === 'n') latest.current.onStep('mark-next');
      else if (key === 'p') latest.current.onStep('mark-previous');
      else if (key !== 'escape' || !latest.current.onClose()) return;
      event.preventDefault();
    };
    document.addEventListener('keydown', onKey);
    return () => {
      document.removeEventListener('keydown', onKey);
    };
  }, []);
}

function focusSearch(): void {
  const input = document.getElementById('log-search');
  input?.focus();
  if (input instanceof HTMLInputElement) input.select();
}

function hasSelection(): boolean {
  return document.getSelection()?.isCollapsed === false;
}
