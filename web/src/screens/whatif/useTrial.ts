import { useRef, useState } from 'react';
import { api, fieldMessages, toProblem, type ApiProblem } from '@/api/index.ts';
import type { Trial, WhatIf } from './types.ts';

/** Families of the first look, which is there at once; the whole follows. */
export const FIRST_LOOK = 1000;

export type Tried = { trial: Trial; outcome: WhatIf; /** Of the first families only; the whole is on its way. */ partial: boolean };

/** Puts a rule to history: a first look, then all. A newer question makes an older answer void. */
export function useTrial() {
  const asked = useRef(0);
  const [tried, setTried] = useState<Tried | null>(null);
  const [pending, setPending] = useState(false);
  const [problem, setProblem] = useState<ApiProblem | null>(null);

  const run = async (trial: Trial): Promise<void> => {
    asked.current += 1;
    const mine = asked.current;
    setPending(true);
    setProblem(null);
    try {
      const first = await api.post<WhatIf>('/what-if', { ...trial, first: FIRST_LOOK });
      if (mine !== asked.current) return;
      setTried({ trial, outcome: first, partial: true });
      const outcome = await api.post<WhatIf>('/what-if', trial);
      if (mine === asked.current) setTried({ trial, outcome, partial: false });
    } catch (error) {
      if (mine === asked.current) setProblem(toProblem(error));
    } finally {
      if (mine === asked.current) setPending(false);
    }
  };
  return { run, tried, pending, problem, fieldErrors: fieldMessages(problem) };
}
