import { Link } from '@tanstack/react-router';
import { t } from '@/i18n/index.ts';
import { num } from '@/lib/dates.ts';
import { useNotices } from '@/screens/trust/data.ts';
import { Icon } from '@/ui/Icon.tsx';

/** How much waits for the person, and the way to it. */
export function Bell({ className, words = false }: { className: string; words?: boolean }) {
  const { data } = useNotices();
  const count = data?.waiting.reduce((sum, one) => sum + one.count, 0) ?? 0;
  if (!data) return null;
  return (
    <Link to="/notices" className={className} activeProps={{ className: 'active' }} aria-label={words ? undefined : count > 0 ? t.notices.open(num(count)) : t.notices.title}>
      <Icon name="bell" />
      {words ? t.notices.title : null}
      {count > 0 ? <span className="bell-count">{num(count)}</span> : null}
    </Link>
  );
}
