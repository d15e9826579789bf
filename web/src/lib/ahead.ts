// What every start asks the server first, asked while the app is still on its way: its own first question takes the answer that is coming.

/** An answer that waited longer may be outdated. */
const FRESH_MILLISECONDS = 10_000;

const asked = new Map<string, { answer: Promise<Response>; at: number }>();

/** Asks ahead; what goes wrong is told to whoever takes the answer. */
export function askAhead(path: string): Promise<Response> {
  const url = new URL(path, location.origin).href;
  const answer = fetch(url, { headers: { accept: 'application/json' }, credentials: 'same-origin' });
  answer.catch(() => undefined);
  asked.set(url, { answer, at: performance.now() });
  return answer;
}

/** The answer to a question that was asked ahead; given to one asker, who may read it. Whatever changes something, a sign-in first of all, outdates them all. */
export function takeAhead(request: Request): Promise<Response> | undefined {
  if (request.method !== 'GET') asked.clear();
  const found = asked.get(request.url);
  if (!found) return undefined;
  asked.delete(request.url);
  return performance.now() - found.at < FRESH_MILLISECONDS ? found.answer : undefined;
}
