import { useState } from 'react';
import { api, fieldMessages, refreshEverything, toProblem, type ApiProblem } from '@/api/index.ts';

/** Something sent about the own account or another's: no command of the log, so it has no id and is not sent twice by itself. */
export function useAct<A = void>(path: string, onDone: (answer: A) => void) {
  const [pending, setPending] = useState(false);
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const send = async (body: object = {}): Promise<void> => {
    setPending(true);
    setProblem(null);
    try {
      const answer = await api.post<A>(path, body);
      refreshEverything();
      onDone(answer);
    } catch (error) {
      setProblem(toProblem(error));
    } finally {
      setPending(false);
    }
  };
  return { send, pending, problem, fieldErrors: fieldMessages(problem) };
}
