import { t } from '@/i18n/index.ts';
import { digits } from '@/lib/dates.ts';

/** Where something is printed, as `004/national_figures`: the document by its number, its table by what it holds; a table that has no name of ours by that of its file. */
export function Source({ of }: { of: string }) {
  const [, number, table] = /^(\d{3})\/(\w+)$/.exec(of) ?? [];
  if (!number || !table) return <bdi className="faint">{of}</bdi>;
  const named = t.places.table[table];
  return <span className="faint">{t.common.document(digits(number))} · {named ? <bdi>{named}</bdi> : <bdi dir="ltr">{table}</bdi>}</span>;
}
