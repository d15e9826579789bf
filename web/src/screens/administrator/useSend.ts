import { useState } from 'react';
import { api, fieldMessages, refreshEverything, toProblem, type ApiProblem } from '@/api/index.ts';

/** Something sent that is no command of the log: accounts and passwords. It carries no command id and is not sent twice by itself. */
export function useSend(path: string, onDone: () => void) {
  const [pending, setPending] = useState(false);
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const send = async (body: object): Promise<void> => {
    setPending(true);
    setProblem(null);
    try {
      await api.post(path, body);
      refreshEverything();
      onDone();
    } catch (error) {
      setProblem(toProblem(error));
    } finally {
      setPending(false);
    }
  };
  return { send, pending, problem, fieldErrors: fieldMessages(problem) };
}
