// Files: sent with their progress, which fetch cannot tell, and read whole, to be shown or saved.
import { useCallback, useRef, useState } from 'react';
import { SubmissionId } from './command.ts';
import { BASE, hamyarFetch, heed, type Committed } from './client.ts';
import { notePosition } from './position.ts';
import { ApiProblem, fieldMessages, toProblem } from './problem.ts';
import { refreshEverything } from './query.ts';

/** 5 MiB over a poor telephone line. */
const TIMEOUT_MILLISECONDS = 300_000;

export type StoredFile = { blob: Blob; name: string };

/** The bytes at a path under /api/v1, and the name to save them under, which names nobody. */
export async function readFile(path: string): Promise<StoredFile> {
  const response = await hamyarFetch(new Request(new URL(BASE + path, location.origin), { credentials: 'same-origin' }), TIMEOUT_MILLISECONDS);
  const name = /filename\*=UTF-8''([^;]+)/.exec(response.headers.get('content-disposition') ?? '')?.[1];
  return { blob: await response.blob(), name: name ? decodeURIComponent(name) : 'attachment' };
}

export type Sending = { facts: object; file: Blob; onProgress: (share: number) => void; signal: AbortSignal };

export function sendFile<A>(path: string, { facts, file, onProgress, signal }: Sending): Promise<A> {
  const form = new FormData();
  // The facts come first, and say that they are JSON, which a form of another site cannot.
  form.append('facts', new Blob([JSON.stringify(facts)], { type: 'application/json' }), 'facts');
  // Never under the file's own name, which may be a person's.
  form.append('file', file, 'file');
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', BASE + path);
    request.timeout = TIMEOUT_MILLISECONDS;
    request.responseType = 'json';
    request.upload.addEventListener('progress', (event) => onProgress(event.lengthComputable ? event.loaded / event.total : 0));
    request.addEventListener('load', () => {
      const body: unknown = request.response;
      if (request.status >= 200 && request.status < 300) {
        resolve(body as A);
        return;
      }
      const problem = new ApiProblem(request.status, body !== null && typeof body === 'object' ? body : {});
      void heed(problem, path);
      reject(problem);
    });
    for (const lost of ['error', 'timeout', 'abort']) request.addEventListener(lost, () => reject(new ApiProblem(0, { code: lost === 'abort' ? 'cancelled' : 'offline' })));
    signal.addEventListener('abort', () => request.abort());
    request.send(form);
  });
}

export type UploadState<B extends object, A> = {
  /** Sends; resolves to the answer, or to null when it was refused or cancelled (see `problem`). */
  send(facts: B, file: Blob): Promise<A | null>;
  cancel(): void;
  /** Another file is another wish, also when nobody knows what became of the last one. */
  renew(): void;
  pending: boolean;
  /** How much has left the device, 0 to 1. */
  progress: number;
  problem: ApiProblem | null;
  fieldErrors: Record<string, string>;
};

/** Keeps a file on the phone instead of sending it; `perhaps` after it was sent and nobody knows whether it arrived. False where it goes directly. */
export type KeepFile = (command: object & { command_id: string }, file: Blob, perhaps: boolean) => Promise<boolean>;

/**
 * A command that brings a file. While nobody knows whether the server acted, a cancelled sending included, the next one has the
 * same id, so that a file comes in once.
 */
export function useUpload<B extends object, A = Committed>(path: string, onDone: (answer: A | 'kept') => void, keep?: KeepFile): UploadState<B, A> {
  const submission = useRef(new SubmissionId());
  const running = useRef<AbortController | null>(null);
  const [pending, setPending] = useState(false);
  const [progress, setProgress] = useState(0);
  const [problem, setProblem] = useState<ApiProblem | null>(null);

  const send = useCallback(
    async (facts: B, file: Blob): Promise<A | null> => {
      if (running.current) return null;
      const controller = new AbortController();
      running.current = controller;
      setPending(true);
      setProgress(0);
      setProblem(null);
      const command = { command_id: submission.current.current(), ...facts };
      const kept = async (perhaps: boolean): Promise<boolean> => {
        if (!(await keep?.(command, file, perhaps))) return false;
        submission.current.answered();
        onDone('kept');
        return true;
      };
      try {
        if (await kept(false)) return null;
        const answer = await sendFile<A>(path, { facts: command, file, onProgress: setProgress, signal: controller.signal });
        submission.current.answered();
        const position = (answer as Partial<Committed>).position;
        if (typeof position === 'number') notePosition(position);
        refreshEverything();
        onDone(answer);
        return answer;
      } catch (error) {
        let found = toProblem(error);
        if (found.code === 'offline' && (await kept(true).catch((full: unknown) => (found = toProblem(full)) && false))) return null;
        if (!found.outcomeUnknown && found.status !== 401) submission.current.answered();
        if (found.code !== 'cancelled') setProblem(found);
        return null;
      } finally {
        running.current = null;
        setPending(false);
      }
    },
    [path, onDone, keep],
  );
  const cancel = useCallback(() => running.current?.abort(), []);
  const renew = useCallback(() => submission.current.answered(), []);
  return { send, cancel, renew, pending, progress, problem, fieldErrors: fieldMessages(problem) };
}
