import type { ReactNode } from 'react';
import { t } from '@/i18n/index.ts';
import type { Row } from '@/offline/types.ts';
import { LinkButton, Notice, Skeleton } from '@/ui/index.ts';
import { useRow, type FormOperation } from './rowForm.ts';

type ForRowProps = { operation: FormOperation; family: string; children: (row: Row | null) => ReactNode };

function Looked({ id, operation, family, children }: ForRowProps & { id: string }) {
  const row = useRow(id, operation, family);
  if (row === 'looking') return <Skeleton rows={3} />;
  if (row === 'gone') return <Notice tone="warn" title={t.problems.byCode['row_gone']?.({}) ?? ''} actions={<LinkButton small to="/phone">{t.phone.menu}</LinkButton>} />;
  return children(row);
}

/** A form for something new, or for a row of the outbox that is named in the address. */
export function ForRow({ id, ...props }: ForRowProps & { id: string | undefined }) {
  return id === undefined ? props.children(null) : <Looked key={id} id={id} {...props} />;
}
