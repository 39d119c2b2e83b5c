import { useEffect, useState } from 'preact/hooks';

export interface Asked<A> {
  /** Null: not yet, or there is none. */
  readonly answer: A | null;
  readonly isLoading: boolean;
  readonly hasFailed: boolean;
  again(): void;
}

interface Held<A> {
  readonly subject: string;
  readonly question: string;
  readonly answer: A | null;
  readonly hasFailed: boolean;
}

/**
 * Asks again whenever the question changes. Meanwhile the old answer stays, so that nothing flickers, unless it is about
 * another subject. An answer that was overtaken is dropped.
 */
export function useAnswer<A>(subject: string, question: string, ask: () => Promise<A | null>): Asked<A> {
  const [held, setHeld] = useState<Held<A> | null>(null);
  const [turn, setTurn] = useState(0);
  const asked = `${question}#${String(turn)}`;
  useEffect(() => {
    let isCurrent = true;
    const take = (answer: A | null, hasFailed: boolean) => {
      if (isCurrent) setHeld({ subject, question: asked, answer, hasFailed });
    };
    ask().then(
      (answer) => {
        take(answer, false);
      },
      () => {
        take(null, true);
      },
    );
    return () => {
      isCurrent = false;
    };
  }, [subject, asked]);
  const isOurs = held?.subject === subject;
  return {
    answer: isOurs ? held.answer : null,
    isLoading: !isOurs || held.question !== asked,
    hasFailed: isOurs && held.hasFailed,
    again: () => {
      setTurn((count) => count + 1);
    },
  };
}
