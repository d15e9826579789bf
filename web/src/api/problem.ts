// Every failure of the server, as one type the screens can show.
import { language, t } from '@/i18n/index.ts';
import { digits, formatDate, num } from '@/lib/dates.ts';

export type FieldProblem = { field: string; rule: string; message: string; message_en?: string };

export type ProblemBody = {
  status?: number;
  code?: string;
  title?: string;
  title_en?: string;
  detail?: string;
  errors?: FieldProblem[];
  params?: Record<string, unknown>;
};

/** A problem+json answer, or a failure to reach the server (`status` 0). */
export class ApiProblem extends Error {
  readonly status: number;
  /** The stable name the texts translate; `offline` when the server was not reached. */
  readonly code: string;
  readonly detail: string | undefined;
  readonly errors: readonly FieldProblem[];
  readonly params: Readonly<Record<string, unknown>>;

  constructor(status: number, body: ProblemBody) {
    super((language === 'en' ? body.title_en : body.title) ?? body.title ?? body.code ?? `HTTP ${status}`);
    this.name = 'ApiProblem';
    this.status = status;
    this.code = body.code ?? (status === 412 ? 'stale' : status === 0 ? 'offline' : '');
    this.detail = body.detail;
    this.errors = body.errors ?? [];
    this.params = body.params ?? {};
  }

  /** True when nobody knows whether the server acted: the same command may be sent again. */
  get outcomeUnknown(): boolean {
    return this.status === 0 || this.status >= 500 || this.status === 429;
  }
}

export async function readProblem(response: Response): Promise<ApiProblem> {
  const body: unknown = await response.json().catch(() => ({}));
  return new ApiProblem(response.status, body !== null && typeof body === 'object' ? body : {});
}

export function toProblem(error: unknown): ApiProblem {
  if (error instanceof ApiProblem) return error;
  return new ApiProblem(0, { code: 'offline' });
}

const CIVIL_DATE = /^\d{4}-\d{2}-\d{2}$/;
/** Words for the closed sets that refusals name. */
const words = (name: string): Record<string, string> => (name === 'domain' ? t.words.domain : name === 'tier' ? t.words.tier : name === 'role' || name === 'with' ? t.words.role : {});

/** One value of a refusal as a person reads it; lists are joined, and of `{domain, readings, needed}` the domain is said. */
function spoken(name: string, value: unknown): string {
  if (typeof value === 'number') return num(value);
  if (typeof value === 'string') return CIVIL_DATE.test(value) ? formatDate(value) : (words(name)[value] ?? digits(value));
  if (Array.isArray(value)) return value.map((one) => spoken(name.replace(/s$/, ''), one)).filter(Boolean).join(t.common.listComma);
  if (typeof value === 'object' && value !== null && 'domain' in value) return spoken('domain', value.domain);
  return '';
}

function spokenParams(params: Readonly<Record<string, unknown>>): Record<string, string> {
  return Object.fromEntries(Object.entries(params).map(([name, value]) => [name, spoken(name, value)]));
}

/** The sentence to show a person. */
export function problemText(problem: ApiProblem): string {
  const sentence = t.problems.byCode[problem.code];
  if (sentence) return sentence(spokenParams(problem.params));
  if (problem.status === 0) return t.problems.offline;
  if (problem.status === 412) return t.problems.byCode['stale']?.({}) ?? problem.message;
  if (problem.status === 403) return t.problems.byCode['not_allowed']?.({}) ?? problem.message;
  if (problem.status === 404) return t.problems.byCode['not_found']?.({}) ?? problem.message;
  if (problem.status === 429 || problem.status === 503) return t.problems.unavailable;
  if (problem.status >= 500) return t.problems.unexpected;
  return problem.detail ?? problem.message;
}

/** One message per field, for a form; the first of several wins. */
export function fieldMessages(problem: ApiProblem | null): Record<string, string> {
  const messages: Record<string, string> = {};
  for (const error of problem?.errors ?? []) {
    messages[error.field] ??= language === 'en' && error.message_en ? error.message_en : error.message;
  }
  return messages;
}
