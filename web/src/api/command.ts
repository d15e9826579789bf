import { useCallback, useRef, useState } from 'react';
import { uuid7 } from '@/lib/uuid7.ts';
import { hasPhone, phone } from '@/phone/hint.ts';
import { api, type Committed } from './client.ts';
import { notePosition } from './position.ts';
import { ApiProblem, fieldMessages, toProblem } from './problem.ts';
import { refreshEverything } from './query.ts';

const RETRIES = 2;
const FIRST_PAUSE_MILLISECONDS = 600;

/**
 * The id of one submission. It is made when a form is first sent and kept while
 * nobody knows whether the server acted, so that sending again cannot act twice.
 * Once the server has answered, acceptance or refusal, the next sending is a new wish.
 */
export class SubmissionId {
  #id: string | null = null;

  current(): string {
    this.#id ??= uuid7();
    return this.#id;
  }

  answered(): void {
    this.#id = null;
  }
}

/** Sends a command, again on a lost connection, always under the same id. */
export async function sendCommand<A = Committed>(path: string, body: object, submission: SubmissionId, ifMatch?: number, method: 'post' | 'put' = 'post'): Promise<A> {
  const command = { command_id: submission.current(), ...body };
  if (hasPhone()) {
    try {
      const kept = await (await phone()).submit({ method, path, command, basedOn: ifMatch ?? null });
      if (kept) {
        submission.answered();
        return kept as A;
      }
    } catch (error) {
      const problem = toProblem(error);
      if (!problem.outcomeUnknown) submission.answered();
      throw problem;
    }
  }
  for (let attempt = 0; ; attempt += 1) {
    try {
      // Attempts follow each other on purpose: the next one depends on the last.
      // oxlint-disable-next-line no-await-in-loop
      const answer = await api[method]<A>(path, command, { ifMatch });
      submission.answered();
      const position = (answer as Partial<Committed> | undefined)?.position;
      if (typeof position === 'number') notePosition(position);
      return answer;
    } catch (error) {
      const problem = toProblem(error);
      if (!problem.outcomeUnknown) {
        // A lost session is no answer to the command: after signing in again it is the same submission.
        if (problem.status !== 401) submission.answered();
        throw problem;
      }
      if (attempt >= RETRIES) throw problem;
      // oxlint-disable-next-line no-await-in-loop
      await new Promise((resolve) => setTimeout(resolve, FIRST_PAUSE_MILLISECONDS * 2 ** attempt));
    }
  }
}

export type CommandState<B extends object, A> = {
  /** Sends; resolves to the answer, or to null when it was refused (see `problem`). */
  send(body: B): Promise<A | null>;
  pending: boolean;
  problem: ApiProblem | null;
  /** Messages by field name, for `Form`. */
  fieldErrors: Record<string, string>;
  reset(): void;
};

type CommandOptions<A> = {
  /** PUT where the command replaces a thing whole. */
  method?: 'post' | 'put' | undefined;
  /** The sequence the form was filled from; a newer one is answered by 412 and the screen is refreshed. */
  ifMatch?: number | undefined;
  onDone?: ((answer: A) => void) | undefined;
};

/**
 * A command of the API for one form. After it is accepted every query on screen is
 * read again, waiting for the command's position, so that the person sees own work.
 */
export function useCommand<B extends object, A = Committed>(path: string, options: CommandOptions<A> = {}): CommandState<B, A> {
  const submission = useRef(new SubmissionId());
  const busy = useRef(false);
  const [pending, setPending] = useState(false);
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const { ifMatch, method, onDone } = options;

  const send = useCallback(
    async (body: B): Promise<A | null> => {
      if (busy.current) return null;
      busy.current = true;
      setPending(true);
      setProblem(null);
      try {
        const answer = await sendCommand<A>(path, body, submission.current, ifMatch, method);
        refreshEverything();
        onDone?.(answer);
        return answer;
      } catch (error) {
        const refused = toProblem(error);
        setProblem(refused);
        if (refused.status === 412) refreshEverything();
        return null;
      } finally {
        busy.current = false;
        setPending(false);
      }
    },
    [path, ifMatch, method, onDone],
  );

  const reset = useCallback(() => setProblem(null), []);
  return { send, pending, problem, fieldErrors: fieldMessages(problem), reset };
}
