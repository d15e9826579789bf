import { t } from '@/i18n/index.ts';
import { digits } from '@/lib/dates.ts';

/** Where something is printed, as `004/national_figures`: the number of the document in words, and its table by the name of the file that holds it. */
export function Source({ of }: { of: string }) {
  const [, number, table] = /^(\d{3})\/(\w+)$/.exec(of) ?? [];
  if (!number || !table) return <bdi className="faint" dir="ltr">{of}</bdi>;
  return <span className="faint">{t.common.document(digits(number))} · <bdi dir="ltr">{table}</bdi></span>;
}
