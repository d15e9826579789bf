// The only place that calls fetch. `api` is for hand-typed paths, `typed` (typed.ts) for
// the generated schema; both share the same errors, positions and sign-in handling.
import { takeAhead } from '@/lib/ahead.ts';
import { WIPED, wipeHere } from '@/lib/wipe.ts';
import { hasPhone, phone } from '@/phone/hint.ts';
import { positionToWaitFor } from './position.ts';
import { ApiProblem, readProblem, toProblem } from './problem.ts';

export type Query = Record<string, string | number | boolean | null | undefined | readonly string[]>;
export type Committed = { id: string; sequence: number; position: number };

export const BASE = '/api/v1';
const TIMEOUT_MILLISECONDS = 20_000;
/** Some thousand rows over a poor line. */
const TAKE_AWAY_MILLISECONDS = 120_000;
/** These answer for themselves and know no position. */
const WITHOUT_POSITION = /^\/api\/v1\/(session|meta|live)\b/;

const signedOutListeners = new Set<() => void>();

/** Told whenever the server answers 401 to something other than a sign-in. */
export function onSignedOut(listener: () => void): () => void {
  signedOutListeners.add(listener);
  return () => signedOutListeners.delete(listener);
}

/** The session is over, whatever told so. */
export function tellSignedOut(): void {
  for (const listener of signedOutListeners) listener();
}

/** What a refusal says about who sits here, whatever it was an answer to: the device is to be wiped, the session is over, or it lacks a second factor. */
export async function heed(problem: ApiProblem, path: string): Promise<void> {
  if (problem.code === 'device_wiped') {
    // Work that waits on a phone is left for review first; the phone goes on from there.
    if (hasPhone()) return (await phone()).revoked();
    await wipeHere();
    location.replace(WIPED);
  } else if (problem.code === 'second_factor_required' || (problem.status === 401 && !path.endsWith('/session'))) {
    tellSignedOut();
  }
}

/** Shows who sits there once more; resolves to false when the person turned away. */
type ConfirmAgain = (by: 'code' | 'password') => Promise<boolean>;
let confirmAgain: ConfirmAgain | null = null;

/** Asked when the server answers `confirm_again`; what was being sent is sent again after it. */
export function onConfirmAgain(ask: ConfirmAgain): () => void {
  confirmAgain = ask;
  return () => {
    if (confirmAgain === ask) confirmAgain = null;
  };
}

/** fetch with our rules: throws `ApiProblem`, waits for the reader's own writes, notices a lost session. */
export async function hamyarFetch(input: Request, timeout = TIMEOUT_MILLISECONDS): Promise<Response> {
  const url = new URL(input.url);
  let request = input;
  const position = positionToWaitFor();
  if (input.method === 'GET' && position !== null && !WITHOUT_POSITION.test(url.pathname)) {
    url.searchParams.set('at_least', String(position));
    request = new Request(url, input);
  }
  let response: Response;
  try {
    response = await (takeAhead(request) ?? fetch(request, { signal: AbortSignal.timeout(timeout) }));
  } catch (error) {
    throw toProblem(error);
  }
  if (response.ok) return response;
  const problem = await readProblem(response);
  await heed(problem, url.pathname);
  throw problem;
}

function urlOf(path: string, query: Query = {}): string {
  const url = new URL(path.startsWith('/api/') ? path : BASE + path, location.origin);
  for (const [name, value] of Object.entries(query)) {
    if (value === null || value === undefined || value === '') continue;
    for (const one of Array.isArray(value) ? value : [value]) url.searchParams.append(name, String(one));
  }
  return url.href;
}

type SendOptions = { ifMatch?: number | undefined; query?: Query };

/** What a phone has of an answer; undefined where it has none, or is none. */
async function fromPhone(method: string, path: string, body: unknown, query: Query = {}): Promise<unknown> {
  const reads = method === 'GET' || path === '/families/find';
  return reads && hasPhone() ? (await phone()).localAnswer(path, { ...query, ...(body as object | undefined) }) : undefined;
}

async function send<T>(method: string, path: string, body: unknown, options: SendOptions = {}): Promise<T> {
  if (!hasPhone()) return sendToServer<T>(method, path, body, options);
  const { isAway, noteAway } = await phone();
  if (isAway()) {
    // Nothing waits for a network that was not there a moment ago.
    const kept = await fromPhone(method, path, body, options.query);
    if (kept !== undefined) return kept as T;
  }
  try {
    return await sendToServer<T>(method, path, body, options);
  } catch (error) {
    const kept = error instanceof ApiProblem && error.status === 0 ? await fromPhone(method, path, body, options.query) : undefined;
    if (error instanceof ApiProblem && error.status === 0) noteAway();
    if (kept === undefined) throw error;
    return kept as T;
  }
}

async function sendToServer<T>(method: string, path: string, body: unknown, options: SendOptions = {}): Promise<T> {
  const headers = new Headers({ accept: 'application/json' });
  if (body !== undefined) headers.set('content-type', 'application/json');
  if (options.ifMatch !== undefined) headers.set('if-match', `"${options.ifMatch}"`);
  const init: RequestInit = { method, headers, credentials: 'same-origin' };
  if (body !== undefined) init.body = JSON.stringify(body);
  const fetched = () => hamyarFetch(new Request(urlOf(path, options.query), init));
  const response = await fetched().catch(async (error: unknown) => {
    if (!(error instanceof ApiProblem) || error.code !== 'confirm_again' || !confirmAgain) throw error;
    if (!(await confirmAgain(error.params['with'] === 'password' ? 'password' : 'code'))) throw error;
    return fetched();
  });
  if (response.status === 204) return undefined as T;
  if (!(response.headers.get('content-type') ?? '').includes('json')) throw new ApiProblem(502, { code: 'unexpected_answer' });
  return (await response.json()) as T;
}

/** `api.get<Family>('/families/…')`; paths are under /api/v1. Throws `ApiProblem`. */
export const api = {
  get: <T>(path: string, query?: Query): Promise<T> => send<T>('GET', path, undefined, query ? { query } : {}),
  post: <T>(path: string, body: unknown, options?: SendOptions): Promise<T> => send<T>('POST', path, body, options),
  put: <T>(path: string, body: unknown, options?: SendOptions): Promise<T> => send<T>('PUT', path, body, options),
  delete: <T>(path: string): Promise<T> => send<T>('DELETE', path, undefined),
  /** A file to save. */
  download: async (path: string): Promise<Blob> => (await hamyarFetch(new Request(urlOf(path), { credentials: 'same-origin' }))).blob(),
  /** A file to save, and its name, which says what it holds and names nobody. `body` goes where a question may hold a name. */
  takeAway: async (path: string, query?: Query, body?: object): Promise<{ blob: Blob; name: string }> => {
    const init: RequestInit = body ? { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) } : {};
    const response = await hamyarFetch(new Request(urlOf(path, query), { ...init, credentials: 'same-origin' }), TAKE_AWAY_MILLISECONDS);
    return { blob: await response.blob(), name: /filename="([^"]+)"/.exec(response.headers.get('content-disposition') ?? '')?.[1] ?? 'hamyar' };
  },
};
