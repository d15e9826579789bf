// What a screen shows while it has nothing: loading, failure, emptiness.
import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { problemText, type ApiProblem } from '@/api/problem.ts';
import { t } from '@/i18n/index.ts';
import { Button } from './Button.tsx';
import { Icon, type IconName } from './Icon.tsx';

export function Empty({ icon = 'families', title, children }: { icon?: IconName; title: string; children?: ReactNode }) {
  return (
    <div className="empty">
      <Icon name={icon} />
      <p className="strong">{title}</p>
      {children}
    </div>
  );
}

export function Skeleton({ rows = 4 }: { rows?: number }) {
  return (
    <div className="skeleton" role="status" aria-label={t.common.loading}>
      {Array.from({ length: rows }, (_, i) => <span key={i} />)}
    </div>
  );
}

export function Failure({ problem, retry }: { problem: ApiProblem; retry?: () => void }) {
  return (
    <div className="empty" role="alert">
      <Icon name="alert" />
      <p className="strong">{problem.status === 404 ? t.shell.notFoundTitle : t.shell.loadFailed}</p>
      <p>{problemText(problem)}</p>
      {retry && problem.outcomeUnknown ? <Button onPress={retry}>{t.common.retry}</Button> : null}
    </div>
  );
}

/** A refusal of something that is no form: a confirmation, a single button. */
export function ProblemNote({ problem }: { problem: ApiProblem | null }) {
  return problem ? <div className="error-summary" role="alert"><p className="strong">{problemText(problem)}</p></div> : null;
}

type LoadedProps<T> = { query: UseQueryResult<T, ApiProblem>; rows?: number; children: (data: T) => ReactNode };

/** `<Loaded query={family}>{(data) => …}</Loaded>`: skeleton, then data, or the reason why not. Old data stays on a failed refresh. */
export function Loaded<T>({ query, rows, children }: LoadedProps<T>) {
  if (query.data !== undefined) return <>{children(query.data)}</>;
  if (query.error) return <Failure problem={query.error} retry={() => void query.refetch()} />;
  return <Skeleton {...(rows === undefined ? {} : { rows })} />;
}
