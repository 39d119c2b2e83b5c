import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';

/** A part of the window that few open: loaded when it is shown, which takes a moment. */
export function later<Props extends object>(load: () => Promise<ComponentType<Props>>) {
  let loaded: ComponentType<Props> | null = null;
  return function Later(props: Props) {
    const [, setReady] = useState(false);
    useEffect(() => {
      if (loaded !== null) return;
      void load().then((part) => {
        loaded = part;
        setReady(true);
      });
    }, []);
    const Part = loaded;
    return Part === null ? null : <Part {...props} />;
  };
}
