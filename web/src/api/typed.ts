// A file of its own: whoever asks by hand-typed paths does not load the library behind it.
import createClient from 'openapi-fetch';
import { hamyarFetch } from './client.ts';
import { ApiProblem } from './problem.ts';
import type { paths } from './schema.d.ts';

/** The same server through the generated schema: `await ok(typed.GET('/api/v1/meta'))`. */
export const typed = createClient<paths>({ baseUrl: typeof location === 'undefined' ? '' : location.origin, fetch: (request: Request) => hamyarFetch(request) });

/** Takes the data out of a `typed` answer; failures have already thrown. */
export async function ok<T>(answer: Promise<{ data?: T }>): Promise<T> {
  const { data } = await answer;
  if (data === undefined) throw new ApiProblem(502, { code: 'unexpected_answer' });
  return data;
}
