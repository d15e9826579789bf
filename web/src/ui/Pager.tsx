import { t } from '@/i18n/index.ts';
import { num } from '@/lib/dates.ts';
import { Button } from './Button.tsx';

type PagerProps = { page: number; hasNext: boolean; onPage: (page: number) => void };

/** Back and forth through a list; pages count from 1. Shows nothing when there is one page only. */
export function Pager({ page, hasNext, onPage }: PagerProps) {
  if (page === 1 && !hasNext) return null;
  return (
    <nav className="pager" aria-label={t.common.pager}>
      <Button small isDisabled={page === 1} onPress={() => onPage(page - 1)}>{t.common.previous}</Button>
      <span className="soft" aria-live="polite">{t.common.page(num(page))}</span>
      <Button small isDisabled={!hasNext} onPress={() => onPage(page + 1)}>{t.common.next}</Button>
    </nav>
  );
}

type MoreProps = { onMore: () => void; pending: boolean; hasMore: boolean };

/** For cursor lists on a phone: more under what is there. */
export function LoadMore({ onMore, pending, hasMore }: MoreProps) {
  return hasMore ? <Button wide pending={pending} onPress={onMore}>{t.common.more}</Button> : null;
}
